/** The course of an emergency: how it stands after what happened, what fixes its outcome, and who owes what (EMG-3 to EMG-8, CNF-5). */
import { describe, expect, it } from 'vitest';
import type { EmergencyEntry } from '../../rules/emergency/entries.ts';
import { evolve } from '../../rules/emergency/evolve.ts';
import { emergencyOwed, owingEmergency } from '../../rules/emergency/owing.ts';
import { closed, electorateOfPoll, notOpened, opened, pollsOpened } from '../../rules/emergency/polls.ts';
import {
  accountedAt,
  begunEmergency,
  type EmergencyPoll,
  emergencyPollKinds,
  type EmergencyState,
  isAccounted,
} from '../../rules/emergency/state.ts';
import { decidedBy, next } from '../../rules/emergency/step.ts';
import type { Action } from '../../rules/model.ts';
import { type Tally, tallyOf } from '../../rules/polls/tally.ts';
import { charter } from './charter.ts';
import { at, emergency, poll, rules, said } from './emergencies.ts';

/** After what happened, each at its hour. */
const after = (
  state: EmergencyState,
  ...happened: readonly (readonly [hours: number, kind: EmergencyEntry['kind'], facts: object])[]
): EmergencyState =>
  happened.reduce(
    (held, [hours, kind, facts]) => evolve(held, { at: at(hours), kind, facts } as EmergencyEntry),
    state,
  );

/** So many of eight for, and nobody against. */
const tally = (votes: number): Tally =>
  tallyOf(
    {
      for: votes,
      against: 0,
      abstain: 0,
      represented: 0,
      electorate: 8,
      answered: votes,
      offlineUnanswered: 0,
    },
    rules.override,
    { offline: charter().offline, deadlock: null },
  );
const electorate = { size: 5, quorum: 4 };
const task: Action = { type: 'task', assignee: 'carl', instructions: 'Dig', by: at(90) };

it('EMG-1 begins in force, with nothing given, missed, asked or done', () => {
  const { id, actor, what, reason, action, reversal, createdAt, ...dues } = emergency();
  const { reportDue, justificationDue, limit } = dues;
  const given = { id, actor, what, reason, action, reversal, createdAt, reportDue, justificationDue, limit };
  const copy = { version: 3, hash: 'a', pace: 1 };
  expect(begunEmergency({ ...given, charter: { ...copy, more: 1 } as typeof copy })).toEqual({
    ...given,
    charter: copy,
    stage: 'in-force',
    deadline: null,
    report: null,
    justification: null,
    breaches: [],
    polls: {},
    formerPolls: [],
    anotherOverrideUntil: null,
    removal: null,
    actionState: 'pending',
    reversalState: null,
    outcome: null,
    decidedAt: null,
    endedAt: null,
    retryOf: null,
    retriedBy: null,
    retryUntil: null,
    nodeVetoes: [],
  });
});

