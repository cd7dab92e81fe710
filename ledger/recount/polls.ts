/** The figures of a decision's polls, computed again from the evidence (CON-1, CON-3, MEM-4, PRO-7, PRO-8, VOT-5). */
import type { Content } from '../../rules/model.ts';
import { inOwnCase } from '../../rules/polls/electorate.ts';
import { judgedBy } from '../../rules/polls/adoption.ts';
import { consensus, type PositionCount } from '../../rules/polls/consensus.ts';
import { optionsOf, statusQuo } from '../../rules/proposal/options.ts';
import { preferenceMap, rankingFault, unrankedUnder } from '../../rules/polls/preferences.ts';
import { electorsOf } from '../answers/electors.ts';
import {
  type Asked,
  type Collected,
  lastAnswers,
  report,
  type Standing,
  standing,
} from '../answers/standing.ts';
import { inEvidence, inRecord, same } from './difference.ts';
import type { Departure } from '../parts/evidence-entries.ts';
import type { Ballot, PositionTaken } from '../parts/schema/evidence.ts';
import type { Dissent, RoundRecord, VoteRecord } from '../parts/schema/record.ts';
import { tookPartOf } from '../parts/took-part.ts';
import { positionsIn } from './parts.ts';
import { delegatedDifferences, presentIn, tallied } from './tallied.ts';
import { participationAgain, tookPartAgain } from './took-part.ts';
import { judgedIn } from '../proposal/judging.ts';
import { closedEarly, complete, missingExtension, spansOf } from '../proposal/course/windows.ts';

/**
 * The round as it follows from the positions and rankings given, and the dissent in it; unjudged where the record says that it never was
 * judged.
 */
export function roundOf(
  collected: Collected,
  round: RoundRecord,
): { readonly round: RoundRecord; readonly dissent: readonly Dissent[] } {
  const { record, evidence, electors } = collected;
  const { version, opens, closes, closedAt, round: number } = round;
  const asked: Omit<Asked, 'part' | 'poll'> = {
    version,
    opens,
    closes,
    closedAt,
    number,
    spans: [{ from: opens, to: closes }],
  };
  const { last, departed } = standing(collected, evidence.positions, {
    ...asked,
    part: 'positions',
    poll: 'positions',
  });
  const rankings = standing(collected, evidence.preferences, {
    ...asked,
    part: 'preferences',
    poll: 'preferences',
  });
  const dissent = dissentIn(last.values());
  const { participation: _told, ...rest } = round;
  if (round.positions === null) return { round: { ...rest, preferences: null }, dissent };
  const counts: Record<keyof PositionCount, number> = {
    agree: 0,
    'agree-with-reservations': 0,
    'stand-aside': 0,
    block: 0,
  };
  for (const { choice } of last.values()) counts[choice] += 1;
  const electorate = electors.size - departed.length;
  const { charter } = record.rules;
  const category = judgedIn(record, version, record.rules.category);
  const by = judgedBy(number, category, charter);
  const given = [...rankings.last.values()].map(({ ranking }) => ranking);
  const parts = positionsIn(category.threshold, electors, { last, departed });
  const judged = consensus(counts, electorate, category, charter, { by, parts });
  const positions = { counts, electorate, consensus: judged };
  const present = presentIn(electors, { last, departed }, null);
  const recused = recusedIn(collected, round, 0);
  const took = tookPartOf(participationAgain(present, { offline: null, recused }));
  return { round: { ...rest, ...took, positions, preferences: mapOf(collected, round, given) }, dissent };
}

function mapOf(
  collected: Collected,
  { round, version }: RoundRecord,
  rankings: readonly string[][][],
): RoundRecord['preferences'] {
  const { versions, preferenceMaps } = collected.evidence;
  const text = versions.find((one) => one.version === version);
  const options = text === undefined ? [] : optionsOf(text.content).map(({ id }) => id);
  const faulty = rankings.find((ranking) => rankingFault(ranking, options) !== undefined);
  if (faulty !== undefined || options.length === 0) {
    const sentence = `cannot be computed: a ranking names an option that version ${version} does not have (CON-1)`;
    report(collected, inRecord(`/rounds/${round - 1}/preferences`, sentence));
    return null;
  }
  const unranked = unrankedUnder(collected.record.rules.charter);
  const map = { options, ...preferenceMap(options, statusQuo, rankings, unranked) };
  const place = preferenceMaps.findIndex((one) => one.round === round);
  const kept = preferenceMaps[place]?.map;
  if (kept !== undefined && !same(kept, map)) {
    const sentence = `is not the map that the rankings of round ${round} give (CON-1)`;
    report(collected, inEvidence(`/preferenceMaps/${place}`, sentence));
  }
  return { rankings: rankings.length, condorcetWinner: map.condorcetWinner };
}

