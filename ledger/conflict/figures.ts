/** Whether a conflict's record agrees with itself and with its rules, without its evidence (CNF-1 to CNF-5, APP-1, APP-2, AUT-2). */
import { votesForQuorum } from '../../rules/polls/quorum.ts';
import { compared, type Difference, inRecord } from '../recount/difference.ts';
import { isHashedName } from '../parts/veil.ts';
import { replay } from '../recount/replay.ts';
import { tookPartDifferences } from '../recount/took-part.ts';
import { tallyDifferences } from '../recount/tally-figures.ts';
import { conflictCourse } from './course.ts';
import { begun, legOf } from './stages.ts';
import { conflictRationale } from './rationale.ts';
import { closesUnwaited, councilRetold, talksRetold } from './retelling.ts';
import type { ConflictPassage, ConflictRecord } from './schema.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* conflictFigures(record: ConflictRecord): Generator<Difference> {
  const told = [...talksRetold(record), ...councilRetold(record)];
  yield* compared('/rationale', record.rationale, conflictRationale(record));
  yield* replay(conflictCourse(record, false), begun(record), told);
  yield* roomDifferences(record);
  yield* windowDifferences(record);
  yield* electorateDifferences(record);
  yield* decisionDifferences(record);
  yield* linkDifferences(record);
}

/** What ended in its room says nothing of whom it was about, and never was before the council (AUT-2). */
function* roomDifferences(record: ConflictRecord): Generator<Difference> {
  const { matter, ending, settlement, outcome, path, evidence } = record;
  // What was agreed on in restorative work stays there (RST-5).
  const isOnTerms = outcome === 'settled' && ending.rule === 'CNF-2';
  const inRoom = !path.some(({ stage }) => stage === 'arbitration');
  yield* compared('/settlement', settlement !== null, isOnTerms);
  if ('hash' in matter !== inRoom)
    yield inRecord(
      '/matter',
      inRoom ? 'tells what stayed in its room (AUT-2)' : 'is hidden, but it came before the council',
    );
  if ('parties' in matter && !matter.parties.flat().every(isHashedName))
    yield inRecord('/matter/parties', 'names a party (REC-5)');
  if (!inRoom) return;
  yield* compared('/ending/facts', ending.facts, null);
  for (const [part, { count }] of Object.entries(evidence))
    if (part !== 'room' && count > (part === 'timeline' ? record.links.length : 0))
      yield inRecord(`/evidence/${part}/count`, `is ${count}, but nothing happened outside its room (AUT-2)`);
}

/** Each stage has its figures, in its window, and each figure its stage. */
function* windowDifferences(record: ConflictRecord): Generator<Difference> {
  const { path, remedies, vote, resolution, appeal, endedAt, createdAt } = record;
  const parts = {
    ranking: ['remedies', remedies],
    voting: ['vote', vote],
    'guardian-resolution': ['resolution', resolution],
    appeal: ['appeal', appeal],
  } as const;
  for (const [leg, [name, part]] of Object.entries(parts)) {
    const passages = path.filter((passage) => legOf(passage) === leg);
    if (passages.length !== (part === null ? 0 : 1))
      yield inRecord('/path', `has ${passages.length} times the ${leg}, other than its figures`);
    else if (part !== null) {
      yield* compared(`/${name}/opens`, part.opens, passages[0]?.opens);
      yield* compared(`/${name}/closes`, part.closes, closesOf(passages[0], part.closes));
    }
  }
  const last = path.at(-1)?.opens ?? createdAt;
  if (endedAt < last) yield inRecord('/endedAt', `is ${endedAt}, before its last stage opened`);
}

/** When a stage closes as it opened, or as it went on after it waited for restorative work (RST-1). */
const closesOf = (passage: ConflictPassage | undefined, told: string): string | undefined =>
  passage === undefined || passage.closes === told ? passage?.closes : closesUnwaited(passage);

function* electorateDifferences({
  electorate,
  remedies,
  vote,
  rules,
  matter,
}: ConflictRecord): Generator<Difference> {
  if ((electorate === null) !== (remedies === null))
    yield inRecord('/electorate', 'and the remedies are there only together (CNF-4)');
  if (electorate === null) return;
  const { size, quorum, council } = electorate;
  const { arbitration } = rules.conflicts;
  const { offline, deadlock } = rules.charter;
  const parties = 'parties' in matter ? matter.parties.flat().length : 0;
  yield* compared('/electorate/quorum', quorum, votesForQuorum(arbitration.quorum, size));
  if (council < size || council > size + parties)
    yield inRecord(
      '/electorate/council',
      `is ${council}, but ${size} electors and ${parties} parties (GUA-2)`,
    );
  if ((remedies?.electorate ?? 0) > size)
    yield inRecord('/remedies/electorate', `is more than the ${size} electors there were (MEM-2)`);
  if (remedies !== null)
    yield* tookPartDifferences(
      '/remedies',
      remedies,
      remedies.electorate === null
        ? null
        : { electorate: remedies.electorate, participating: remedies.rankings, represented: 0 },
    );
  if (vote !== null) yield* tookPartDifferences('/vote', vote, vote.tally);
  if (vote !== null && vote.tally !== null)
    yield* tallyDifferences('/vote/tally', vote.tally, {
      ...arbitration,
      charter: { offline, deadlock },
      electors: size,
    });
}

function* decisionDifferences({
  remedies,
  vote,
  resolution,
  decided,
  remedy,
}: ConflictRecord): Generator<Difference> {
  if (remedies?.schulze != null)
    yield* compared('/remedies/put', remedies.put, remedies.schulze.flat().length);
  const chosen = decided === 'arbitrated' ? (resolution?.remedy ?? vote?.remedy) : null;
  yield* compared('/remedy/id', remedy?.id ?? null, chosen ?? null);
}

/** A conflict that was remanded is not remanded again (APP-2). */
function* linkDifferences({ links, outcome }: ConflictRecord): Generator<Difference> {
  const linked = (relation: string): boolean => links.some((link) => link.relation === relation);
  yield* compared('/links', linked('remanded-to'), outcome === 'remanded');
  yield* compared('/links', linked('continued-by'), outcome === 'interrupted');
  if (linked('remanded-to') && linked('remand-of'))
    yield inRecord('/links', 'remand it again, though it was remanded before (APP-2)');
}
