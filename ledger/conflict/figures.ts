/** Whether the figures inside a conflict's record agree with each other and with its rules, without its evidence (CNF-1 to CNF-5, APP-1, APP-2). */
import { firstRemedy } from '../../rules/conflict/state.ts';
import { leastWhole } from '../../rules/polls/share.ts';
import { compared, type Difference, inRecord } from '../recount/difference.ts';
import { tallyDifferences } from '../recount/tally-figures.ts';
import { canVote, decidedOf, isGuardians } from './decided.ts';
import { legOf, pathDifferences } from './path.ts';
import { conflictRationale } from './rationale.ts';
import type { ConflictRecord } from './schema.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* conflictFigures(record: ConflictRecord): Generator<Difference> {
  yield* compared('/rationale', record.rationale, conflictRationale(record));
  yield* pathDifferences(record);
  yield* roomDifferences(record);
  yield* arbitrationDifferences(record);
  yield* stagesDue(record);
  yield* appealDifferences(record);
  yield* endingDifferences(record);
}

/** Before its way is over: a side was left empty, its opener withdrew it, or its workflow was lost (CNF-1, PRO-9). */
const endsAnywhere: readonly ConflictRecord['outcome'][] = ['dropped', 'withdrawn', 'interrupted'];

const endedBefore = (instant: string, { endedAt }: ConflictRecord): boolean => endedAt < instant;

/** What ended in its room says nothing of whom it was about, and never was before the council (AUT-2). */
function* roomDifferences(record: ConflictRecord): Generator<Difference> {
  const { matter, title, ending, settlement, outcome, path, evidence } = record;
  const inRoom = !path.some(({ stage }) => stage === 'arbitration');
  yield* compared('/settlement', settlement !== null, outcome === 'settled');
  if ('hash' in matter !== inRoom)
    yield inRecord(
      '/matter',
      inRoom ? 'tells what stayed in its room (AUT-2)' : 'is hidden, but it came before the council',
    );
  if (!inRoom) return;
  yield* compared('/title', title, null);
  yield* compared('/ending/facts', ending.facts, null);
  for (const [part, { count }] of Object.entries(evidence))
    if (part !== 'room' && count > (part === 'timeline' ? record.links.length : 0))
      yield inRecord(`/evidence/${part}/count`, `is ${count}, but nothing happened outside its room (AUT-2)`);
}

function* arbitrationDifferences(record: ConflictRecord): Generator<Difference> {
  const { electorate, remedies, vote, resolution, rules, remedy, decided, matter } = record;
  const { arbitration } = rules.conflicts;
  const { offline, deadlock } = rules.charter;
  yield* compared('/decided', decided, decidedOf(record));
  if (electorate !== null) {
    const { size, quorum, council } = electorate;
    yield* compared('/electorate/quorum', quorum, leastWhole(arbitration.quorum, size));
    const parties = 'parties' in matter ? matter.parties.flat().length : 0;
    if (council < size || council > size + parties)
      yield inRecord(
        '/electorate/council',
        `is ${council}, but ${size} electors and ${parties} parties (GUA-2)`,
      );
    if ((remedies?.electorate ?? 0) > size)
      yield inRecord('/remedies/electorate', `is more than the ${size} electors there were (MEM-2)`);
  }
  if (remedies !== null && !endedBefore(remedies.closes, record))
    yield* compared('/remedies/closedAt', remedies.closedAt, remedies.closes);
  if (remedies?.schulze != null)
    yield* compared('/remedies/put', remedies.put, remedies.schulze.flat().length);
  if (vote !== null) {
    const first = firstRemedy(remedies?.schulze ?? []);
    if (vote.remedy !== first)
      yield inRecord(
        '/vote/remedy',
        `is ${vote.remedy}, but ${first ?? 'none'} came first of the remedies (CNF-4)`,
      );
    if (!endedBefore(vote.closes, record)) yield* compared('/vote/closedAt', vote.closedAt, vote.closes);
    if (vote.tally !== null)
      yield* tallyDifferences('/vote/tally', vote.tally, {
        ...arbitration,
        charter: { offline, deadlock },
        electors: electorate?.size ?? 0,
      });
  }
  if (resolution !== null) yield* resolutionDifferences(record, resolution);
  const chosen = decided === 'arbitrated' ? (resolution?.remedy ?? vote?.remedy) : null;
  yield* compared('/remedy/id', remedy?.id ?? null, chosen ?? null);
}

function* resolutionDifferences(
  { remedies, matter }: ConflictRecord,
  { guardian, remedy, at, opens, closes }: NonNullable<ConflictRecord['resolution']>,
): Generator<Difference> {
  if ('parties' in matter && matter.parties.flat().includes(guardian))
    yield inRecord('/resolution/guardian', `is ${guardian}, who would judge their own case (GUA-1)`);
  if (remedy === null || at === null) return;
  if (at < opens || at >= closes)
    yield inRecord('/resolution/at', `is ${at}, outside the window ${opens} to ${closes} (CNF-4)`);
  if (!(remedies?.schulze ?? []).flat().includes(remedy))
    yield inRecord('/resolution/remedy', `is ${remedy}, which nobody put (CNF-4)`);
}

