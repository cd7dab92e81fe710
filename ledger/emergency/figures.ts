/** Whether the figures inside an emergency's record agree with each other and with its rules, without its evidence (EMG-1 to EMG-7). */
import {
  type EmergencyPollKind,
  type EmergencyState,
  emergencyPollKinds,
} from '../../rules/emergency/state.ts';
import { next } from '../../rules/emergency/step.ts';
import {
  anotherOverrideUntil,
  callFault,
  decidedByElectorate,
  isAnswered,
  pollCloses,
} from '../../rules/emergency/polls.ts';
import { leastWhole } from '../../rules/polls/share.ts';
import { doneBeforeDifferences } from '../proposal/done-before.ts';
import { compared, type Difference, inRecord } from '../recount/difference.ts';
import { tallyDifferences } from '../recount/tally-figures.ts';
import { millisecond, notBefore, written } from '../proposal/course/windows.ts';
import { emergencyRationale } from './rationale.ts';
import type { EmergencyPollRecord, EmergencyRecord } from './schema.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* emergencyFigures(record: EmergencyRecord): Generator<Difference> {
  yield* compared('/rationale', record.rationale, emergencyRationale(record));
  yield* doneBeforeDifferences(record, record.retryOf !== null && record.reversalState === 'done');
  if (record.retryOf === null) yield* actDifferences(record);
  else yield* retryDifferences(record);
}

/** Running a reversal again is no second act (EXE-2). */
function* retryDifferences({ act, dues, polls, decided, breaches, ending, reversalState }: EmergencyRecord) {
  const own = { act, dues, decided };
  for (const [key, value] of Object.entries(own))
    if (value !== null)
      yield inRecord(`/${key}`, 'belongs to the act itself, not to a retry of its reversal (EXE-2)');
  yield* compared('/breaches', breaches, []);
  yield* compared('/polls', polls, { override: [], ratification: [] });
  yield* compared('/ending/rule', ending.rule, 'EXE-2');
  yield* finished('/reversalState', reversalState);
}

function* actDifferences(record: EmergencyRecord): Generator<Difference> {
  const { dues, decided, createdAt, endedAt, rules } = record;
  if (record.ending.rule === 'PRO-9') {
    yield* goneDifferences(record);
    return;
  }
  if (dues === null || decided === null) {
    yield inRecord('', 'has no instants at which something was due, or nothing that decided it (EMG-7)');
    return;
  }
  const { report, justify, limit } = rules.emergency;
  const later = (length: number): string => written(millisecond(createdAt) + length);
  yield* compared('/dues', dues, {
    report: later(report),
    justification: later(justify),
    limit: limit === null ? null : later(limit),
  });
  for (const duty of ['report', 'justification'] as const) yield* dutyDifferences(record, duty, dues[duty]);
  for (const kind of emergencyPollKinds) {
    for (const [place, poll] of record.polls[kind].entries()) {
      yield* callDifferences(record, kind, place);
      yield* pollDifferences(record, kind, { pointer: `/polls/${kind}/${place}`, poll }, decided.at);
    }
  }
  if (record.removal !== null && record.breaches.length === 0)
    yield inRecord('/removal', 'was opened by no breach (EMG-3)');
  yield* compared('/decided', decided, decidedBy(record));
  yield* compared('/outcome', record.outcome, decided.outcome);
  yield* compared('/ending/rule', record.ending.rule, decided.rule);
  yield* notBefore('/endedAt', endedAt, { earliest: decided.at, what: 'when its outcome was fixed' });
  yield* finished('/actionState', record.actionState);
  const isReversed = decided.outcome === 'overridden' || decided.outcome === 'expired';
  if (isReversed) yield* finished('/reversalState', record.reversalState);
  else yield* compared('/reversalState', record.reversalState, null);
}

/** Its workflow was lost: what was decided stays decided, else it is interrupted; and what is still to be undone has not been (PRO-9). */
function* goneDifferences(record: EmergencyRecord): Generator<Difference> {
  const { decided, outcome, reversalState, endedAt } = record;
  yield* compared('/outcome', outcome, decided?.outcome ?? 'interrupted');
  for (const kind of emergencyPollKinds) {
    for (const [place, poll] of record.polls[kind].entries()) {
      yield* callDifferences(record, kind, place);
      const named = { pointer: `/polls/${kind}/${place}`, poll };
      yield* pollDifferences(record, kind, named, decided?.at ?? endedAt);
    }
  }
  if (decided !== null) {
    const isByVote = decided.outcome === 'overridden' || decided.outcome === 'ratified';
    if (isByVote) yield* compared('/decided', decided, decidedBy(record));
  }
  yield* finished('/actionState', record.actionState);
  const stands = outcome === 'ratified' || outcome === 'stood';
  if (stands) yield* compared('/reversalState', reversalState, null);
  else yield* finished('/reversalState', reversalState);
}

/** It ends only once what it did is done, or has failed for good (EMG-7). */
function* finished(pointer: string, state: EmergencyRecord['actionState']): Generator<Difference> {
  if (state !== 'done' && state !== 'failed')
    yield inRecord(pointer, `is ${state ?? 'null'}, but it ended, so it was done or had failed (EMG-7)`);
}

/** What was owed was given in time, or its breach is noted, also where it came late; never both, never neither (EMG-3, EMG-4, EMG-7). */
function* dutyDifferences(
  record: EmergencyRecord,
  duty: 'report' | 'justification',
  due: string,
): Generator<Difference> {
  const rule = duty === 'report' ? 'EMG-3' : 'EMG-4';
  const given = record[duty];
  const breaches = record.breaches.filter((breach) => breach.duty === duty);
  if (given !== null) yield* compared(`/${duty}/late`, given.late, given.at >= due);
  const noted = given === null || given.late ? 1 : 0;
  if (breaches.length !== noted)
    yield inRecord('/breaches', `has ${breaches.length} of the ${duty}, but ${noted} follows (${rule})`);
  for (const breach of breaches) yield* compared('/breaches', breach, { duty, due, at: due });
}

