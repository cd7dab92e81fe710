/**
 * Changes of members' keys (MEM-6): a member's own, signed by a key before it, counts at once; the registrar's counts once its notice is over,
 * and the member can stop it until then. Each is an entry of the log, so that no key comes under anybody's name unseen.
 */
import { createPublicKey, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { keyBytes } from '../../ledger/acts/act.ts';
import { fingerprintOf, type KeyKind, type PublicJwk } from '../../ledger/acts/jwk.ts';
import { openDetached, verifyDetached } from '../../ledger/acts/jws.ts';
import { type KeyChange, keyChangeFormat } from '../../ledger/acts/key-change.ts';
import { canonicalBytes, canonicalJson } from '../../ledger/bytes/canonical.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { appendLeaf } from '../log/ledger.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { tellCouncil, tellMember } from '../inbox/key-notices.ts';
import { keysOf, type MemberKey } from './member-keys.ts';
import { lockStatus } from './status.ts';

/** Keys of one member that are not revoked, those that do not count yet among them: so many by the member, and so many by the registrar. */
const mostKeys = 10;
/** Changes of one member's keys in a wake, by each of the two: every one is an entry of the log, and is told. */
const mostChanges = 20;

/** What is asked for, of whose keys, and by whom: the member or the registrar. */
export type KeyAsked = {
  readonly member: string;
  readonly by: string;
} & (
  | {
      readonly change: 'register';
      readonly kind: KeyKind;
      readonly key: PublicJwk;
      readonly signature: string | null;
    }
  | { readonly change: 'revoke'; readonly fingerprint: string; readonly signature: string | null }
  | { readonly change: 'stop'; readonly fingerprint: string }
);

/** In which council, and for how long the registrar's changes are told, in milliseconds. */
export interface KeyRules {
  readonly council: string;
  readonly notice: number;
  readonly wake: number;
  /** The version in force: who is told, and whose notice it is. */
  readonly charter: number;
  readonly pace: number;
}

/** A change as it is kept, before it has its entry. */
type Change = Omit<KeyChange, 'format' | 'council' | 'charter' | 'pace'> & {
  readonly signedBy: string | null;
};

/**
 * Changes a member's keys, or says why not; what is so already is answered and changes nothing. Who is told is told in the same transaction,
 * a large council in pieces after it.
 */
export async function changeKeys(
  db: Db,
  clock: Clock,
  asked: KeyAsked,
  rules: KeyRules,
): Promise<Refusal | undefined> {
  const made = await db.transaction().execute(async (trx) => {
    if ((await lockStatus(trx, asked.member)) === 'departed')
      return refuse('not-permitted', 'MEM-2', { status: 'departed' });
    await waitForBallots(trx, asked.member);
    const at = await clock(trx);
    const change = await changeOf(trx, asked, rules, at);
    if (change === undefined || 'code' in change) return change;
    return keep(trx, change, rules);
  });
  if (made === undefined || 'code' in made) return made;
  const { id, change } = made;
  for (let { told } = made; told === 'some';)
    told = await db.transaction().execute((trx) => tellCouncil(trx, id, change, rules));
  return undefined;
}

/** Ballots under way that are signed hold the keys they are signed by: the instant of a revocation is later than theirs. */
async function waitForBallots(trx: Trx, member: string): Promise<void> {
  await sql`
    select from key_changes where member = ${member} and change = 'register'
    order by sequence for update`.execute(trx);
}

async function changeOf(
  trx: Trx,
  asked: KeyAsked,
  { council, notice, wake }: KeyRules,
  at: string,
): Promise<Change | Refusal | undefined> {
  const { member, by } = asked;
  const since = new Date(Date.parse(at) - wake).toISOString();
  const history = await historyOf(trx, asked, since);
  const keys = await keysOf(trx, member);
  const sequence = history.made + 1;
  const isOwn = by === member;
  const common = {
    at,
    by,
    countsFrom: isOwn ? at : new Date(Date.parse(at) + notice).toISOString(),
    member,
    sequence,
  };
  if (asked.change === 'stop') return stopping(trx, asked, { ...common, countsFrom: at });
  if (history.recent >= mostChanges) return refuse('limit-reached', 'MEM-6', { most: mostChanges, since });
  const { change, signature } = asked;
  const fingerprint = change === 'register' ? fingerprintOf(asked.key) : asked.fingerprint;
  const known = keys.find((one) => one.fingerprint === fingerprint);
  const kind = change === 'register' ? asked.kind : (known?.kind ?? 'sign');
  if (change === 'register') {
    if (known !== undefined)
      return isSo(known, by) ? undefined : refuse('already-done', 'MEM-6', { key: fingerprint });
    const good = keys.filter(({ registeredBy, revokedAt }) => registeredBy === by && revokedAt === null);
    if (good.length >= mostKeys) return refuse('limit-reached', 'MEM-6', { most: mostKeys });
  } else {
    if (known === undefined) return refuse('unknown-key', 'MEM-6', { key: fingerprint });
    if (known.revokedAt !== null && (known.revokedAt <= at || !isOwn)) return undefined;
  }
  const signedBy = isOwn
    ? ownSignature({ council, member, change, kind, fingerprint, sequence }, signature, { keys, at })
    : signature === null
      ? null
      : refuse('signature-refused', 'MEM-6', { reason: 'not-asked-for' });
  if (signedBy !== null && typeof signedBy !== 'string') return signedBy;
  const key = change === 'register' ? asked.key : null;
  return { ...common, change, fingerprint, key, kind, signature, signedBy, stops: null };
}

/** Registered by the same, and still good: asked again, it changes nothing. */
const isSo = ({ registeredBy, revokedAt }: MemberKey, by: string): boolean =>
  registeredBy === by && revokedAt === null;

/** By which key a member's own change is signed; null of their first key, which no key before it could sign. */
function ownSignature(
  act: Parameters<typeof keyBytes>[0],
  signature: string | null,
  { keys, at }: { readonly keys: readonly MemberKey[]; readonly at: string },
): string | null | Refusal {
  const { change, kind, member, sequence } = act;
  if (signature === null) {
    const isFirst = !keys.some(({ registeredBy }) => registeredBy === member);
    return change === 'register' && kind === 'sign' && isFirst
      ? null
      : refuse('key-needed', 'MEM-6', { change, sequence });
  }
  const no = (reason: string, more = {}): Refusal =>
    refuse('signature-refused', 'MEM-6', { reason, ...more });
  const opened = openDetached(signature);
  if (opened === undefined) return no('form');
  const signer = keys.find(({ fingerprint, kind: use }) => use === 'sign' && fingerprint === opened.kid);
  if (signer === undefined || signer.since > at) return no('unknown-key', { key: opened.kid });
  if (signer.revokedAt !== null && signer.revokedAt <= at)
    return no('revoked', { key: opened.kid, revokedAt: signer.revokedAt });
  const holds = verifyDetached(opened, keyBytes(act), createPublicKey({ key: signer.key, format: 'jwk' }));
  return holds ? opened.kid : no('does-not-hold', { key: opened.kid, sequence });
}

/** Of the registrar's changes of a key the first that does not count yet; where all do, the last, which is stopped no more. */
async function stopping(
  trx: Trx,
  { member, fingerprint }: KeyAsked & { readonly change: 'stop' },
  common: Pick<Change, 'at' | 'by' | 'countsFrom' | 'member' | 'sequence'>,
): Promise<Change | Refusal> {
  const changes = await trx
    .selectFrom('key_changes as c')
    .select(['c.sequence', 'c.kind', 'c.counts_from as countsFrom'])
    .where('c.member', '=', member)
    .where('c.fingerprint', '=', fingerprint)
    .where('c.by_member', '<>', member)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('key_changes as s')
            .select('s.id')
            .whereRef('s.member', '=', 'c.member')
            .whereRef('s.stops', '=', 'c.sequence'),
        ),
      ),
    )
    .orderBy('c.counts_from')
    .orderBy('c.sequence')
    .execute();
  const pending = changes.find(({ countsFrom }) => countsFrom > common.at) ?? changes.at(-1);
  if (pending === undefined) return refuse('unknown-key', 'MEM-6', { key: fingerprint });
  const { sequence: stops, kind, countsFrom } = pending;
  if (countsFrom <= common.at)
    return refuse('window-closed', 'MEM-6', { closedAt: countsFrom, at: common.at });
  return { ...common, change: 'stop', fingerprint, key: null, kind, signature: null, signedBy: null, stops };
}

