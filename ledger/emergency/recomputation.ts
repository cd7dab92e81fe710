/** Computes an emergency again: from its record alone, and from its evidence too (EMG-1 to EMG-7, REC-1). */
import type { EmergencyEntry } from '../../rules/emergency/entries.ts';
import type { EmergencyPollKind } from '../../rules/emergency/state.ts';
import { decidedByElectorate } from '../../rules/emergency/polls.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { type Body, bodyOf, report, signingIn, standing } from '../answers/standing.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import { answerBefore, departureBefore, disordered } from '../answers/entries.ts';
import { figuresOf } from '../recount/tallied.ts';
import { tookPartAgain, tookPartDifferences } from '../recount/took-part.ts';
import { tallyDifferences } from '../recount/tally-figures.ts';
import { replay, toldIn } from '../recount/replay.ts';
import { numberedDifferences, toldAlike } from '../recount/timeline.ts';
import { notBefore } from '../proposal/course/windows.ts';
import { doneBeforeDifferences } from '../proposal/done-before.ts';
import { heldDifferences } from '../node-veto/on-act.ts';
import { composeEmergency } from './composition.ts';
import { emergencyPollKinds } from '../../rules/emergency/state.ts';
import { begun, emergencyCourse, tooEarly } from './course.ts';
import { retold } from './retelling.ts';
import type { EmergencyEvidence, EmergencyPollRecord, EmergencyRecord } from './schema.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* emergencyFigures(record: EmergencyRecord): Generator<Difference> {
  const told = retold(record);
  yield* replay(emergencyCourse(record), begun(record), told);
  const timeline = told.map(({ entry }, place) => ({ decision: record.id, number: place + 1, ...entry }));
  yield* compared('', record, composeEmergency({ ...record, timeline }));
  yield* heldDifferences(record);
  yield* doneBeforeDifferences(record, record.retryOf !== null && record.reversalState === 'done');
  if (record.decided !== null)
    yield* notBefore('/endedAt', record.endedAt, {
      earliest: record.decided.at,
      what: 'when its outcome was fixed',
    });
  for (const kind of emergencyPollKinds)
    for (const [place, poll] of record.polls[kind].entries())
      yield* pollFigures(`/polls/${kind}/${place}`, record, kind, poll);
}

function* pollFigures(
  pointer: string,
  { rules: { emergency, charter }, createdAt }: EmergencyRecord,
  kind: EmergencyPollKind,
  { opens, closes, closedAt, tally, electorate, ...told }: EmergencyPollRecord,
): Generator<Difference> {
  const { offline } = charter;
  yield* notBefore(`${pointer}/opens`, opens, { earliest: createdAt, what: 'the act itself' });
  if (closedAt < opens || closedAt > closes)
    yield inRecord(`${pointer}/closedAt`, `is ${closedAt}, outside the window ${opens} to ${closes}`);
  yield* tookPartDifferences(pointer, told, tally);
  if (tally !== null)
    yield* tallyDifferences(`${pointer}/tally`, tally, {
      ...emergency[kind],
      charter: { offline, deadlock: null },
      electors: electorate.size,
    });
}

/** Everything in which the record of an emergency differs from what follows from its evidence. */
export function* emergencyDifferences(
  record: EmergencyRecord,
  evidence: EmergencyEvidence,
): Generator<Difference> {
  const { timeline } = evidence;
  yield* disordered('ballots', evidence.ballots, answerBefore);
  yield* disordered('departures', evidence.departures, departureBefore);
  yield* disordered('electorate', evidence.electorate, electorBefore);
  yield* unexpected(record, evidence);
  yield* numberedDifferences('timeline', timeline);
  if (!timeline.some(({ kind }) => kind === 'ended')) {
    yield inEvidence('/timeline', 'has no ending (PRO-9)');
    return;
  }
  const polls = { override: [...record.polls.override], ratification: [...record.polls.ratification] };
  for (const kind of emergencyPollKinds)
    for (const [place, poll] of polls[kind].entries()) {
      const body = bodyOf(
        evidence.electorate.filter((elector) => elector.poll === kind && elector.pollNumber === place + 1),
        evidence.departures,
        signingIn(record, poll.opens),
      );
      const pointer = `/polls/${kind}/${place}`;
      yield* compared(`${pointer}/electorate/size`, poll.electorate.size, body.electors.size);
      if (body.electors.has(record.actor))
        yield inEvidence('/electorate', `has ${record.actor}, who would judge their own case (GUA-2)`);
      polls[kind][place] = pollAgain(body, record, evidence, { pointer, kind, number: place + 1, poll });
      yield* body.found;
    }
  yield* compared('', record, composeEmergency({ ...record, polls, timeline }));
  yield* replay(emergencyCourse(record), begun(record), toldIn<EmergencyEntry>('timeline', timeline));
  // Whose workflow was lost in between has not told of everything (PRO-9).
  if (record.ending.rule === 'PRO-9') return;
  yield* toldAlike(
    timeline,
    retold(record).map(({ entry }) => entry),
    toldOnce,
  );
  yield* unanswered(record, timeline);
}

