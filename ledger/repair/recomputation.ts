/** Computes a repair plan again: from its record alone, and from its evidence too; what stayed in its room only who was in it can check (MND-1 to MND-4, AUT-2, REC-1). */
import type { RepairEntry } from '../../rules/repair/entries.ts';
import { endingRules } from '../../rules/repair/step.ts';
import { notBefore } from '../proposal/course/windows.ts';
import { isHashedName } from '../parts/veil.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import { replay, toldIn } from '../recount/replay.ts';
import { numberedDifferences } from '../recount/timeline.ts';
import {
  begins,
  begunFrom,
  composeRepair,
  happenedIn,
  instalmentsCounted,
  repairRationale,
} from './composition.ts';
import { course } from './course.ts';
import type { RepairEvidence, RepairRecord } from './schema.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* repairFigures(record: RepairRecord): Generator<Difference> {
  const { matter, instalments, agreedAt, outcome, ending, endedAt, createdAt, rationale } = record;
  yield* compared('/rationale', rationale, repairRationale(record));
  yield* compared('/ending/rule', ending.rule, endingRules[outcome]);
  yield* notBefore('/endedAt', endedAt, { earliest: createdAt, what: 'when it began' });
  if ('parties' in matter) {
    yield* compared('/instalments', instalments, instalmentsCounted(matter.obligations));
    if (!matter.parties.every(isHashedName)) yield inRecord('/matter/parties', 'names a party (REC-5)');
  }
  const { open, missed, done, released, ...settled } = instalments;
  const left = open + missed + done;
  const kept = Object.values(settled).reduce((sum, count) => sum + count, 0);
  const fits = {
    fulfilled: left === 0 && kept > 0,
    released: left === 0 && kept === 0 && released > 0,
    broken: missed > 0,
    declined: left + kept + released === 0,
    replaced: record.from.kind === 'restorative' && left > 0,
    interrupted: true,
  };
  if (!fits[outcome])
    yield inRecord('/instalments', `do not agree with the outcome, ${outcome} (MND-3, MND-4)`);
  if (outcome !== 'interrupted' && (agreedAt === null) !== (outcome === 'declined'))
    yield inRecord('/agreedAt', `does not agree with the outcome, ${outcome} (MND-1)`);
}

/** Everything in which the record differs from what follows from its evidence. */
export function* repairDifferences(record: RepairRecord, evidence: RepairEvidence): Generator<Difference> {
  const { timeline, room, salt, nameSalt } = evidence;
  yield* numberedDifferences('timeline', timeline);
  yield* numberedDifferences('room', room ?? []);
  if ((salt !== null) !== (room ?? []).length > 0)
    yield inEvidence('/salt', 'belongs to what was said in a room, and to nothing else (AUT-2)');
  const isPrivate = 'hash' in record.matter;
  if ((nameSalt === null) !== isPrivate)
    yield inEvidence('/nameSalt', 'belongs to what is told of parties outside of a room (REC-5)');
  const outside = timeline.filter(({ kind }) => kind !== 'continuation-of');
  if (isPrivate && outside.length > 0) yield inEvidence('/timeline', 'tells what stayed in its room (AUT-2)');
  // Of what was withheld only its hashes are there.
  if (isPrivate && room === null) return;
  const part = isPrivate ? 'room' : 'timeline';
  const happened = happenedIn(evidence);
  const isWhole = happened.some(begins) && happened.at(-1)?.kind === 'ended';
  if (!isWhole) {
    yield inEvidence(`/${part}`, 'has no beginning, or no ending (PRO-9)');
    return;
  }
  const facts = { ...record, timeline, room, salt, nameSalt };
  const wrong = [...replay(course, begunFrom(facts), toldIn<RepairEntry>(part, happened))];
  yield* wrong;
  // What could not happen so gives no record.
  if (wrong.length === 0) yield* compared('', record, composeRepair(facts));
}
