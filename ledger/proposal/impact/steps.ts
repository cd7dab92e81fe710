/** The steps that decided or could have, each judged by its own rules and by those of another charter (AMD-1, REC-1). */
import type { Category, Charter } from '../../../charter/types.ts';
import { type Consensus, consensus } from '../../../rules/polls/consensus.ts';
import { judgedBy } from '../../../rules/polls/adoption.ts';
import { guardianMayAdopt, votesOnPath, verdict } from '../../../rules/polls/deadlock.ts';
import { barAfter, quorate } from '../../../rules/polls/quorum.ts';
import { noQuorum, type Tally } from '../../../rules/polls/tally.ts';
import { reached } from '../../../rules/polls/threshold.ts';
import { judgedIn } from '../judging.ts';
import { isUntold, ofTheWhole, positionsAnew, votesAnew } from '../parts-anew.ts';
import type { ProposalRecord, RoundRecord, VoteRecord } from '../../parts/schema/record.ts';

/** A vote counted again, with whom delegations carry resolved as the other charter has it (DEL-3): as it was extended, and as it closed. */
export interface Recount {
  readonly extended: readonly Tally[];
  readonly tally: Tally;
}

/** Of a decision, by the number of its vote; a vote that is not among them is carried as it was. */
export type Recounts = ReadonlyMap<number, Recount>;

/** Where polls and the guardian's word lead; `undecided`: on, to what the record has no answers to. */
export const leads = ['adopted', 'rejected', 'inquorate', 'undecided'] as const;
export type Lead = (typeof leads)[number];

const numbered = ['round', 'vote'] as const;
const others = ['guardian', 'tier', 'category'] as const;

/** Where two ways part. `category`: the other charter has none of its name; `tier`: another body would have decided. */
export const partings = [...numbered, ...others] as const;
export type Parting =
  | { readonly at: (typeof numbered)[number]; readonly number: number }
  | { readonly at: (typeof others)[number]; readonly number: null };

/** Of a closed vote, so nothing is still out. */
export type ShownTally = Omit<Tally, 'decided'>;

/** One step of the way, judged by its own rules and by the other ones; `on`: it went on. */
export interface Step {
  readonly parting: Parting;
  readonly was: Judged;
  readonly would: Judged;
}

export interface Judged {
  readonly leads: Lead | 'on';
  readonly consensus?: Consensus;
  readonly tally?: ShownTally;
}

/** The parts of a charter that are applied: thresholds and quorums of its categories, consensus, the deadlock path. */
export type Applied = Pick<
  Charter,
  'categories' | 'tiers' | 'guardian' | 'discussion' | 'deadlock' | 'voting'
>;

type Rules = Pick<Applied, 'guardian' | 'discussion' | 'deadlock' | 'voting'>;

/** What decided or could have: the rounds and votes in the order in which they were, then the guardian's word. */
export function stepsOf(
  record: ProposalRecord,
  category: Judging,
  charter: Rules,
  recounts: Recounts,
): readonly Step[] {
  const polls = [
    ...record.rounds.map((round) => ({
      ...round,
      step: roundStep(record, round, judgedIn(record, round.version, category), charter),
    })),
    ...record.votes.map((vote) => ({
      ...vote,
      step: voteStep(vote, recounts.get(vote.vote), judgedIn(record, vote.version, category), charter),
    })),
  ];
  const inOrder = polls.toSorted((one, other) => (one.opens < other.opens ? -1 : 1));
  return [...inOrder.map(({ step }) => step), guardianStep(record, recounts, category, charter)].filter(
    (step) => step !== undefined,
  );
}

type Judging = Pick<Category, 'threshold' | 'quorum' | 'guardianMayResolve' | 'adopts'>;

