/** What a decision's timeline tells of delegated votes while they can be mended: which are not carried as it stands, and why; who still owes a disclosure (DEL-2 to DEL-6). */
import { sql } from 'kysely';
import { charterCopy } from '../../charter/copy.ts';
import { isHidden } from '../../rules/polls/hiding.ts';
import { noInterests } from '../../rules/delegation/columns.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { ProposalEntry } from '../../rules/proposal/entries.ts';
import { lockDecision } from '../postgres/decision-lock.ts';
import { charterVersion } from '../council/charters.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { countVotesNow, delegatedVotesAt } from '../delegation/delegated-votes.ts';
import { delegatorsOf, type ResolvedVote, votesIn } from '../delegation/resolved.ts';
import { writeNotices } from '../inbox/notices.ts';
import { pollByNumber, pollsOf } from '../ballots/polls.ts';
import { asState } from './proposals.ts';
import { changedBy } from './proposal-writing.ts';
import { appendEvent, inOrder } from './timeline.ts';

/** Members named in one entry; more of them take several. */
const mostNamed = 1_000;

/** A representative's disclosure of what is not nothing. */
interface Conflict {
  readonly member: string;
  readonly interests: string;
}

/** Tells those whose vote the member would carry of a conflict, as it is disclosed (DEL-5). The caller holds the decision's lock. */
export async function tellOfConflict(
  trx: Trx,
  state: Pick<ProposalState, 'id' | 'category' | 'charter'>,
  { at, ...conflict }: Conflict & { readonly at: string },
): Promise<void> {
  if (conflict.interests === noInterests) return;
  const delegators = await delegatorsNow(trx, state, at, [conflict]);
  await tell(trx, state.id, conflictTold(conflict, delegators(conflict.member), at));
}

/** Tells the same of conflicts that were disclosed for the category, as the vote opens: nobody of those who carry nobody's vote. */
export async function tellOfConflicts(
  trx: Trx,
  state: Pick<ProposalState, 'id' | 'category' | 'charter'>,
  conflicts: readonly Conflict[],
  at: string,
): Promise<void> {
  if (conflicts.length === 0) return;
  const delegators = await delegatorsNow(trx, state, at, conflicts);
  const entries: ProposalEntry[] = [];
  for (const conflict of conflicts) {
    const concerned = delegators(conflict.member);
    if (concerned.length > 0) entries.push(...conflictTold(conflict, concerned, at));
  }
  await tell(trx, state.id, entries);
}

/** Whose votes each of those who have a conflict would carry, by their ids, as it stands at an instant. */
async function delegatorsNow(
  trx: Trx,
  { id, category, charter }: Pick<ProposalState, 'id' | 'category' | 'charter'>,
  at: string,
  conflicts: readonly Conflict[],
): Promise<(member: string) => readonly string[]> {
  const kept = await charterVersion(trx, charter.version);
  if (kept === undefined) throw new Error(`no charter version ${charter.version}`);
  const { delegation } = charterCopy(kept, charter.pace).charter;
  const open = (await pollsOf(trx, id, 'votes')).filter(({ closedAt }) => closedAt === null);
  // Without an open vote: what stands now, made at this very instant too.
  const now = { id: null, electorate: id, closes: new Date(Date.parse(at) + 1).toISOString() };
  const votes: Iterable<ResolvedVote>[] = [];
  for (const { id: poll, electorate, closes } of open.length === 0 ? [now] : open) {
    const asked = { decision: id, electorate, category, poll, closes };
    votes.push(await delegatedVotesAt(trx, asked, delegation));
  }
  return delegatorsOf(conflicts, votes);
}

/** A vote whose delegators are told, at half and at nine tenths of it. */
export interface VoteMark {
  readonly decision: string;
  readonly vote: number;
  /** The instant that it is told for, ISO 8601. */
  readonly mark: string;
}

/**
 * Tells delegators, as an open vote stands, that their votes would not be carried, and why: they exceed the cap (DEL-3), or whoever would
 * carry them is silent, has disclosed nothing, or is no elector (DEL-2, DEL-5, DEL-6); and representatives that they owe a disclosure.
 * Those who have delegated since are told of a conflict that was disclosed (DEL-5). Asked again for the same instant, it adds nothing.
 */
export async function tellDelegators(
  db: Db,
  clock: Clock,
  { decision, vote, mark }: VoteMark,
): Promise<void> {
  const poll = await pollByNumber(db, decision, 'votes', vote);
  const { resolved } = await countVotesNow(db, poll);
  if (resolved === null) return;
  const votes = votesIn(resolved);
  const { cap, delegated } = resolved.resolution;
  // Its figures show at the close, where what is answered does (VOT-7).
  const figures = isHidden(poll) ? {} : { cap, delegated };
  const exceeding = electorsOf(votes, (one) => one.exceeding);
  await db.transaction().execute(async (trx) => {
    await lockDecision(trx, decision, 'shared');
    const { closedAt } = await pollByNumber(trx, decision, 'votes', vote);
    if (closedAt !== null) return;
    const at = await clock(trx);
    const entries: ProposalEntry[] = [];
    const conflicts = await conflictsOf(trx, decision);
    const concerned = delegatorsOf(conflicts, [votes]);
    for (const conflict of conflicts) {
      const told = await toldOf(trx, decision, conflict.member);
      const fresh = concerned(conflict.member).filter((delegator) => !told.has(delegator));
      if (fresh.length > 0) entries.push(...conflictTold(conflict, fresh, at));
    }
    if (!(await isTold(trx, { decision, vote, mark }))) {
      if (exceeding.length > 0)
        for (const delegators of inParts(exceeding))
          entries.push({ at, kind: overCap, facts: { vote, mark, ...figures, delegators } });
      entries.push(...notCarriedTold(votes, { vote, mark }, at));
    }
    await tell(trx, decision, entries);
  });
}

