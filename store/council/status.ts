/** The statuses of members: set by a word, their own or the registrar's, and lifted by any act of theirs (MEM-2, MEM-4, MEM-6). */
import type { Charter } from '../../charter/types.ts';
import type { MemberStatus } from '../../rules/model.ts';
import { offlineFrom, type OfflineWord } from '../../rules/council/offline.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { beginAbsences, countAbsences, liftAbsence, standingAbsence, takeAbsence } from './absences.ts';
import { tellOfAbsence } from '../inbox/absence-notices.ts';
import { endHoldings } from './allocation-ends.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { traceChange } from './members.ts';

/** A word on a member's status, by the member or the registrar. */
export type StatusWord = { readonly id: string; readonly by: string } & (
  | { readonly status: 'active' | 'departed' }
  /** It counts by these rules: one's own word at once, the registrar's after the notice (MEM-4). */
  | {
      readonly status: 'offline';
      readonly offline: Pick<Charter['offline'], 'notice'>;
      readonly wake: number;
    }
);

/** How often a member is set offline in a wake by their own word, and how often by the registrar's: whoever waits for them is told each time. */
const mostAbsences = 10;

/**
 * Sets a status; `departed` is final (MEM-6), and the registrar cannot lift a member's own `offline` (MEM-4). A member's own word takes
 * the registrar's place; of the registrar's the member is told. Its instant is read once no poll that the member is assumed to abstain in
 * is closing: who is back then is back after the close. Answers the status before, or why not: also where it was set `offline` so often
 * within a wake that those who wait for the member would hear of nothing else.
 */
export async function setStatus(
  db: Db,
  clock: Clock,
  said: StatusWord,
): Promise<{ readonly before: MemberStatus } | { readonly refusal: Refusal }> {
  const { id, by, status } = said;
  return db.transaction().execute(async (trx) => {
    const before = await lockStatus(trx, id);
    if (before === 'departed') return { refusal: refuse('status-final', 'MEM-6', { status: before }) };
    await takeAbsence(trx, id);
    const at = await clock(trx);
    const standing = before === 'offline' ? await standingAbsence(trx, id) : undefined;
    if (status === 'active' && by !== id && standing?.word === 'member')
      return {
        refusal: refuse('not-permitted', 'MEM-4', { allowed: 'the member', offlineFrom: standing.from }),
      };
    const isOwnInstead = by === id && standing !== undefined && standing.word !== 'member';
    if (before === status && !isOwnInstead) return { before };
    const word = by === id ? 'member' : 'registrar';
    if (said.status === 'offline') {
      const since = new Date(Date.parse(at) - said.wake).toISOString();
      if ((await countAbsences(trx, { member: id, word, since })) >= mostAbsences)
        return { refusal: refuse('limit-reached', 'MEM-4', { most: mostAbsences, since }) };
    }
    const from = said.status === 'offline' ? offlineFrom(word, at, said.offline) : undefined;
    const told = from === undefined ? {} : { offlineFrom: from };
    await changeStatus(trx, { id, by, at }, { before, after: status }, told);
    if (from !== undefined) await begin(trx, { id, by, at, from, word });
    return { before };
  });
}

/** Whoever acts is not offline: their status is active from then on, whoever set it (MEM-4). Answers whether it was lifted by this. */
export async function comeBack(db: Db, clock: Clock, id: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    if ((await lockStatus(trx, id)) !== 'offline') return false;
    await takeAbsence(trx, id);
    const at = await clock(trx);
    await changeStatus(trx, { id, by: id, at }, { before: 'offline', after: 'active' }, { acted: true });
    return true;
  });
}

/** The status as it stands; nobody else changes it until the commit. @throws where there is no such member */
export async function lockStatus(trx: Trx, id: string): Promise<MemberStatus> {
  const { status } = await trx
    .selectFrom('members')
    .select('status')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return status;
}

/**
 * In the member's row, in their absences, which end with any status but `offline`, and in what is kept of their changes (REC-4).
 * @param told what else is kept of it
 */
export async function changeStatus(
  trx: Trx,
  change: { readonly id: string; readonly by: string | null; readonly at: string },
  { before, after }: { readonly before: MemberStatus; readonly after: MemberStatus },
  told: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { id, at } = change;
  await trx.updateTable('members').set({ status: after, status_at: at }).where('id', '=', id).execute();
  if (before === 'offline') await liftAbsence(trx, id, at);
  if (after === 'departed') await endHoldings(trx, id, at);
  await traceChange(trx, change, { ...told, status: { before, after } });
}

async function begin(
  trx: Trx,
  {
    id: member,
    by,
    at,
    from,
    word,
  }: {
    readonly id: string;
    readonly by: string;
    readonly at: string;
    readonly from: string;
    readonly word: OfflineWord;
  },
): Promise<void> {
  const [absence] = await beginAbsences(trx, [{ member, word, at, from }]);
  if (word === 'registrar' && absence !== undefined)
    await tellOfAbsence(trx, { absence, member, by, at, from });
}