/** A round at whose end an amendment was put adopts nothing (PRO-6). */
function roundStep(
  { versions, rules }: ProposalRecord,
  { round, version, closedAt, positions }: RoundRecord,
  category: Judging,
  charter: Rules,
): Step | undefined {
  const amended = versions.some((one) => one.version > version && one.inForceAt === closedAt);
  if (positions === null || amended) return undefined;
  const judge = (judged: Consensus, deadlock: Rules['deadlock']): Judged => {
    const missed = judged.by === 'consent' && deadlock === null ? 'rejected' : 'on';
    return { leads: judged.reached ? 'adopted' : missed, consensus: judged };
  };
  const by = judgedBy(round, category, charter);
  const parts = positionsAnew(positions, category.threshold);
  const anew = (of: Judging): Consensus =>
    consensus(positions.counts, positions.electorate, of, charter, { by, parts });
  const whole = { ...category, threshold: category.threshold && ofTheWhole(category.threshold) };
  const isUnknown = isUntold(category.threshold, parts) && anew(whole).reached;
  const would = judge(anew(category), charter.deadlock);
  return {
    parting: { at: 'round', number: round },
    was: judge(positions.consensus, rules.charter.deadlock),
    would: isUnknown ? { ...would, leads: 'undecided' } : would,
  };
}

/** Where the other quorum is met sooner, the vote closes then; where only the other one is missed, nobody knows what an extension brings. */
function voteStep(
  { vote, extended, tally }: VoteRecord,
  recount: Recount | undefined,
  category: Judging,
  { deadlock, voting }: Rules,
): Step | undefined {
  if (tally === null) return undefined;
  const counted = recount ?? { extended: extended.map((extension) => extension.tally), tally };
  const under = (one: Tally, extensions: number) =>
    judgedAnew(one, barAfter(category, voting, extensions), deadlock);
  const last = under(counted.tally, extended.length);
  const again = [...counted.extended.map(under), last];
  const closing = again.find((one) => one.verdict !== 'inquorate') ?? last;
  const wouldExtend =
    closing.verdict === 'inquorate' && tally.verdict !== 'inquorate' && extended.length < voting.extensions;
  const { threshold, quorum } = category;
  const isUnknown =
    closing.verdict !== 'inquorate' &&
    isUntold(threshold, closing.parts) &&
    threshold !== null &&
    reached(ofTheWhole(threshold), quorum, closing);
  return {
    parting: { at: 'vote', number: vote },
    was: { leads: leadOfVerdict(tally), tally: shown(tally) },
    would: {
      leads: wouldExtend || isUnknown ? 'undecided' : leadOfVerdict(closing),
      tally: shown(closing),
    },
  };
}

const leadOfVerdict = ({ verdict: found }: Pick<Tally, 'verdict'>): Judged['leads'] =>
  found === 'deadlock' ? 'on' : found;

const shown = ({ decided: _, ...tally }: Tally): ShownTally => tally;

/**
 * The same votes under another threshold and quorum. Who took part stays as it was counted, assumed abstentions and carried votes
 * included (MEM-4, DEL-2).
 */
function judgedAnew(tally: Tally, { threshold, quorum }: Judging, deadlock: Rules['deadlock']): Tally {
  if (threshold === null) return tally;
  const { parts: _, ...whole } = tally;
  const parts = votesAnew(tally, threshold);
  const votes = parts === undefined ? whole : { ...whole, parts };
  return {
    ...votes,
    quorum: { ...(quorum ?? noQuorum), met: quorate(quorum, votes) },
    threshold: { ...threshold, met: reached(threshold, quorum, votes) },
    verdict: verdict(votes, { threshold, quorum }, deadlock),
  };
}

/** After the last deadlock of its own path, outside families (DEA-2). What the guardian said stands where the guardian would have been asked as well. */
function guardianStep(
  record: ProposalRecord,
  recounts: Recounts,
  category: Judging,
  charter: Rules,
): Step | undefined {
  const { tier, votes, resolution, outcome, ending } = record;
  const number = votesOnPath(record.rules.charter.deadlock, record.rules.category);
  const last = votes[number - 1];
  const tally = last?.tally;
  if (
    tier === 2 ||
    last === undefined ||
    tally?.verdict !== 'deadlock' ||
    (resolution === null && ending.rule !== 'DEA-2')
  )
    return undefined;
  const said = resolution?.adopt === true ? 'adopted' : 'rejected';
  const was = resolution === null ? (outcome === 'rejected' ? 'rejected' : 'on') : said;
  const counted = recounts.get(number)?.tally ?? tally;
  const may = guardianMayAdopt(counted, charter, category);
  return {
    parting: { at: 'guardian', number: null },
    was: { leads: was, tally: shown(tally) },
    would: {
      leads: !may ? 'rejected' : resolution === null ? 'undecided' : said,
      tally: shown(judgedAnew(counted, judgedIn(record, last.version, category), charter.deadlock)),
    },
  };
}