describe('an emergency after', () => {
  const begun = emergency({ actionState: 'pending' });

  it('EMG-3 EMG-4 its report and its justification has them, as late as they were, and each breach', () => {
    const facts = { by: 'lena', text: 'So it was.' };
    const told = after(
      begun,
      [24, 'breach', { duty: 'report', due: at(24) }],
      [25, 'reported', { ...facts, late: true }],
      [40, 'justified', { ...facts, late: false }],
      [72, 'breach', { duty: 'justification', due: at(72) }],
      [73, 'removal-opened', { id: 'removal-1' }],
    );
    expect(told).toEqual({
      ...begun,
      report: said(25, true),
      justification: said(40),
      breaches: [
        { kind: 'report', at: at(24) },
        { kind: 'justification', at: at(72) },
      ],
      removal: 'removal-1',
    });
  });

  it('EMG-1 its action is done or has failed', () => {
    expect(after(begun, [0, 'action-done', {}])).toEqual({ ...begun, actionState: 'done' });
    expect(after(begun, [0, 'action-failed', {}])).toEqual({ ...begun, actionState: 'failed' });
  });

  it('EMG-5 EMG-6 polls that opened and were counted has them, each in its place', () => {
    for (const kind of emergencyPollKinds) {
      const window = { by: 'anna', reason: 'Too far.', opens: at(1), closes: at(72), electorate };
      const open = { calledBy: 'anna', reason: 'Too far.', opens: at(1), closes: at(72), electorate };
      const asked = after(begun, [1, `${kind}-opened`, window]);
      expect(asked).toEqual({
        ...begun,
        polls: { [kind]: { ...open, closedAt: null, tally: null } },
      });
      const counted = after(asked, [30, `${kind}-closed`, { closedAt: at(30), tally: tally(6) }]);
      expect(counted.polls).toEqual({ [kind]: { ...open, closedAt: at(30), tally: tally(6) } });
    }
  });

  it('EMG-7 its outcome is reversed, or waits for what is owed; an open poll judges nothing any more', () => {
    const polls = { override: poll(1, 50), ratification: poll(1, 60, 10) };
    const asked = { ...begun, polls };
    for (const [outcome, stage] of [
      ['overridden', 'reversal'],
      ['expired', 'reversal'],
      ['ratified', 'accounting'],
      ['stood', 'accounting'],
    ] as const) {
      const over = { ...asked, outcome, stage };
      expect(after(asked, [40, 'decided', { outcome, rule: 'EMG-5' }])).toEqual({
        ...over,
        decidedAt: at(40),
        polls: { ...polls, override: poll(1, 50, 40) },
      });
      // Noticed late, it had closed at its close.
      expect(after(asked, [55, 'decided', { outcome, rule: 'EMG-5' }]).polls.override).toEqual(
        poll(1, 50, 50),
      );
    }
    expect(after(begun, [40, 'decided', { outcome: 'stood', rule: 'EMG-7' }]).polls).toEqual({});
  });

  it('EMG-2 EMG-7 its reversal began, and was done or failed', () => {
    const reversing = after(begun, [72, 'reversal-opened', { action: 'task' }]);
    expect(reversing).toEqual({ ...begun, stage: 'reversal', reversalState: 'pending' });
    expect(after(reversing, [73, 'reversal-done', {}])).toEqual({ ...reversing, reversalState: 'done' });
    expect(after(reversing, [73, 'reversal-failed', {}])).toEqual({ ...reversing, reversalState: 'failed' });
  });

  it('EMG-7 EXE-2 PRO-9 its end waits for nothing, and names the one that goes on, if one does', () => {
    const open = { ...begun, polls: { override: poll(1, 50) } };
    const facts = { outcome: 'interrupted', rule: 'PRO-9', actionState: 'done', reversalState: null };
    const over = after(open, [40, 'ended', facts]);
    expect(over).toEqual({
      ...open,
      stage: 'ended',
      deadline: null,
      endedAt: at(40),
      outcome: 'interrupted',
      actionState: 'done',
      polls: { override: poll(1, 50, 40) },
    });
    expect(after(open, [40, 'ended', { ...facts, to: 'e2' }]).retriedBy).toBe('e2');
    expect(after({ ...open, retriedBy: 'e3' }, [40, 'ended', facts]).retriedBy).toBe('e3');
    expect(after(over, [50, 'retried-by', { id: 'e2' }])).toEqual({ ...over, retriedBy: 'e2' });
  });

  it.each([
    ...(['acted', 'retry-of', 'override-passed-over', 'removal-passed-over'] as const),
    ...(['task-confirmed', 'allocation-ended'] as const),
  ])('EMG-1 %s stands as before', (kind) => {
    expect(after(begun, [1, kind, {}])).toBe(begun);
  });
});