type Elector = EmergencyEvidence['electorate'][number];

const electorBefore = (one: Elector, other: Elector): boolean => {
  if (one.poll !== other.poll) return one.poll < other.poll;
  return one.pollNumber === other.pollNumber ? one.member < other.member : one.pollNumber < other.pollNumber;
};

/** A breach asks the council about the leader, and while the act is in force about the act, or it says why not (EMG-3, EMG-4). */
function* unanswered(
  { breaches, decided }: EmergencyRecord,
  timeline: EmergencyEvidence['timeline'],
): Generator<Difference> {
  const inForce = breaches.some(({ at }) => at < (decided?.at ?? ''));
  const asked = { removal: breaches.length > 0, override: inForce };
  for (const [what, isDue] of Object.entries(asked)) {
    const isTold = timeline.some(({ kind }) => kind === `${what}-opened` || kind === `${what}-passed-over`);
    if (isDue && !isTold)
      yield inEvidence(
        '/timeline',
        `tells of a breach, but not of ${what === 'removal' ? 'a' : 'an'} ${what} that opened or was passed over (EMG-3, EMG-4)`,
      );
  }
}

/** Answers, electors and departures of polls that the record does not have would be counted nowhere. */
function* unexpected({ polls }: EmergencyRecord, evidence: EmergencyEvidence): Generator<Difference> {
  for (const part of ['ballots', 'electorate', 'departures'] as const)
    for (const [place, entry] of evidence[part].entries()) {
      if (entry.pollNumber > polls[entry.poll].length)
        yield inEvidence(`/${part}/${place}`, `is of a poll, ${entry.poll}, that the record does not have`);
    }
}

/** The poll as it follows from its ballots (EMG-5, EMG-6, VOT-5). */
function pollAgain(
  body: Body,
  { rules }: EmergencyRecord,
  { ballots }: EmergencyEvidence,
  {
    pointer,
    kind,
    number,
    poll,
  }: {
    readonly pointer: string;
    readonly kind: EmergencyPollKind;
    readonly number: number;
    readonly poll: EmergencyPollRecord;
  },
): EmergencyPollRecord {
  const { opens, closes, closedAt } = poll;
  const spans = [{ from: opens, to: closes }];
  const window = { version: 1, opens, closes, closedAt, spans };
  const stands = standing(body, ballots, { ...window, part: 'ballots', poll: kind, number });
  const { participation, reasonsAgainst: _reasons, ...rest } = poll;
  if (poll.tally === null) return rest;
  const figures = figuresOf(body.electors, { opens, closes: closedAt }, stands);
  const bar = rules.emergency[kind];
  if (closedAt < closes && !decidedByElectorate(figures, bar))
    report(body, inRecord(`${pointer}/closedAt`, tooEarly));
  // Whether who acted was of the council, only the members of that time would tell (GUA-2).
  const { offline } = rules.charter;
  const recused = Math.min(participation?.recused ?? 0, 1);
  return {
    ...rest,
    ...tookPartAgain(figures, stands.last, { offline, recused }),
    tally: tallyOf(figures, bar, { offline, deadlock: null }),
  };
}

/** What is told each time that it happens. */
const toldOnce = [
  'acted',
  ...emergencyPollKinds.flatMap((kind) => [`${kind}-opened`, `${kind}-closed`] as const),
] as const;
