/** Leaving a family: at once by one's own word, or once all parents have said so of who is too young (MEM-7, REC-4). */
import { sql } from 'kysely';
import type { Charter } from '../../charter/types.ts';
import { leavingFault, parentsAwaited } from '../../rules/family/leaving.ts';
import { isMature } from '../../rules/polls/electorate.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import type { EndedAllocation } from '../council/allocation-ends.ts';
import { leaveFamily, ofFamily, presentParents } from './families.ts';
import { lockMembers } from '../council/member-actions.ts';
import { memberById, traceChange } from '../council/members.ts';

/** Somebody's word that a member leaves a family; `withdraw`: a parent takes theirs back, which they can until the last one says so. */
export interface LeavingWord {
  readonly member: string;
  readonly family: string;
  readonly by: string;
  readonly withdraw: boolean;
  /** It came before, and its answer was lost: what it did then is not refused for being done. */
  readonly again: boolean;
}

/** What came of it: whether they have left, whose word is still waited for, and what so ended before its time. */
export interface Left {
  readonly left: boolean;
  readonly awaited: readonly string[];
  readonly ended: readonly EndedAllocation[];
}

/** Takes the word, and does what follows from it; or answers why not. What stands is decided under the charter in force. */
export async function leaveByWord(
  db: Db,
  clock: Clock,
  word: LeavingWord,
  charter: Pick<Charter, 'maturity'>,
): Promise<Left | { readonly refusal: Refusal }> {
  return db.transaction().execute(async (trx) => {
    await lockMembers(trx);
    const at = await clock(trx);
    const { member: id, family, by, withdraw, again } = word;
    const member = await memberById(trx, id);
    if (member === undefined) return { refusal: refuse('unknown-member', 'MEM-7', { members: [id] }) };
    if (again && member.family !== family) return { left: true, awaited: [], ended: [] };
    const mature = isMature(member, 'family', charter, at);
    const parents = mature ? [] : await presentParents(trx, id);
    const said = mature ? [] : await saidSoFar(trx, id);
    // A parent says it once, and takes back what they have said; one's own word is done at once, and is never taken back.
    const isRepeated = said.includes(by) !== withdraw;
    const now = withdraw ? said.filter((parent) => parent !== by) : [...said, by];
    const awaited = mature ? [] : parentsAwaited(parents, now);
    // Where the last who was waited for has departed since, a word said again is what it is done by.
    const refusal =
      leavingFault(by, { member, family, mature, parents }) ??
      (isRepeated && !again && (withdraw || mature || awaited.length > 0)
        ? refuse('already-done', 'MEM-7', { member: id })
        : undefined);
    if (refusal !== undefined) return { refusal };
    if (!mature && !isRepeated)
      await traceChange(trx, { id, by, at }, { leaving: { family, said: !withdraw } });
    if (awaited.length > 0) return { left: false, awaited, ended: [] };
    return { left: true, awaited, ended: await leaveFamily(trx, id, { by, at }) };
  });
}

/** The parents who have said since the member came into their family that they leave it: the last word of each counts. */
async function saidSoFar(trx: Trx, member: string): Promise<readonly string[]> {
  const { rows } = await sql<{ parent: string }>`
    select parent from (
      select distinct on (by_member) by_member as parent, change #>> '{leaving,said}' as said from member_changes
      where member = ${member} and ${ofFamily('member_changes')} and change ? 'leaving' and number > coalesce(
        (select max(f.number) from member_changes f where f.member = ${member} and ${ofFamily('f')} and f.change ? 'family'), 0)
      order by by_member, number desc
    ) words where said = 'true' order by parent`.execute(trx);
  return rows.map(({ parent }) => parent);
}