describe('the newest poll of a kind', () => {
  const first = { ...poll(1, 20, 20), tally: tally(1) };
  const override = (one: EmergencyPoll) => emergency({ polls: { override: one } });

  it('EMG-6 MEM-3 bears its number, and has an electorate of its own from the second on', () => {
    const none = emergency();
    const one = opened(none, 'override', first);
    const two = opened(one, 'override', poll(30, 60));
    const both = opened(two, 'ratification', poll(30, 60));
    expect([none, one, two, both].map((state) => pollsOpened(state, 'override'))).toEqual([0, 1, 2, 2]);
    expect([none, two, both].map((state) => pollsOpened(state, 'ratification'))).toEqual([0, 0, 1]);
    expect([one, two].map((state) => electorateOfPoll(state, 'override'))).toEqual([
      'e1/override',
      'e1/override/2',
    ]);
    expect(electorateOfPoll(both, 'ratification')).toBe('e1/ratification');
  });

  it('EMG-6 keeps those before it; one whose electorate was not fixed yet is itself', () => {
    expect(opened(override(first), 'override', poll(30, 60)).formerPolls).toEqual([
      { kind: 'override', ...first },
    ]);
    const opening = override({ ...poll(30, 60), electorate: null });
    expect(opened(opening, 'override', poll(31, 60))).toEqual({
      ...opening,
      polls: { override: poll(31, 60) },
    });
  });

  it('EMG-5 that is refused as it opens leaves the one before it, or none', () => {
    const refused = opened(opened(override(first), 'override', poll(30, 60)), 'ratification', poll(31, 60));
    expect(notOpened(refused, 'override')).toEqual({
      ...refused,
      polls: { override: first, ratification: poll(31, 60) },
      formerPolls: [],
    });
    expect(notOpened(refused, 'ratification')).toEqual({ ...refused, polls: { override: poll(30, 60) } });
    const again = opened(refused, 'override', poll(62, 70));
    expect(notOpened(again, 'override')).toMatchObject({
      polls: { override: poll(30, 60) },
      formerPolls: [{ opens: at(1) }],
    });
  });

  it('EMG-5 is counted; where none was called nothing is', () => {
    expect(closed(override(poll(1, 20)), 'override', { closedAt: at(20), tally: tally(1) }).polls).toEqual({
      override: first,
    });
    const none = emergency();
    expect(closed(none, 'override', { closedAt: at(20), tally: tally(1) })).toBe(none);
  });
});

describe('the outcome', () => {
  const reached = { ...poll(1, 20, 19), tally: tally(7) };
  const failed = { ...poll(1, 20, 20), tally: tally(1) };

  it('EMG-5 EMG-6 EMG-7 is fixed by a poll that reached what it was for, the override first, else by time', () => {
    const decided = (polls: EmergencyState['polls'], due?: Parameters<typeof decidedBy>[1]) =>
      decidedBy({ polls }, due);
    const limit = { at: at(72), what: 'limit' } as const;
    expect(decided({ override: reached, ratification: { ...reached, closedAt: at(18) } }, limit)).toEqual({
      outcome: 'overridden',
      rule: 'EMG-5',
      at: at(19),
    });
    expect(decided({ override: failed, ratification: reached })).toEqual({
      outcome: 'ratified',
      rule: 'EMG-6',
      at: at(19),
    });
    expect(decided({ override: failed }, limit)).toEqual({ outcome: 'expired', rule: 'EMG-6', at: at(72) });
    expect(decided({}, { at: at(77), what: 'stood' })).toEqual({
      outcome: 'stood',
      rule: 'EMG-7',
      at: at(77),
    });
    for (const due of [undefined, { at: at(24), what: 'breach', kind: 'report' } as const])
      expect(decided({ override: failed, ratification: poll(1, 20) }, due)).toBeUndefined();
    // An open one decides nothing, whatever it stands at.
    expect(decided({ override: { ...reached, closedAt: null } })).toBeUndefined();
  });
});

describe('what falls due next', () => {
  it('EMG-5 is what comes first, whatever its row: the report before a poll that closes later, and the poll before a later breach', () => {
    const asked = (closes: number) => emergency({ polls: { override: poll(1, closes) } });
    expect(next(asked(60), rules)).toEqual({ at: at(24), what: 'breach', kind: 'report' });
    expect(next(asked(12), rules)).toEqual({ at: at(12), what: 'poll', kind: 'override' });
    const both = emergency({ polls: { override: poll(1, 20), ratification: poll(1, 10) } });
    expect(next(both, rules)).toEqual({ at: at(10), what: 'poll', kind: 'ratification' });
    expect(next(emergency({ limit: at(10) }), rules)).toEqual({ at: at(10), what: 'limit' });
  });

  it('EMG-7 EXE-2 is nothing once it has ended, nor where a reversal is tried again', () => {
    for (const limit of [at(72), null]) {
      expect(next(emergency({ stage: 'ended', limit }), rules)).toBeUndefined();
      expect(next(emergency({ retryOf: 'e0', limit }), rules)).toBeUndefined();
    }
  });

  it('EMG-7 where there is a limit, or before it is accounted for, nothing stands by itself', () => {
    const accounted = { report: said(1), justification: said(2) };
    expect(next(emergency(accounted), rules)).toEqual({ at: at(72), what: 'limit' });
    const short = { ...rules, override: { ...rules.override, window: 3_600_000 } };
    expect(next(emergency(accounted), short)).toEqual({ at: at(72), what: 'limit' });
    expect(next(emergency({ ...accounted, stage: 'accounting', limit: null }), rules)).toBeUndefined();
    const unlimited = emergency({ limit: null, report: said(1) });
    expect(next(unlimited, rules)).toMatchObject({ what: 'breach', kind: 'justification' });
    expect([unlimited, emergency(accounted)].map(isAccounted)).toEqual([false, true]);
  });

  it('EMG-7 what stands, stands after the last of all its overrides', () => {
    const accounted = emergency({ limit: null, report: said(1), justification: said(2) });
    const formerPolls = [{ kind: 'override', ...poll(3, 75, 75) }] as const;
    expect(next({ ...accounted, formerPolls }, rules)).toEqual({ at: at(75), what: 'stood' });
    const again = { ...accounted, formerPolls, polls: { override: poll(76, 90, 80) } };
    expect(next(again, rules)).toEqual({ at: at(80), what: 'stood' });
  });

  it('EMG-4 EMG-7 is counted from the justification or its own breach, not from that of the report', () => {
    const report = { kind: 'report', at: at(24) } as const;
    expect(accountedAt({ justification: null, breaches: [] })).toBeUndefined();
    expect(accountedAt({ justification: null, breaches: [report] })).toBeUndefined();
    expect(accountedAt({ justification: said(30), breaches: [report] })).toBe(at(30));
    const breaches = [report, { kind: 'justification', at: at(72) }] as const;
    expect(accountedAt({ justification: said(80, true), breaches })).toBe(at(72));
  });
});