/** How many changes of the member's keys there were, and how many by the same since an instant. */
async function historyOf(
  trx: Trx,
  { member, by }: Pick<KeyAsked, 'member' | 'by'>,
  since: string,
): Promise<{ readonly made: number; readonly recent: number }> {
  return trx
    .selectFrom('key_changes')
    .select((eb) => [
      eb.fn.countAll<number>().as('made'),
      eb.fn.countAll<number>().filterWhere('at', '>', since).filterWhere('by_member', '=', by).as('recent'),
    ])
    .where('member', '=', member)
    .executeTakeFirstOrThrow();
}

/** The number of a member's next change. */
export async function nextChange(db: Db | Trx, member: string): Promise<number> {
  const { made } = await db
    .selectFrom('key_changes')
    .select((eb) => eb.fn.countAll<number>().as('made'))
    .where('member', '=', member)
    .executeTakeFirstOrThrow();
  return made + 1;
}

/** Writes it, tells of it, and makes its entry in the log. */
async function keep(trx: Trx, { signedBy, ...change }: Change, rules: KeyRules) {
  const { council, charter, pace } = rules;
  const id = randomUUID();
  const entry: KeyChange = { ...change, charter, council, format: keyChangeFormat, pace };
  const bytes = canonicalBytes(entry);
  const { member, sequence, kind, fingerprint, key, by, at, countsFrom, stops } = change;
  await trx
    .insertInto('key_changes')
    .values({
      id,
      member,
      sequence,
      change: change.change,
      kind,
      fingerprint,
      key: key === null ? null : canonicalJson(key),
      by_member: by,
      at,
      counts_from: countsFrom,
      signed_by: signedBy,
      stops,
      bytes,
    })
    .execute();
  await tellMember(trx, id, change);
  const told = await tellCouncil(trx, id, change, rules);
  await appendLeaf(trx, { keyChange: id, bytes });
  return { id, change, told };
}