/** The positions other than `agree` that stood as a round ended, by member (PRO-5). */
const dissentIn = (last: Iterable<PositionTaken>): Dissent[] => {
  const dissent: Dissent[] = [];
  // Keys in the order of canonical JSON, in which they are hashed quickest.
  for (const { at, elector: member, choice: position, reason, pollNumber: round, version } of last)
    if (position !== 'agree') dissent.push({ at, member, position, reason, round, version });
  return dissent;
};

/** Of a veto's question, a vote has its own electors: not who raised its matter (VET-2). */
function ofItsVoters(collected: Collected, vote: number): Collected {
  const without = collected.record.asks?.[vote - 1]?.without ?? [];
  if (without.length === 0) return collected;
  const electors = [...collected.electors].filter(([member]) => !without.includes(member));
  return { ...collected, electors: electorsOf(electors) };
}

/** The vote as it follows from its ballots: at its close, and at each extension from the ballots cast until then. */
export function voteOf(whole: Collected, vote: VoteRecord): VoteRecord {
  const collected = ofItsVoters(whole, vote.vote);
  const { rules } = collected.record;
  const { version, opens, closes, closedAt, vote: number } = vote;
  const spans = spansOf(vote, rules);
  const asked: Asked = { part: 'ballots', poll: 'votes', number, version, opens, closes, closedAt, spans };
  const atClose = standing(collected, collected.evidence.ballots, asked);
  const extended = vote.extended.map((extension, place) => {
    const end = spans[place]?.to ?? closes;
    const electorate = extension.tally.electorate;
    const stood = atExtension(collected, number, atClose.departed, { end, electorate });
    if (stood.last.size >= electorate)
      report(
        collected,
        inRecord(
          `/votes/${number - 1}/extended/${place}`,
          'is of a vote in which every elector had voted (PRO-8)',
        ),
      );
    return {
      ...extension,
      tally: tallied(collected, { version, opens, closes: end, extensions: place }, stood).tally,
    };
  });
  const { participation: _participation, reasonsAgainst: _reasons, ...rest } = vote;
  if (vote.tally === null) return { ...rest, extended };
  const { tally, figures, delegated } = tallied(
    collected,
    { version, opens, closes: closedAt, extensions: extended.length },
    atClose,
  );
  for (const other of delegatedDifferences(collected.evidence, number, delegated)) report(collected, other);
  // An assumed abstention takes part, but closes no vote and spares none an extension.
  const isAssumed = tally.participating === tally.electorate && atClose.last.size < tally.electorate;
  const pointer = `/votes/${number - 1}`;
  if (isAssumed && closedEarly(vote, rules))
    for (const early of complete(pointer, atClose.last.size, tally.electorate)) report(collected, early);
  if (isAssumed)
    for (const missing of missingExtension(pointer, { ...vote, tally }, rules)) report(collected, missing);
  const recused = recusedIn(whole, vote, barredFrom(whole, number - 1));
  const took = tookPartAgain(figures, atClose.last, { offline: rules.charter.offline, recused });
  return { ...rest, ...took, extended, tally };
}

/**
 * How many had no answer in a poll because it was their own case (GUA-2): who raised the matter of a question's vote, and who would be an
 * elector else. How many those were stands in the record where a victim was named. Of one accused only the members of that time would tell;
 * of a question, that they are the same in each of its votes, and were recused in the decision that waits for it.
 */
function recusedIn(
  collected: Collected,
  { participation }: Pick<RoundRecord, 'participation'>,
  barred: number,
): number {
  const {
    record: { counted, asks, votes },
    evidence: { versions },
    electors,
  } = collected;
  if (counted !== null) return counted.council - electors.size + barred;
  if (asks !== null) {
    const first = (votes[0]?.participation?.recused ?? 0) - barredFrom(collected, 0);
    return Math.max(first, 0) + barred;
  }
  const content = versions.at(-1)?.content as Content | undefined;
  const most = content === undefined ? 0 : inOwnCase(content).length;
  return Math.min(Math.max(participation?.recused ?? 0, 0), most);
}

/** How many electors of a question have no ballot in one of its votes: who raised its matter, where they are of the council at all (VET-2). */
const barredFrom = (
  { record: { asks }, electors }: Pick<Collected, 'record' | 'electors'>,
  place: number,
): number => (asks?.[place]?.without ?? []).filter((id) => electors.has(id)).length;

/**
 * What stood as an extension was decided. Who had departed then, only its own tally tells to the moment: the first so many of those who
 * had by the close, and at least those who had before the window’s end.
 */
function atExtension(
  { evidence, electors }: Collected,
  vote: number,
  departed: readonly Departure[],
  { end, electorate }: { readonly end: string; readonly electorate: number },
): Standing<Ballot> {
  const last = lastAnswers(evidence.ballots);
  for (const [place, ballot] of evidence.ballots.entries())
    if (ballot.pollNumber === vote && ballot.at < end) last.set(ballot.elector, place);
  const least = departed.filter(({ at }) => at < end).length;
  const told = electors.size - electorate;
  return { last, departed: departed.slice(0, Math.min(Math.max(told, least), departed.length)) };
}
