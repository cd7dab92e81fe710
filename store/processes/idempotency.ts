/**
 * Idempotency keys: the first write of a request, so that a repeated one finds the same decision and the same answer. A key is held while
 * its request is checked, and begun once that is done under an id: of two requests with one key no second is refused for what the first does.
 */
import { sql } from 'kysely';
import type { Db } from '../postgres/database.ts';

/** Whose key it is: a member's, on one route (method and path). */
export interface ClaimKey {
  readonly member: string;
  readonly route: string;
  readonly key: string;
}

/** Who asks for a key. */
export interface Asking extends ClaimKey {
  /** SHA-256 of the body, hex. */
  readonly bodyHash: string;
  /** Tells this request from every other one, its repetitions included: a UUID. */
  readonly holder: string;
  /** ISO 8601, UTC: by the council's clock. */
  readonly at: string;
}

export interface Claimed {
  readonly bodyHash: string;
  /** Who checks it, or checked it last. */
  readonly holder: string;
  /** The id under which it is done; null while it is only being checked. */
  readonly decision: string | null;
  /** What was answered; null while the first request is under way, or died before it was answered. */
  readonly answer: { readonly status: number; readonly body: unknown } | null;
}

/** Seconds for which a key is held by a request that is being checked; one that takes longer finds it taken over, and begins nothing. */
const held = 5;

/** Holds a new key, or one whose holder has let it lie before it began; answers what stands under the key now. */
export async function askForKey(
  db: Db,
  { member, route, key, bodyHash, holder, at }: Asking,
): Promise<Claimed> {
  for (;;) {
    // Real time, by the one clock that all of them share.
    const until = sql<string>`clock_timestamp() + make_interval(secs => ${held})`;
    const mine = await db
      .insertInto('idempotency_keys')
      .values({ member, route, key, body_hash: bodyHash, holder, held_until: until, at })
      .onConflict((conflict) =>
        conflict
          .columns(['member', 'route', 'key'])
          .doUpdateSet({ body_hash: bodyHash, holder, held_until: until, at })
          .where('idempotency_keys.decision', 'is', null)
          .where('idempotency_keys.status', 'is', null)
          .where(sql<boolean>`idempotency_keys.held_until <= clock_timestamp()`),
      )
      .returning(columns)
      .executeTakeFirst();
    const row = mine ?? (await ofKey(db, { member, route, key }));
    // It may have been given back between the two.
    if (row !== undefined) return claimedBy(row);
  }
}

const columns = ['body_hash', 'holder', 'decision', 'status', 'answer'] as const;

const ofKey = (db: Db, { member, route, key }: ClaimKey) =>
  db
    .selectFrom('idempotency_keys')
    .select(columns)
    .where('member', '=', member)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirst();

function claimedBy({
  body_hash: bodyHash,
  holder,
  decision,
  status,
  answer,
}: NonNullable<Awaited<ReturnType<typeof ofKey>>>): Claimed {
  return { bodyHash, holder, decision, answer: status === null ? null : { status, body: answer } };
}

/** Begins what the holder has checked, under an id: the one given, or that under which it has begun already; null where another holds the key. */
export async function beginUnder(
  db: Db,
  { member, route, key, holder }: ClaimKey & Pick<Claimed, 'holder'>,
  id: string,
): Promise<string | null> {
  const begun = await db
    .updateTable('idempotency_keys')
    .set((eb) => ({ decision: eb.fn.coalesce('decision', eb.val(id)) }))
    .where('member', '=', member)
    .where('route', '=', route)
    .where('key', '=', key)
    .where((eb) => eb.or([eb('holder', '=', holder), eb('decision', 'is not', null)]))
    .returning('decision')
    .executeTakeFirst();
  return begun?.decision ?? null;
}

/** Keeps the answer, for whoever repeats the request. */
export async function keepAnswer(
  db: Db,
  { member, route, key }: ClaimKey,
  answer: { readonly status: number; readonly body: unknown },
): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ status: answer.status, answer: JSON.stringify(answer.body) })
    .where('member', '=', member)
    .where('route', '=', route)
    .where('key', '=', key)
    .execute();
}

/** Gives a key back under which nothing was done: after a refusal also one that had begun, else only what this request holds. */
export async function giveBack(
  db: Db,
  { member, route, key, holder }: ClaimKey & Pick<Claimed, 'holder'>,
  refused: boolean,
): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('member', '=', member)
    .where('route', '=', route)
    .where('key', '=', key)
    .where('status', 'is', null)
    .where((eb) =>
      refused
        ? eb.or([eb('holder', '=', holder), eb('decision', 'is not', null)])
        : eb.and([eb('holder', '=', holder), eb('decision', 'is', null)]),
    )
    .execute();
}
