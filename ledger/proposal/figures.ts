/** Whether the figures inside a record agree with each other and with its rules, without its evidence. */
import type { Category } from '../../charter/types.ts';
import { judgedBy } from '../../rules/polls/adoption.ts';
import { consensus } from '../../rules/polls/consensus.ts';
import { barAfter, votesForQuorum } from '../../rules/polls/quorum.ts';
import type { Tally } from '../../rules/polls/tally.ts';
import { conditionDifferences } from './conditions.ts';
import { correctionFigures } from './course/corrections.ts';
import { courseDifferences } from './course/course.ts';
import { compared, type Difference, inRecord } from '../recount/difference.ts';
import { endorsementFigures } from './people/endorsement.ts';
import { pathDifferences } from './course/path.ts';
import { judgedIn } from './judging.ts';
import { rationaleOf } from './rationale.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';
import { isHashedName } from '../parts/veil.ts';
import { stageDifferences } from './course/stages.ts';
import { roundPartDifferences } from '../recount/part-figures.ts';
import { tallyDifferences, withinElectorate } from '../recount/tally-figures.ts';
import { tookPartDifferences } from '../recount/took-part.ts';
import { questionFigures } from './question.ts';
import { heldDifferences } from '../node-veto/on-act.ts';
import { windowDifferences } from './course/windows.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* figureDifferences(record: ProposalRecord): Generator<Difference> {
  const { rules, electorate, category, tier, dissent } = record;
  yield* compared('/rules/category/name', rules.category.name, category);
  yield* compared('/rules/category/tier', rules.category.tier, tier);
  yield* compared('/dissent/none', dissent.none, dissent.count === 0);
  if (Array.isArray(dissent.positions))
    yield* compared('/dissent/count', dissent.count, dissent.positions.length);
  if (electorate !== null) yield* compared('/electorate/quorum', electorate.quorum, quorumOf(record));
  if (rules.category.threshold === null && record.rounds.length + record.votes.length > 0)
    yield inRecord('/rules/category/threshold', 'is null, but electors were asked (TIE-1)');
  yield* numbering(record);
  for (const [place, { positions, version }] of record.rounds.entries())
    if (positions !== null) {
      const { counts, electorate: size, consensus: judged } = positions;
      const own = judgedIn(record, version, rules.category);
      const by = judgedBy(place + 1, own, rules.charter);
      const pointer = `/rounds/${place}/positions`;
      yield* compared(
        `${pointer}/consensus`,
        judged,
        consensus(counts, size, own, rules.charter, { by, parts: judged.parts }),
      );
      yield* roundPartDifferences(`${pointer}/consensus`, judged, size, own.threshold);
      yield* withinElectorate(pointer, size, judged.positions, record.electorate?.size ?? 0);
    }
  yield* tookPartIn(record);
  for (const [place, { tally, extended, version }] of record.votes.entries()) {
    const own = judgedIn(record, version, rules.category);
    for (const [number, extension] of extended.entries())
      yield* judged(`/votes/${place}/extended/${number}/tally`, extension.tally, number, { record, own });
    if (tally !== null) yield* judged(`/votes/${place}/tally`, tally, extended.length, { record, own });
  }
  yield* compared('/rationale', record.rationale, rationaleOf(record));
  yield* windowDifferences(record);
  yield* heldDifferences(record);
  yield* courseDifferences(record);
  yield* stageDifferences(record);
  yield* endorsementFigures(record);
  yield* conditionDifferences(record);
  yield* nameFigures(record);
  yield* questionFigures(record);
  yield* correctionFigures(record);
  yield* pathDifferences(record);
}

function* judged(
  pointer: string,
  tally: Tally,
  extensions: number,
  {
    record: { rules, electorate },
    own: { threshold, quorum },
  }: { readonly record: ProposalRecord; readonly own: Pick<Category, 'threshold' | 'quorum'> },
): Generator<Difference> {
  const { charter } = rules;
  const electors = electorate?.size ?? 0;
  if (threshold === null) yield* withinElectorate(pointer, tally.electorate, tally.participating, electors);
  else {
    const bar = barAfter({ threshold, quorum }, charter.voting, extensions);
    yield* tallyDifferences(pointer, tally, { ...bar, charter, electors });
  }
}

/** Who took part in each round and vote agrees with what it came to. */
function* tookPartIn({ rounds, votes }: ProposalRecord): Generator<Difference> {
  for (const [place, { positions, ...round }] of rounds.entries())
    yield* tookPartDifferences(
      `/rounds/${place}`,
      round,
      positions && {
        electorate: positions.electorate,
        participating: positions.consensus.positions,
        represented: 0,
      },
    );
  for (const [place, { tally, ...vote }] of votes.entries())
    yield* tookPartDifferences(`/votes/${place}`, vote, tally);
}

/** Who is judged is not named to the public (REC-5, JUS-1). */
function* nameFigures({ names, rules, requirements }: ProposalRecord): Generator<Difference> {
  if (!rules.category.hearing) return;
  yield* compared('/names', names, 'hashed');
  for (const [place, { what, who }] of requirements.entries())
    if (what === 'hearing' && !isHashedName(who))
      yield inRecord(`/requirements/${place}/who`, 'names who is heard (REC-5)');
}

/** How many electors a quorum takes; 0 where none is asked (TIE-4). */
const quorumOf = ({ rules, electorate }: ProposalRecord): number =>
  votesForQuorum(rules.category.quorum, electorate?.size ?? 0);

/** Rounds and votes are each counted from 1. */
function* numbering({ rounds, votes }: ProposalRecord): Generator<Difference> {
  for (const [place, { round }] of rounds.entries())
    yield* compared(`/rounds/${place}/round`, round, place + 1);
  for (const [place, { vote }] of votes.entries()) yield* compared(`/votes/${place}/vote`, vote, place + 1);
}
