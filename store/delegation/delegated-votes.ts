/** A vote with its delegations resolved: at its close, and as it stands until then (DEL-1 to DEL-6, VOT-3, VOT-8). */
import { sql } from 'kysely';
import type { Charter } from '../../charter/types.ts';
import { capOf, type Delegation } from '../../rules/delegation/scope.ts';
import { type DelegatedVote, delegationRecord, type NamedPoll } from '../../rules/delegation/record.ts';
import type { Choice } from '../../rules/model.ts';
import type { Figures } from '../../rules/polls/tally.ts';
import { isOfflineThroughout } from '../council/absences.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { delegationColumns, delegationOf, lockDelegations } from './delegations.ts';
import { departedFrom } from '../ballots/departures.ts';
import { lastAnswers, type Look, votesCast, windowOf } from '../ballots/poll-figures.ts';
import type { Poll } from '../ballots/polls.ts';

/** How much of a vote stands with how few (DEL-3, VOT-8). */
export interface Concentration {
  /** D of DEL-3. */
  readonly delegated: number;
  /** How many votes a representative may carry; null: no limit, or no delegation. */
  readonly cap: number | null;
  /** At whom delegated votes ended, most first. */
  readonly representatives: readonly {
    readonly member: string;
    readonly received: number;
    readonly carried: number;
  }[];
  /** How many delegated votes are not carried, by the reason (DEL-2 to DEL-6). */
  readonly notCarried: readonly NotCarried[];
}

export interface NotCarried {
  readonly because: Exclude<DelegatedVote['fate'], 'carried'>;
  readonly votes: number;
}

/** A vote counted, from one snapshot (VOT-5). */
export interface CountedVote {
  readonly figures: Figures;
  /** The ballots in person alone: what else is out may still change the outcome (VOT-8). */
  readonly inPerson: Figures;
  readonly concentration: Concentration;
  /** Each delegated vote once, those delegated first before others. */
  readonly votes: readonly DelegatedVote[];
  /** Who had left the electorate as it was counted (MEM-2). */
  readonly departed: readonly string[];
}

/** In which decision votes are delegated; `poll`: in which of its polls, null where none is open. */
interface Asked {
  readonly decision: string;
  /** Whose votes they are. */
  readonly electorate: string;
  readonly category: string;
  readonly poll: number | null;
}

interface Looked extends Look {
  /** From its opening to its close, in which an abstention is assumed of who is offline (MEM-4); left out where no tally is asked. */
  readonly window?: Pick<Poll, 'opens' | 'closes'> | undefined;
}

/**
 * Counts a vote with the delegations in force at an instant, its close or the close to come. Who closes holds the decision's lock.
 *
 * Only electors whom a delegation names are looked at one by one: what nobody carries is counted where it stands. A poll without
 * delegations costs one look that finds none.
 * @param closes ISO 8601
 * @param look unless given, as it stands
 */
export async function countVotes(trx: Trx, poll: Poll, closes: string, look?: Look): Promise<CountedVote> {
  const looked = look ?? { departed: await departedFrom(trx, poll) };
  const { departed } = looked;
  const inPerson = await votesCast(trx, poll, looked);
  const rules = rulesOf(poll);
  const { decision, electorate: voters } = poll;
  const asked = { decision, electorate: voters, category: poll.rules.category.name, poll: poll.id };
  const delegations = rules === null ? [] : await delegationsAt(trx, asked, closes);
  const { electorate } = inPerson;
  if (rules === null || delegations.length === 0) {
    const cap = rules === null ? null : capOf(rules.cap, { delegated: 0, electorate });
    const concentration = { delegated: 0, cap, representatives: [], notCarried: [] };
    return { figures: inPerson, inPerson, concentration, votes: [], departed };
  }
  const named = await namedPoll(trx, { ...asked, ...looked, window: windowOf(poll) }, closes, delegations);
  const {
    figures,
    inPerson: before,
    votes,
    ...concentration
  } = delegationRecord(named, ofWhole(rules, electorate, named.electors.length));
  return {
    ...{ figures: together(inPerson, before, figures), inPerson, votes, departed },
    concentration: { ...concentration, notCarried: reasonsOf(votes) },
  };
}

/** Reasons in the order of their names. */
function reasonsOf(votes: readonly DelegatedVote[]): NotCarried[] {
  const counts = new Map<NotCarried['because'], number>();
  for (const { fate } of votes) if (fate !== 'carried') counts.set(fate, (counts.get(fate) ?? 0) + 1);
  return [...counts]
    .map(([because, number]) => ({ because, votes: number }))
    .toSorted((one, other) => (one.because < other.because ? -1 : 1));
}

/** The same while it is open, as if it closed with what it holds now (VOT-8): the several looks at it see one snapshot (VOT-5). */
export async function countVotesNow(db: Db, poll: Poll): Promise<CountedVote> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => countVotes(trx, poll, poll.closedAt ?? poll.closes));
}

