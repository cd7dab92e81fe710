/** Emergencies told by hand: their record and evidence as the engine would keep them. */
import type { EntryKind } from '../../rules/timeline.ts';
import { type ClosedPoll, composeEmergency } from '../../ledger/emergency/composition.ts';
import type { EmergencyEvidence, EmergencyRecord } from '../../ledger/emergency/schema.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { emergencyRulesOf } from '../../ledger/emergency/rules.ts';
import type { EmergencyPollKind } from '../../rules/emergency/state.ts';
import { pollCloses } from '../../rules/emergency/polls.ts';
import type { Choice } from '../../rules/model.ts';
import { leastWhole } from '../../rules/polls/share.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { defaultCharter } from '../support/polls.ts';
import { fail, later, people, start } from './script.ts';
import { rootsOf } from './roots.ts';

const emergencyId = '0190a1b2-0000-7000-8000-00000000000e';

/** Who acts is the first; the council without them is asked. */
const [actor = '', ...electors] = people(9);

/** A poll, in hours after the act. */
interface PollScript {
  readonly opens: number;
  readonly by: string | null;
  readonly ballots: readonly (readonly [elector: string, choice: Choice])[];
  /** When it closed, where that was before its window did. */
  readonly closedAt?: number;
  readonly unjudged?: true;
}

export interface EmergencyScript {
  /** Hours after the act; null: never. */
  readonly report?: number | null;
  readonly justification?: number | null;
  readonly polls?: Partial<Record<EmergencyPollKind, PollScript | readonly PollScript[]>>;
  readonly unlimited?: true;
  /** What fixed the outcome, and when it ended, in hours. */
  readonly decided: readonly [outcome: EmergencyRecord['outcome'], rule: string, hours: number];
  readonly ended: number;
}

export interface Told<Made, Beside> {
  readonly record: Made;
  readonly evidence: Beside;
}

const standard = defaultCharter();

export function emergency(script: EmergencyScript): Told<EmergencyRecord, EmergencyEvidence> {
  const all = emergencyRulesOf(standard) ?? fail('no emergencies');
  const rules = script.unlimited ? { ...all, emergency: { ...all.emergency, limit: null } } : all;
  const timeline: EmergencyEvidence['timeline'] = [];
  const note = (at: string, kind: EntryKind, facts: Record<string, unknown>): void =>
    void timeline.push({ decision: emergencyId, number: 0, at, kind, facts });
  const at = (hours: number): string => later(start, hours);
  const dues = { reportDue: at(24), justificationDue: at(72), limit: script.unlimited ? null : at(72) };
  const act = {
    what: 'The well was closed.',
    reason: 'The water smells of oil.',
    action: { type: 'none' },
    reversal: { type: 'none' },
  };
  note(start, 'acted', { by: actor, ...act, ...dues });
  note(start, 'action-done', { action: 'none', result: {} });
  const { report = 10, justification = 50, decided, ended } = script;
  const duties = [
    ['report', 'reported', report, dues.reportDue],
    ['justification', 'justified', justification, dues.justificationDue],
  ] as const;
  for (const [duty, kind, given, due] of duties) {
    const late = given !== null && at(given) >= due;
    if (given === null || late) note(due, 'breach', { duty, due });
    if (given !== null) note(at(given), kind, { by: actor, text: 'It had to be.', late });
  }
  const isMissed = (given: number | null, due: number): boolean => given === null || given >= due;
  if (isMissed(report, 24) || isMissed(justification, 72))
    note(at(isMissed(report, 24) ? 24 : 72), 'removal-opened', { id: 'removal' });
  const ballots: EmergencyEvidence['ballots'] = [];
  const electorate: EmergencyEvidence['electorate'] = [];
  const closed: Record<EmergencyPollKind, ClosedPoll[]> = { override: [], ratification: [] };
  for (const poll of ['override', 'ratification'] as const)
    for (const [place, told] of [script.polls?.[poll] ?? []].flat().entries()) {
      const opens = at(told.opens);
      const closes = pollCloses(poll, opens, dues, rules.emergency);
      const { threshold, quorum } = rules.emergency[poll];
      const fixed = { size: electors.length, quorum: leastWhole(quorum, electors.length) };
      note(opens, `${poll}-opened`, { by: told.by, reason: null, opens, closes, electorate: fixed });
      const number = { poll, pollNumber: place + 1 };
      for (const member of electors)
        electorate.push({ decision: emergencyId, ...number, member, offline: false });
      const given = { for: 0, against: 0, abstain: 0 };
      for (const [elector, choice] of told.ballots) {
        given[choice] += 1;
        ballots.push({
          decision: emergencyId,
          ...number,
          elector,
          number: 1,
          choice,
          ranking: null,
          reason: null,
          version: 1,
          at: later(opens, 1),
        });
      }
      const closedAt = told.closedAt === undefined ? closes : at(told.closedAt);
      const figures = {
        ...given,
        represented: 0,
        electorate: electors.length,
        answered: told.ballots.length,
        offlineUnanswered: 0,
      };
      const tally = tallyOf(figures, { threshold, quorum }, { offline: standard.offline, deadlock: null });
      closed[poll].push({ closedAt, tally: told.unjudged ? null : tally });
      if (!told.unjudged) note(closedAt, `${poll}-closed`, { closedAt, tally });
    }
  const [outcome, rule, hours] = decided;
  note(at(hours), 'decided', { outcome, rule });
  const reversed = outcome === 'overridden' || outcome === 'expired';
  if (reversed) note(at(hours), 'reversal-opened', { action: 'none' });
  note(at(ended), 'ended', { outcome, rule, actionState: 'done', reversalState: reversed ? 'done' : null });
  const evidence: EmergencyEvidence = {
    ballots,
    departures: [],
    electorate,
    format: evidenceFormat,
    kind: 'emergency',
    salt: null,
    timeline: timeline
      .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
      .map((entry, place) => ({ ...entry, number: place + 1 })),
  };
  const record = composeEmergency({
    id: emergencyId,
    actor,
    createdAt: start,
    rules,
    polls: closed,
    charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
    timeline: evidence.timeline,
    evidence: rootsOf(evidence) as EmergencyRecord['evidence'],
  });
  return { record, evidence };
}