/** A poll after another one of its kind was possible: the one before had closed, and left a question open (EMG-6). */
function* callDifferences(
  { polls, rules, dues, breaches, justification }: EmergencyRecord,
  kind: EmergencyPollKind,
  place: number,
): Generator<Difference> {
  const { opens, calledBy } = polls[kind][place] as EmergencyPollRecord;
  const before = polls[kind].slice(0, place);
  const newest = before.at(-1);
  if (newest === undefined) return;
  const pointer = `/polls/${kind}/${place}/opens`;
  yield* notBefore(pointer, opens, { earliest: newest.closedAt, what: 'when the one before it closed' });
  const known = {
    polls: { [kind]: newest },
    formerPolls: before.slice(0, -1).map((poll) => ({ kind, ...poll })),
    limit: dues?.limit ?? null,
    justification: justification !== null && justification.at <= opens ? justification : null,
    breaches: breaches.filter(({ at }) => at <= opens).map(({ duty, at }) => ({ kind: duty, at })),
  } as unknown as Parameters<typeof anotherOverrideUntil>[0] & Parameters<typeof isAnswered>[0];
  const until = anotherOverrideUntil(known, rules.emergency.override.window);
  const isPossible =
    calledBy === null
      ? !isAnswered(known, kind)
      : callFault({ ...known, anotherOverrideUntil: until }, kind, opens) === undefined;
  if (!isPossible) yield inRecord(pointer, `is ${opens}, but the polls before left no question open (EMG-6)`);
}

function* pollDifferences(
  { rules, createdAt, dues, breaches, actor, ending }: EmergencyRecord,
  kind: EmergencyPollKind,
  { pointer, poll }: { readonly pointer: string; readonly poll: EmergencyPollRecord },
  decidedAt: string,
): Generator<Difference> {
  const { opens, closes, closedAt, electorate, tally, calledBy } = poll;
  const bar = rules.emergency[kind];
  const limit = dues?.limit ?? null;
  yield* notBefore(`${pointer}/opens`, opens, { earliest: createdAt, what: 'the act itself' });
  yield* notBefore(`/decided/at`, decidedAt, { earliest: opens, what: `when the ${kind} was opened` });
  yield* compared(`${pointer}/closes`, closes, pollCloses(kind, opens, { limit }, rules.emergency));
  yield* compared(`${pointer}/electorate/quorum`, electorate.quorum, leastWhole(bar.quorum, electorate.size));
  if (calledBy === null && (kind !== 'override' || breaches.length === 0))
    yield inRecord(`${pointer}/calledBy`, 'is null, but only a breach opens an override by itself (EMG-3)');
  if (kind === 'override' && calledBy === actor)
    yield inRecord(`${pointer}/calledBy`, `is ${actor}, whose own act it is (EMG-5)`);
  if (closedAt < opens || closedAt > closes)
    yield inRecord(`${pointer}/closedAt`, `is ${closedAt}, outside the window ${opens} to ${closes}`);
  if (tally === null) {
    if (decidedAt > closes && ending.rule !== 'PRO-9')
      yield inRecord(`${pointer}/tally`, 'is null, but the act was in force until it closed (EMG-5, EMG-6)');
    return;
  }
  const { offline } = rules.charter;
  yield* tallyDifferences(`${pointer}/tally`, tally, {
    ...bar,
    charter: { offline, deadlock: null },
    electors: electorate.size,
  });
  // How many of those who abstained were only assumed to, the evidence says.
  const figures = { ...tally, answered: tally.participating, offlineUnanswered: 0 };
  if (closedAt < closes && !decidedByElectorate(figures, bar))
    yield inRecord(
      `${pointer}/closedAt`,
      'is before the window’s end, but the votes for were not enough of the whole electorate (EMG-5, EMG-6)',
    );
}

/** What fixed the outcome: the first poll that reached what it was for, the limit, or the time that it stood (EMG-5 to EMG-7). */
function decidedBy(record: EmergencyRecord): EmergencyRecord['decided'] {
  const { polls, dues } = record;
  const limit = dues?.limit ?? null;
  const reached = emergencyPollKinds.flatMap((kind) => {
    const [outcome, rule] =
      kind === 'override' ? (['overridden', 'EMG-5'] as const) : (['ratified', 'EMG-6'] as const);
    return polls[kind]
      .filter(({ tally }) => tally?.verdict === 'adopted')
      .map(({ closedAt }) => ({ outcome, rule, at: closedAt }));
  });
  // At the same instant polls close first, the override before the ratification.
  const [first] = reached.toSorted((one, other) => Number(one.at > other.at) - Number(one.at < other.at));
  if (first !== undefined && (limit === null || first.at <= limit)) return first;
  if (limit !== null) return { outcome: 'expired', rule: 'EMG-6', at: limit };
  const stood = next(stateOf(record), record.rules.emergency);
  return stood === undefined ? null : { outcome: 'stood', rule: 'EMG-7', at: stood.at };
}

/** What the rules ask of an act that is in force without a limit, once everything owed is in and every poll is closed. */
const stateOf = ({ polls, report, justification, breaches }: EmergencyRecord) =>
  ({
    stage: 'in-force',
    retryOf: null,
    limit: null,
    report,
    justification,
    breaches: breaches.map(({ duty, at }) => ({ kind: duty, at })),
    polls: {},
    formerPolls: emergencyPollKinds.flatMap((kind) => polls[kind].map((poll) => ({ kind, ...poll }))),
  }) as unknown as EmergencyState;