/** The same at a close: whatever was made or revoked before it is seen, however late it was committed (DEL-1). */
export async function countVotesAtClose(trx: Trx, poll: Poll, closes: string): Promise<CountedVote> {
  if (rulesOf(poll) !== null) await lockDelegations(trx);
  return countVotes(trx, poll, closes);
}

/** The delegated votes of a decision as they stand at an instant, whether or not a vote is open (DEL-5). */
export async function delegatedVotesAt(
  trx: Trx,
  asked: Asked,
  rules: Charter['delegation'],
  at: string,
): Promise<readonly DelegatedVote[]> {
  const delegations = rules === null ? [] : await delegationsAt(trx, asked, at);
  if (delegations.length === 0) return [];
  const { poll: id, electorate } = asked;
  const departed = await departedFrom(trx, { id, electorate, closedAt: null, result: null });
  return delegationRecord(await namedPoll(trx, { ...asked, departed }, at, delegations), rules).votes;
}

/** A decision that was opened before there was delegation has none (CHA-1). */
const rulesOf = ({ rules }: Poll): Charter['delegation'] => rules.charter.delegation ?? null;

/** The delegations of electors in force at an instant, whose scope takes in the decision, in the order in which they were made (DEL-1). */
async function delegationsAt(
  trx: Trx,
  { decision, electorate, category }: Asked,
  closes: string,
): Promise<Delegation[]> {
  const rows = await trx
    .selectFrom('delegations as d')
    .innerJoin('electors as e', (join) =>
      join.onRef('e.member', '=', 'd.from_member').on('e.electorate', '=', electorate),
    )
    .select(delegationColumns)
    .where('d.made_at', '<', closes)
    .where('d.until', '>', closes)
    .where((eb) => eb.or([eb('d.revoked_at', 'is', null), eb('d.revoked_at', '>=', closes)]))
    .where((eb) =>
      eb.or([
        eb('d.proposal', '=', decision),
        eb.and([
          eb('d.proposal', 'is', null),
          eb.or([eb('d.category', 'is', null), eb('d.category', '=', category)]),
        ]),
      ]),
    )
    .orderBy('d.sequence')
    .execute();
  return rows.map(delegationOf);
}

interface NamedElector {
  readonly id: string;
  readonly offline: boolean;
  readonly choice: Choice | null;
  readonly interests: string | null;
}

/** The poll as far as delegations name it: who departed without a ballot has left the electorate, and delegates nothing (MEM-2). */
async function namedPoll(
  trx: Trx,
  { decision, electorate, category, poll, departed, before, window }: Asked & Looked,
  closes: string,
  delegations: readonly Delegation[],
): Promise<NamedPoll> {
  const members = [...new Set(delegations.flatMap(({ from, to }) => [from, to]))];
  const assumed =
    window === undefined ? sql`e.offline` : sql`e.offline and ${isOfflineThroughout(sql`e.member`, window)}`;
  const { rows } = await sql<NamedElector>`
    select e.member as id, ${assumed} as offline, a.choice, d.interests
    from electors e
    left join (${lastAnswers(poll, before)}) a on a.elector = e.member
    left join (
      select distinct on (member) member, facts ->> 'interests' as interests from declarations
      where decision = ${decision} and kind = 'disclosures' and at < ${closes}::timestamptz
      order by member, number desc
    ) d on d.member = e.member
    where e.electorate = ${electorate} and e.member = any (${members}::text[])
      and e.member <> all (${departed}::text[])`.execute(trx);
  return {
    decision: { id: decision, category },
    closes,
    electors: rows,
    ballots: rows.flatMap(({ id: elector, choice }) => (choice === null ? [] : [{ elector, choice }])),
    disclosures: rows.flatMap(({ id: member, interests }) =>
      interests === null ? [] : [{ member, interests }],
    ),
    delegations,
  };
}

/** A cap that is a share of the electorate, said of those who are looked at: as many votes, whatever their number (DEL-3). */
function ofWhole(
  rules: NonNullable<Charter['delegation']>,
  electorate: number,
  looked: number,
): Charter['delegation'] {
  if (rules.cap?.of !== 'electorate') return rules;
  const num = capOf(rules.cap, { delegated: 0, electorate }) ?? 0;
  return { ...rules, cap: { num, den: Math.max(1, looked), of: 'electorate' } };
}

/** The whole poll: ballots in person, and what is carried among those who were looked at. */
function together(whole: Figures, inPerson: Figures, carried: Figures): Figures {
  const sum = (key: keyof Figures): number => whole[key] + carried[key] - inPerson[key];
  return {
    for: sum('for'),
    against: sum('against'),
    abstain: sum('abstain'),
    represented: sum('represented'),
    electorate: whole.electorate,
    answered: sum('answered'),
    offlineUnanswered: sum('offlineUnanswered'),
  };
}
