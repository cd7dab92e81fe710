/** What happened in an emergency as its record alone tells it: the entries that the record was composed from, in their order (EMG-1 to EMG-7). */
import type { EmergencyEntry } from '../../rules/emergency/entries.ts';
import { emergencyPollKinds } from '../../rules/emergency/state.ts';
import { inTheRecord, type Told } from '../recount/replay.ts';
import type { EmergencyRecord } from './schema.ts';

type Retold = Told<EmergencyEntry>;

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
  'decided',
  'reversal-done',
  'ended',
];

export function retold(record: EmergencyRecord): readonly Retold[] {
  const told = [...acted(record), ...accounts(record), ...polls(record), ...ending(record)];
  const [first, ...rest] = told;
  const byInstant = (one: Retold, other: Retold): number =>
    one.entry.at === other.entry.at
      ? order.indexOf(one.entry.kind) - order.indexOf(other.entry.kind)
      : one.entry.at < other.entry.at
        ? -1
        : 1;
  return first === undefined ? [] : [first, ...rest.toSorted(byInstant)];
}

function* acted({ retryOf, act, dues, actor: by, createdAt: at }: EmergencyRecord): Generator<Retold> {
  if (retryOf !== null) yield inTheRecord('/retryOf', { kind: 'retry-of', at, facts: { id: retryOf } });
  if (act === null) return;
  const facts = {
    by,
    ...act,
    reportDue: dues?.report,
    justificationDue: dues?.justification,
    limit: dues?.limit ?? null,
  };
  yield told(
    '/act',
    { kind: 'acted', at, facts },
    {
      reportDue: '/dues/report',
      justificationDue: '/dues/justification',
      limit: '/dues/limit',
    },
  );
}

function* accounts({
  actor: by,
  report,
  justification,
  breaches,
  removal,
  createdAt,
}: EmergencyRecord): Generator<Retold> {
  if (report !== null) yield told('/report', { kind: 'reported', at: report.at, facts: { by, ...report } });
  if (justification !== null)
    yield told('/justification', {
      kind: 'justified',
      at: justification.at,
      facts: { by, ...justification },
    });
  for (const [place, { duty, due, at }] of breaches.entries())
    yield told(`/breaches/${place}`, { kind: 'breach', at, facts: { duty, due } });
  if (removal !== null)
    yield told('/removal', {
      kind: 'removal-opened',
      at: breaches[0]?.at ?? createdAt,
      facts: { id: removal },
    });
}

function* polls(record: EmergencyRecord): Generator<Retold> {
  for (const kind of emergencyPollKinds)
    for (const [place, { calledBy: by, closedAt, tally, ...poll }] of record.polls[kind].entries()) {
      const pointer = `/polls/${kind}/${place}`;
      yield told(
        pointer,
        { kind: `${kind}-opened`, at: poll.opens, facts: { by, ...poll } },
        {
          by: `${pointer}/calledBy`,
          at: `${pointer}/opens`,
        },
      );
      if (tally !== null)
        yield told(pointer, { kind: `${kind}-closed`, at: closedAt, facts: { closedAt, tally } });
    }
}

function* ending(record: EmergencyRecord): Generator<Retold> {
  const {
    decided,
    outcome,
    ending: { rule, doneBefore },
    endedAt: at,
    actionState,
    reversalState,
  } = record;
  if (decided !== null) {
    const { at: decidedAt, ...facts } = decided;
    yield told('/decided', { kind: 'decided', at: decidedAt, facts });
  }
  if (doneBefore !== null) yield told('/ending', { kind: 'reversal-done', at, facts: { doneBefore } });
  yield told(
    '',
    { kind: 'ended', at, facts: { outcome, rule, actionState, reversalState } },
    {
      at: '/endedAt',
      rule: '/ending/rule',
      breaches: '/breaches',
    },
  );
}

/** Of what is long a record has the hash alone: no rule asks for it. */
const told = (
  pointer: string,
  entry: { kind: string; at: string; facts: object },
  facts?: Readonly<Record<string, string>>,
) => inTheRecord(pointer, entry as EmergencyEntry, facts);