/** The first so many electors for, the next so many against. */
const cast = (votesFor: number, against: number): PollScript['ballots'] =>
  electors
    .slice(0, votesFor + against)
    .map((elector, place) => [elector, place < votesFor ? 'for' : 'against'] as const);

/** Every way an emergency can go. */
export const emergencies: Readonly<Record<string, EmergencyScript>> = {
  'EMG-6 expired at its limit': { decided: ['expired', 'EMG-6', 72], ended: 72 },
  'EMG-3 EMG-4 expired, with both breaches and the override that opened by itself': {
    report: null,
    justification: null,
    polls: { override: { opens: 24, by: null, ballots: cast(3, 3) } },
    decided: ['expired', 'EMG-6', 72],
    ended: 72,
  },
  'EMG-5 overridden at once by three quarters of the whole electorate': {
    justification: null,
    polls: { override: { opens: 20, by: 'm2', ballots: cast(6, 0), closedAt: 30 } },
    decided: ['overridden', 'EMG-5', 30],
    ended: 72,
  },
  'EMG-5 overridden at the limit, at which polls close first': {
    polls: { override: { opens: 20, by: 'm2', ballots: cast(5, 1) } },
    decided: ['overridden', 'EMG-5', 72],
    ended: 73,
  },
  'EMG-6 ratified, while an override was open': {
    polls: {
      override: { opens: 12, by: 'm2', ballots: cast(2, 2), closedAt: 60, unjudged: true },
      ratification: { opens: 30, by: 'm3', ballots: cast(6, 2), closedAt: 40 },
    },
    decided: ['ratified', 'EMG-6', 40],
    ended: 60,
  },
  'EMG-4 a report and a justification that came late, each beside its breach': {
    report: 30,
    justification: 72.5,
    polls: { override: { opens: 24, by: null, ballots: cast(3, 3) } },
    decided: ['expired', 'EMG-6', 72],
    ended: 90,
  },
  'EMG-6 overridden by a second poll, without a limit, after one that missed its quorum': {
    unlimited: true,
    polls: {
      override: [
        { opens: 1, by: 'm2', ballots: cast(5, 0) },
        { opens: 80, by: 'm3', ballots: cast(6, 0), closedAt: 81 },
      ],
    },
    decided: ['overridden', 'EMG-5', 81],
    ended: 90,
  },
  'EMG-7 stood without a limit': {
    unlimited: true,
    polls: { override: { opens: 20, by: 'm2', ballots: cast(4, 4) } },
    decided: ['stood', 'EMG-7', 122],
    ended: 122,
  },
};
