/** Computes an emergency again from its record and evidence (EMG-1 to EMG-7, REC-1). */
import type { EmergencyPollKind } from '../../rules/emergency/state.ts';
import { decidedByElectorate } from '../../rules/emergency/polls.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { type Body, bodyOf, report, signingIn, standing } from '../answers/standing.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import { answerBefore, departureBefore, disordered } from '../answers/entries.ts';
import { figuresOf } from '../recount/tallied.ts';
import { numberedDifferences, type ExpectedEntries, expectedDifferences } from '../recount/timeline.ts';
import { composeEmergency } from './composition.ts';
import { emergencyPollKinds } from '../../rules/emergency/state.ts';
import type { EmergencyEvidence, EmergencyPollRecord, EmergencyRecord } from './schema.ts';

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
  // Whose workflow was lost in between has not told of everything (PRO-9).
  if (record.ending.rule === 'PRO-9') return;
  yield* expectedDifferences(timeline, expected(record));
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
  if (poll.tally === null) return poll;
  const figures = figuresOf(body.electors, { opens, closes: closedAt }, stands);
  const bar = rules.emergency[kind];
  if (closedAt < closes && !decidedByElectorate(figures, bar))
    report(
      body,
      inRecord(
        `${pointer}/closedAt`,
        'is before the window’s end, but the ballots for were not enough of the whole electorate (EMG-5, EMG-6)',
      ),
    );
  return { ...poll, tally: tallyOf(figures, bar, { offline: rules.charter.offline, deadlock: null }) };
}

/** What is told once each time it happens, and what the record has of it. */
const expected = ({ polls, retryOf }: EmergencyRecord): readonly ExpectedEntries[] => [
  { kind: 'acted', due: retryOf === null ? [{}] : [] },
  ...emergencyPollKinds.flatMap((kind): ExpectedEntries[] => [
    { kind: `${kind}-opened`, due: polls[kind].map(() => ({})) },
    {
      kind: `${kind}-closed`,
      due: polls[kind].flatMap(({ closedAt, tally }) => (tally === null ? [] : [{ closedAt, tally }])),
    },
  ]),
];