/** Every stage that was due was entered, and no other, unless a side was left empty (CNF-1, CNF-4, APP-1). */
function* stagesDue(record: ConflictRecord): Generator<Difference> {
  const { path, outcome, electorate, vote, decided, rules, appeal, resolution } = record;
  const { guardian, appeals } = rules.charter;
  const has = (leg: string): boolean => path.some((passage) => legOf(passage) === leg);
  const due = {
    ranking: electorate !== null,
    voting: vote !== null,
    'guardian-resolution': resolution !== null,
    appeal: appeal !== null,
  };
  for (const [leg, isDue] of Object.entries(due))
    if (has(leg) !== isDue)
      yield inRecord('/path', `${has(leg) ? 'has' : 'lacks'} the ${leg}, other than its figures`);
  if (endsAnywhere.includes(outcome) || outcome === 'settled') return;
  if (electorate === null) yield inRecord('/electorate', 'is null, but the council was to arbitrate (CNF-4)');
  if (decided === null) yield inRecord('/decided', 'is null, but the arbitration came to an end (CNF-4)');
  yield* compared('/vote', vote !== null, canVote(record));
  const { facts } = record.ending;
  const recused = facts !== null && 'told' in facts ? facts.told.recused : undefined;
  if (
    isGuardians(record) &&
    guardian !== null &&
    resolution === null &&
    outcome === 'unresolved' &&
    recused == null
  )
    yield inRecord('/resolution', 'is null, but the guardian was to be asked (CNF-4)');
  if (resolution !== null && (!isGuardians(record) || guardian === null))
    yield inRecord('/resolution', 'was not due (CNF-4)');
  yield* compared('/appeal', appeal !== null, appeals !== null && guardian !== null);
}

function* appealDifferences({
  appeal,
  matter,
  endedAt,
  outcome,
  resolution,
}: ConflictRecord): Generator<Difference> {
  if (appeal === null) return;
  const { opens, closes, lodged, ended } = appeal;
  if (lodged !== null) {
    if (lodged.at < opens || lodged.at >= closes)
      yield inRecord(
        '/appeal/lodged/at',
        `is ${lodged.at}, outside the window ${opens} to ${closes} (APP-1)`,
      );
    if ('parties' in matter && !matter.parties.flat().includes(lodged.by))
      yield inRecord('/appeal/lodged/by', `is ${lodged.by}, who is no party (APP-1)`);
  }
  // Silence upholds; no party rules, nor who decided what is appealed.
  const judges = [
    'parties' in matter ? matter.parties.flat() : [],
    resolution?.remedy == null ? [] : resolution.guardian,
  ];
  if (ended?.reason != null && judges.flat().includes(ended.guardian ?? ''))
    yield inRecord(
      '/appeal/ended/guardian',
      `is ${ended.guardian ?? 'nobody'}, who would judge their own case (GUA-1)`,
    );
  if (endsAnywhere.includes(outcome)) return;
  if (lodged === null) yield* compared('/endedAt', endedAt, closes);
  else if (ended === null)
    yield inRecord('/appeal/ended', 'is null, but the ruling was to be waited for (APP-1)');
  else yield* compared('/endedAt', endedAt, ended.at);
}

const endingRules = {
  settled: 'CNF-2',
  withdrawn: 'CNF-1',
  dropped: 'CNF-1',
  arbitrated: 'CNF-4',
  unresolved: 'CNF-4',
  overturned: 'APP-2',
  remanded: 'APP-2',
  interrupted: 'PRO-9',
} as const satisfies { readonly [Outcome in ConflictRecord['outcome']]: string };

/** The outcome is where the arbitration and the appeal lead; a remanded conflict is not remanded again (APP-2). */
function* endingDifferences(record: ConflictRecord): Generator<Difference> {
  const { outcome, ending, decided, appeal, links, path, endedAt } = record;
  yield* compared('/ending/rule', ending.rule, endingRules[outcome]);
  const last = path.at(-1);
  if (last !== undefined && endedAt < last.opens)
    yield inRecord('/endedAt', `is ${endedAt}, before its last stage opened`);
  const linked = (relation: string): boolean => links.some((link) => link.relation === relation);
  yield* compared('/links', linked('remanded-to'), outcome === 'remanded');
  yield* compared('/links', linked('continued-by'), outcome === 'interrupted');
  if (linked('remanded-to') && linked('remand-of'))
    yield inRecord('/links', 'remand it again, though it was remanded before (APP-2)');
  if (outcome === 'settled' || outcome === 'withdrawn') {
    if (last === undefined || last.stage === 'negotiation' || last.stage === 'mediation') return;
    yield inRecord('/outcome', `is ${outcome}, but it was before the council (CNF-1, CNF-2)`);
    return;
  }
  if (endsAnywhere.includes(outcome)) return;
  const ruled = appeal?.ended?.outcome ?? 'upheld';
  yield* compared('/outcome', outcome, ruled === 'upheld' ? decided : ruled);
}
