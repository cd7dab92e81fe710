/** What is done with files in custody: brought, handed over, taken, read; each an entry of its chain (ALM-6). */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CustodyEntry } from '../../ledger/custody/entry.ts';
import { openTaking, type FlattenedJws, type Taking } from '../../ledger/custody/taking.ts';
import {
  instantFault,
  mostBrought,
  offerFault,
  openGap,
  readingFault,
  takingFault,
} from '../../rules/custody/chain.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { keysOf } from '../council/member-keys.ts';
import { unknownMembers } from '../council/members.ts';
import { tellOfOffer } from '../inbox/custody-notices.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { appendCustody, type Chain, chainById, hashOf, holdChain } from './chains.ts';

/** Who acts, and in which council. */
export interface By {
  readonly by: string;
  readonly council: string;
}

/**
 * Keeps a file, and begins its chain; what a member brought before begins none anew. Whether another has brought the same nobody can tell: it
 * counts for each, and each has a chain of their own.
 */
export async function deposit(
  db: Db,
  clock: Clock,
  { by, council, sha256, bytes }: By & { readonly sha256: string; readonly bytes: Buffer },
): Promise<{ readonly id: string } | Refusal> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${by}, hashtextextended('folkmoot custody', 0)))`.execute(
      trx,
    );
    const { rows } = await sql<{ own: string | null; held: number }>`
      select (select id from custody_chains where sha256 = ${sha256} and depositor = ${by}) as own,
        (select coalesce(sum(f.size), 0)::bigint from custody_chains c join custody_files f using (sha256)
          where c.depositor = ${by}) as held`.execute(trx);
    const { own, held } = rows[0] as { own: string | null; held: number };
    if (own !== null) return { id: own };
    if (held + bytes.length > mostBrought)
      return refuse('beyond-limit', 'ALM-6', { most: mostBrought, held, asked: bytes.length });
    const at = await clock(trx);
    await trx
      .insertInto('custody_files')
      .values({ sha256, bytes, size: bytes.length })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const id = randomUUID();
    await trx.insertInto('custody_chains').values({ id, sha256, depositor: by, at }).execute();
    await appendCustody(trx, { id, sha256, council }, { kind: 'deposited', at, by, size: bytes.length });
    return { id };
  });
}

/** Does something with a chain as it stands now, which stays so until it is done. */
async function inChain<Done>(
  db: Db,
  id: string,
  work: (trx: Trx, chain: Chain) => Promise<Done>,
): Promise<Done> {
  return db.transaction().execute(async (trx) => {
    await holdChain(trx, id);
    return work(trx, await chainById(trx, id));
  });
}

/** Offers the file to a member, who is told, or takes back what was offered. */
export const offer = (
  db: Db,
  clock: Clock,
  { by, council, id, to, why }: By & { readonly id: string; readonly to: string; readonly why: string },
): Promise<Refusal | undefined> =>
  inChain(db, id, async (trx, chain) => {
    const members = await unknownMembers(trx, [to]);
    const fault =
      offerFault(chain.standing, { by, to }) ??
      (members.length > 0 ? refuse('unknown-member', 'ALM-6', { members }) : undefined);
    if (fault !== undefined) return fault;
    const at = await clock(trx);
    const of = { id, sha256: chain.sha256, council };
    if (to === by) await appendCustody(trx, of, { kind: 'withdrawn', at, by });
    else {
      await tellOfOffer(trx, { id, n: chain.standing.steps, at, by, to, sha256: chain.sha256 });
      await appendCustody(trx, of, { kind: 'offered', at, by, to, why });
    }
    return undefined;
  });

/** Takes the file, by the taker's signature; the same once more is answered as done. */
export const take = (
  db: Db,
  clock: Clock,
  { by, council, id, jws }: By & { readonly id: string; readonly jws: FlattenedJws },
): Promise<Refusal | undefined> =>
  inChain(db, id, async (trx, chain) => {
    const { standing, departed, sha256, steps } = chain;
    const last = steps.findLast(({ n }) => n === standing.answers) as CustodyEntry;
    if (last.kind === 'taken' && last.by === by && last.jws.signature === jws.signature) return undefined;
    const refused = takingFault(standing, by, departed);
    if (refused !== undefined) return refused;
    const at = await clock(trx);
    const expected = {
      answers: await hashOf(trx, id, standing.answers),
      chain: id,
      council,
      from: standing.holder,
      member: by,
      sha256,
    };
    const signed = await signedTaking(trx, { by, at, jws }, expected);
    if ('code' in signed) return signed;
    const wrong = instantFault(signed.at, { answered: last.at, now: at });
    if (wrong !== undefined) return wrong;
    const { from, why, at: takenAt } = signed;
    const gap = openGap(standing, departed);
    await appendCustody(
      trx,
      { id, sha256, council },
      { kind: 'taken', at, by, from, why, takenAt, gap, jws },
    );
    return undefined;
  });

/** What the member signed, by a key of theirs that counts, of what is to be taken; else why it does not count. */
async function signedTaking(
  trx: Trx,
  { by, at, jws }: { readonly by: string; readonly at: string; readonly jws: FlattenedJws },
  expected: Omit<Taking, 'at' | 'why' | 'format'>,
): Promise<Taking | Refusal> {
  const no = (reason: string, facts: object = {}): Refusal =>
    refuse('signature-refused', 'ALM-6', { reason, ...facts });
  const opened = openTaking(jws);
  if (opened === undefined) return no('taking-form');
  const { kid, taking, holds } = opened;
  const own = (await keysOf(trx, by)).find(
    ({ kind, fingerprint, since }) => kind === 'sign' && fingerprint === kid && since <= at,
  );
  if (own === undefined) return no('unknown-key', { key: kid });
  if (own.revokedAt !== null && own.revokedAt <= at)
    return no('revoked', { key: kid, revokedAt: own.revokedAt });
  if (!holds(own.key)) return no('does-not-hold', { key: kid });
  const other = Object.entries(expected).find(([name, value]) => taking[name as keyof Taking] !== value);
  return other === undefined ? taking : no('other-taking', { field: other[0], expected: other[1] });
}

/** The bytes of a file, to who may read them: the reading is an entry before any of them is sent. */
export const read = (
  db: Db,
  clock: Clock,
  { by, council, id }: By & { readonly id: string },
): Promise<{ readonly bytes: Buffer } | Refusal> =>
  inChain(db, id, async (trx, { sha256 }) => {
    const at = await clock(trx);
    const rows = await trx
      .selectFrom('custody_entries')
      .select('at')
      .where('chain', '=', id)
      .where('kind', '=', 'read')
      .where('by_member', '=', by)
      .orderBy('n', 'desc')
      .limit(100)
      .execute();
    const fault = readingFault(
      rows.map((row) => row.at),
      at,
    );
    if (fault !== undefined) return fault;
    const file = await trx
      .selectFrom('custody_files')
      .select('bytes')
      .where('sha256', '=', sha256)
      .executeTakeFirstOrThrow();
    await appendCustody(trx, { id, sha256, council }, { kind: 'read', at, by });
    return file;
  });
