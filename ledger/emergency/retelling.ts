/** What happened in an emergency as its record alone tells it: the entries that the record was composed from, in their order (EMG-1 to EMG-7). */
import type { EmergencyEntry } from '../../rules/emergency/entries.ts';
import { emergencyPollKinds } from '../../rules/emergency/state.ts';
import { type Told, toldBy } from '../recount/replay.ts';
import type { EmergencyRecord } from './schema.ts';

/** What happened at one instant in this order: polls close first, and what they decide stands before anything else. */
const order: readonly EmergencyEntry['kind'][] = [
  'retry-of',
  'acted',
  'override-closed',
  'ratification-closed',
  'breach',
  'override-opened',
  'ratification-opened',
  'removal-opened',
  'reported',
  'justified',
  'node-vetoed',
  'hold-ended',
  'node-veto-ended',
  'decided',
  'reversal-done',
  'ended',
];

export function retold(record: EmergencyRecord): readonly Told<EmergencyEntry>[] {
  const [first, ...rest] = entriesOf(record);
  const byInstant = ({ entry: one }: Told<EmergencyEntry>, { entry: other }: Told<EmergencyEntry>): number =>
    one.at === other.at
      ? order.indexOf(one.kind) - order.indexOf(other.kind)
      : Number(one.at > other.at) - Number(one.at < other.at);
  return first === undefined ? [] : [first, ...rest.toSorted(byInstant)];
}

function* entriesOf(record: EmergencyRecord): Generator<Told<EmergencyEntry>> {
  const { actor: by, createdAt, endedAt, retryOf, act, dues, breaches, decided, removal } = record;
  const { report, justification, outcome, ending, actionState, reversalState } = record;
  if (retryOf !== null) yield toldBy('/retryOf', 'retry-of', createdAt, { id: retryOf });
  if (act !== null) {
    const { report: reportDue, justification: justificationDue, limit = null } = dues ?? {};
    yield toldBy(
      '/act',
      'acted',
      createdAt,
      { by, ...act, reportDue, justificationDue, limit },
      {
        reportDue: '/dues/report',
        justificationDue: '/dues/justification',
        limit: '/dues/limit',
      },
    );
  }
  if (report !== null) yield toldBy('/report', 'reported', report.at, { by, ...report });
  if (justification !== null)
    yield toldBy('/justification', 'justified', justification.at, { by, ...justification });
  for (const [place, { at, ...missed }] of breaches.entries())
    yield toldBy(`/breaches/${place}`, 'breach', at, missed);
  for (const [place, { id, by: raiser, node, at, hold, outcome: how, endedAt: over }] of (
    record.nodeVetoes ?? []
  ).entries()) {
    const pointer = `/nodeVetoes/${place}`;
    const holdEnds = hold?.ends ?? null;
    yield toldBy(pointer, 'node-vetoed', at, { id, by: raiser, node, holds: hold !== null, holdEnds });
    // With the node veto itself it ends without a word of its own.
    if (hold?.until != null && hold.until !== over)
      yield toldBy(pointer, 'hold-ended', hold.until, {
        id,
        because: hold.until === holdEnds ? 'time' : 'denied',
      });
    if (over !== null) yield toldBy(pointer, 'node-veto-ended', over, { id, outcome: how });
  }
  if (removal !== null)
    yield toldBy('/removal', 'removal-opened', breaches[0]?.at ?? createdAt, { id: removal });
  for (const kind of emergencyPollKinds)
    for (const [place, { calledBy, closedAt, tally, ...poll }] of record.polls[kind].entries()) {
      const pointer = `/polls/${kind}/${place}`;
      const places = { by: `${pointer}/calledBy` };
      yield toldBy(pointer, `${kind}-opened`, poll.opens, { by: calledBy, ...poll }, places);
      if (tally !== null) yield toldBy(pointer, `${kind}-closed`, closedAt, { closedAt, tally });
    }
  if (decided !== null) yield toldBy('/decided', 'decided', decided.at, decided);
  const { rule, doneBefore } = ending;
  if (doneBefore !== null) yield toldBy('/ending', 'reversal-done', endedAt, { doneBefore });
  yield toldBy('', 'ended', endedAt, { outcome, rule, actionState, reversalState }, { rule: '/ending/rule' });
}