/** Delegators by the reason why their votes are not carried as it stands; of the cap they are told with its figures. */
function notCarriedTold(
  votes: Iterable<ResolvedVote>,
  { vote, mark }: Pick<VoteMark, 'vote' | 'mark'>,
  at: string,
): ProposalEntry[] {
  const fates = new Set<ResolvedVote['fate']>();
  const owing = new Set<string>();
  for (const { fate, representative } of votes) {
    fates.add(fate);
    if (fate === 'undisclosed' && representative !== null) owing.add(representative);
  }
  const reasons = [...fates].filter((fate) => fate !== 'carried' && fate !== 'over-cap');
  const entries = reasons.toSorted().flatMap((because): ProposalEntry[] => {
    const delegators = electorsOf(votes, ({ fate }) => fate === because);
    return inParts(delegators).map((named) => ({
      at,
      kind: notCarried,
      facts: { vote, mark, because, delegators: named },
    }));
  });
  if (owing.size === 0) return entries;
  return [
    ...entries,
    ...inParts([...owing]).map((named): ProposalEntry => ({
      at,
      kind: disclosuresOwed,
      facts: { vote, mark, representatives: named },
    })),
  ];
}

const notCarried = 'votes-not-carried';
const disclosuresOwed = 'disclosures-owed';
const overCap = 'votes-over-cap';
const conflictDisclosed = 'conflict-disclosed';

function electorsOf(votes: Iterable<ResolvedVote>, ofThem: (vote: ResolvedVote) => boolean): string[] {
  const electors: string[] = [];
  for (const vote of votes) if (ofThem(vote)) electors.push(vote.elector);
  return electors;
}

const conflictTold = (
  { member: by, interests }: Conflict,
  delegators: readonly string[],
  at: string,
): ProposalEntry[] =>
  inParts(delegators).map((named) => ({
    at,
    kind: conflictDisclosed,
    facts: { by, interests, delegators: named },
  }));

/** One part at least, though it names nobody. */
function inParts(members: readonly string[]): (readonly string[])[] {
  const parts = Math.max(1, Math.ceil(members.length / mostNamed));
  return Array.from({ length: parts }, (_, part) => members.slice(part * mostNamed, (part + 1) * mostNamed));
}

/** Who has disclosed a conflict in a decision: the last disclosure of each member counts. */
async function conflictsOf(trx: Trx, decision: string): Promise<Conflict[]> {
  const { rows } = await sql<Conflict>`
    select member, interests from (
      select distinct on (member) member, facts ->> 'interests' as interests from declarations
      where decision = ${decision} and kind = 'disclosures' order by member, number desc
    ) last
    where interests <> ${noInterests} order by member`.execute(trx);
  return rows;
}

/** Whom the timeline has told already that this member disclosed a conflict. */
async function toldOf(trx: Trx, decision: string, member: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ delegator: string }>`
    select jsonb_array_elements_text(facts -> 'delegators') as delegator from timeline
    where decision = ${decision} and kind = ${conflictDisclosed} and facts ->> 'by' = ${member}`.execute(trx);
  return new Set(rows.map(({ delegator }) => delegator));
}

async function isTold(trx: Trx, { decision, vote, mark }: VoteMark): Promise<boolean> {
  const { rows } = await sql`
    select from timeline
    where decision = ${decision} and kind in (${overCap}, ${notCarried}) and facts ->> 'mark' = ${mark}
      and (facts ->> 'vote')::int = ${vote}
    limit 1`.execute(trx);
  return rows.length > 0;
}

/**
 * Adds entries behind what the workflow has written last: between two of its writes, whose numbers are its own. The proposal's row is locked
 * until the commit, as it is by those writes.
 */
async function tell(trx: Trx, decision: string, entries: readonly ProposalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const { sequence, state } = await trx
    .selectFrom('proposals')
    .select(['sequence', 'state'])
    .where('id', '=', decision)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { last } = await trx
    .selectFrom('timeline')
    .select((eb) => eb.fn.coalesce(eb.fn.max('part'), sql<number>`-1`).as('last'))
    .where('decision', '=', decision)
    .where('sequence', '=', sequence)
    .executeTakeFirstOrThrow();
  await trx.updateTable('proposals').set(changedBy(entries)).where('id', '=', decision).execute();
  const process = { kind: 'proposal', state: asState(state) } as const;
  await writeNotices(trx, process, { sequence, part: last + 1 }, entries);
  const ordered = await inOrder(trx, decision, entries);
  for (const [place, { at, kind, facts }] of ordered.entries()) {
    await trx
      .insertInto('timeline')
      .values({ decision, sequence, part: last + 1 + place, at, kind, facts: JSON.stringify(facts) })
      .execute();
    await appendEvent(trx, decision, { at, kind, facts }, null);
  }
}