describe('what is owed in an emergency', () => {
  const reports = [
    { act: 'report', opens: at(0), due: at(24) },
    { act: 'justification', opens: at(0), due: at(72) },
  ];

  it('CNF-5 EMG-3 EMG-4 are report and justification from the act on, but not of a reversal that is tried again', () => {
    expect(emergencyOwed(emergency(), null)).toEqual(reports);
    expect(emergencyOwed(emergency({ report: said(1) }), null)).toEqual(reports.slice(1));
    expect(emergencyOwed(emergency({ retryOf: 'e0' }), null)).toEqual([]);
  });

  it('CNF-5 EMG-5 EMG-6 are the ballots of each open poll while it is in force', () => {
    const polls = { override: poll(1, 50), ratification: poll(2, 60) };
    const ballots = [
      { act: 'polls/override/ballot', opens: at(1), due: at(50) },
      { act: 'polls/ratification/ballot', opens: at(2), due: at(60) },
    ];
    expect(emergencyOwed(emergency({ polls }), null)).toEqual([...reports, ...ballots]);
    expect(emergencyOwed(emergency({ polls: { ...polls, override: poll(1, 50, 40) } }), null)).toEqual([
      ...reports,
      ...ballots.slice(1),
    ]);
    expect(emergencyOwed(emergency({ polls, stage: 'accounting' }), null)).toEqual(reports);
    const owing = (state: EmergencyState) =>
      emergencyPollKinds.map((kind) => owingEmergency(state, `polls/${kind}/ballot`));
    expect(owing(emergency({ polls }))).toEqual([
      [{ unanswered: 'override' }],
      [{ unanswered: 'ratification' }],
    ]);
    expect(owing(emergency({ polls: { override: poll(1, 50, 40), ratification: poll(1, 50, 40) } }))).toEqual(
      [[], []],
    );
    expect(owing(emergency())).toEqual([[], []]);
    expect(owingEmergency(emergency({ polls }), 'ruling')).toEqual([]);
  });

  it('CNF-5 EXE-1 is a task from when it was asked for until its date', () => {
    const asked = emergency({ action: task, actionState: 'awaited' });
    expect(emergencyOwed(asked, at(5))).toEqual([...reports, { act: 'task', opens: at(5), due: at(90) }]);
    expect(emergencyOwed(asked, null)).toEqual(reports);
    expect(emergencyOwed(emergency(), at(5))).toEqual(reports);
  });

  it('CNF-5 EXE-1 is no task where a call is awaited, of the act or of its reversal', () => {
    const call: Action = { type: 'http.call', method: 'POST', url: 'http://example.org/' };
    const acting = emergency({ action: call, actionState: 'awaited' });
    expect(emergencyOwed(acting, at(5))).toEqual(reports);
    const reversing = { action: call, reversal: call, reversalState: 'awaited' } as const;
    expect(emergencyOwed(emergency(reversing), at(5))).toEqual(reports);
  });
});
