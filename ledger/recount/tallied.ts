/** A vote's tally from its ballots and the delegations in force at its close (VOT-3, DEL-1 to DEL-6). */
import type { Parting } from '../../charter/thresholds.ts';
import { nobody } from '../../rules/delegation/columns.ts';
import { type NamedElector, type NamedResolution, resolveByNames } from '../../rules/delegation/named.ts';
import type { Choice } from '../../rules/model.ts';
import { isOfflineThroughout } from '../../rules/council/offline.ts';
import type { Present } from '../../rules/polls/participation.ts';
import { barAfter } from '../../rules/polls/quorum.ts';
import { type Figures, type Tally, tallyOf } from '../../rules/polls/tally.ts';
import { judgedIn } from '../proposal/judging.ts';
import type { Body, Collected, Standing } from '../answers/standing.ts';
import { type Difference, inEvidence, same } from './difference.ts';
import { partIn, votesIn } from './parts.ts';
import type { Answer, Declaration, Departure } from '../parts/evidence-entries.ts';
import type { Ballot } from '../parts/schema/evidence.ts';
import type { PackedProposal } from '../parts/packed.ts';

/** From the opening of a poll to the instant at which it was counted. */
interface Window {
  readonly opens: string;
  readonly closes: string;
}

/** A vote as it was counted: on which version of the text, and how often it had been extended until then (PRO-8). */
interface Counted extends Window {
  readonly version: number;
  readonly extensions: number;
}

/** What became of delegated votes. */
type Delegated = Pick<NamedResolution, 'count' | 'voteOf'>;

interface Tallied {
  readonly tally: Tally;
  readonly figures: Figures;
  readonly delegated: Delegated;
}

const nothing: Delegated = { count: 0, voteOf: () => null };

/** @param opens of the poll; @param closes the instant at which it was counted: delegations and disclosures from then on are late */
export function tallied(
  { record, evidence, electors }: Collected,
  { version, opens, closes, extensions }: Counted,
  { last, departed }: Standing<Ballot>,
): Tallied {
  const { charter } = record.rules;
  const category = judgedIn(record, version, record.rules.category);
  const { threshold, quorum } = category;
  if (threshold === null) throw new TypeError(`category ${category.name} has no threshold to vote under`);
  const bar = barAfter({ threshold, quorum }, charter.voting, extensions);
  if (charter.delegation !== null && evidence.delegations.length > 0) {
    const { resolution, ...delegated } = resolveByNames(
      {
        decision: { id: record.id, category: category.name },
        closes,
        electors: stillElectors(electors, { opens, closes }, departed, threshold.parts?.by),
        placeOf: placesIn(electors, departed),
        ballots: last.values(),
        disclosures: disclosedBefore(evidence.declarations, closes),
        delegations: evidence.delegations,
      },
      charter.delegation,
    );
    const { figures } = resolution;
    return { tally: tallyOf(figures, bar, charter, resolution.inPerson), figures, delegated };
  }
  const figures = figuresOf(electors, { opens, closes }, { last, departed }, threshold.parts?.by);
  return { tally: tallyOf(figures, bar, charter), figures, delegated: nothing };
}

/** Those of the electorate who had not departed without an answer, who of them was offline throughout, and who is an agent (MEM-2, MEM-4). */
function* stillElectors(
  electors: Body['electors'],
  window: Window,
  departed: readonly Departure[],
  by: Parting | undefined,
): Generator<NamedElector> {
  const left = new Set(departed.map(({ member }) => member));
  for (const elector of electors) {
    const [id, absences, kind] = elector;
    if (left.has(id)) continue;
    const offline = isOfflineThroughout(absences, window);
    yield {
      id,
      offline,
      ...(kind === undefined ? {} : { agent: kind === 'agent' }),
      ...(by === undefined ? {} : { part: partIn(elector, by) }),
    };
  }
}

/** Their places among those who are electors still. */
function placesIn(electors: Body['electors'], departed: readonly Departure[]) {
  if (departed.length === 0) return electors.placeOf;
  const left = new Set(departed.map(({ member }) => member));
  const seats = new Int32Array(electors.size);
  let seat = 0;
  let place = 0;
  for (const [member] of electors) {
    seats[place] = left.has(member) ? nobody : seat;
    if (!left.has(member)) seat += 1;
    place += 1;
  }
  return (member: string): number | undefined => seats[electors.placeOf(member) ?? electors.size];
}

/** The figures of ballots in person (VOT-5). */
export function figuresOf(
  electors: Body['electors'],
  window: Window,
  stands: Standing<Answer & { readonly choice: Choice }>,
  by?: Parting,
): Figures {
  const votes = { for: 0, against: 0, abstain: 0 };
  for (const { choice } of stands.last.values()) votes[choice] += 1;
  const figures = { ...votes, ...presentIn(electors, stands, window) };
  return by === undefined ? figures : { ...figures, byPart: votesIn(electors, stands, window, by) };
}

/**
 * Who was there, and who of them answered in person.
 * @param window in which an abstention is assumed of who was offline throughout; null where none is (MEM-4)
 */
export function presentIn(
  electors: Body['electors'],
  { last, departed }: Standing<Answer>,
  window: Window | null,
): Present & { readonly agents?: Present } {
  const left = new Set(departed.map(({ member }) => member));
  const none = { electorate: 0, answered: 0, represented: 0, offlineUnanswered: 0 };
  const all = { ...none, electorate: electors.size - departed.length, answered: last.size };
  const agents = { ...none };
  for (const [member, absences, kind] of electors) {
    const isAgent = kind === 'agent' && !left.has(member);
    const isAway = window !== null && isOfflineThroughout(absences, window);
    if (!isAgent && !isAway) continue;
    const answered = last.has(member);
    const isAssumed = isAway && !answered && !left.has(member);
    if (isAssumed) all.offlineUnanswered += 1;
    if (!isAgent) continue;
    agents.electorate += 1;
    if (answered) agents.answered += 1;
    if (isAssumed) agents.offlineUnanswered += 1;
  }
  return electors.hasKinds ? { ...all, agents } : all;
}

/** The last disclosure of each member before an instant (DEL-5); declarations stand in the order of their numbers. */
function disclosedBefore(
  declarations: readonly Declaration[],
  closes: string,
): { readonly member: string; readonly interests: string }[] {
  const last = new Map<string, string>();
  for (const { kind, member, facts, at } of declarations)
    if (kind === 'disclosures' && at < closes && typeof facts.interests === 'string')
      last.set(member, facts.interests);
  return [...last].map(([member, interests]) => ({ member, interests }));
}

/** Who carried whose vote, and who was not carried and why, as the evidence tells it, against what follows (DEL-1 to DEL-6). */
export function* delegatedDifferences(
  { delegatedVotes }: PackedProposal,
  vote: number,
  { count, voteOf }: Delegated,
): Generator<Difference> {
  let told = 0;
  for (const [place, { decision: _decision, pollNumber, ...fate }] of delegatedVotes.entries()) {
    if (pollNumber !== vote) continue;
    told += 1;
    if (!same(fate, voteOf(fate.elector)))
      yield inEvidence(
        `/delegatedVotes/${place}`,
        `is not what became of the vote of ${fate.elector} (DEL-1)`,
      );
  }
  if (told !== count)
    yield inEvidence(
      '/delegatedVotes',
      `tells of ${told} delegated votes in vote ${vote}, but there were ${count} (DEL-1)`,
    );
}
