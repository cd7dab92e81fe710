/** When reminders fall due, and whom they are for: half and nine tenths of every window, whoever still owes an act in it. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { OwedAct } from '../../rules/audience.ts';
import type { Requirement } from '../../rules/proposal/state.ts';
import { kindOf, type Process } from '../../rules/kinds.ts';
import { windowsOwed } from '../../rules/proposal/owing.ts';
import { marksOf, nextMark, type OwedWindow, remindersReached } from '../../rules/reminders.ts';
import { appealState, conflictState, emergencyState, proposalState } from '../support/states.ts';

/** Who still owes an act as a process stands. */
const stillOwing = (process: Process, act: OwedAct) => kindOf(process).stillOwing(process.state, act);

const opens = '2026-03-02T09:00:00.000Z';
const due = '2026-03-05T09:00:00.000Z';
const half = '2026-03-03T21:00:00.000Z';
const nineTenths = '2026-03-05T01:48:00.000Z';
const ballot: OwedWindow = { act: 'ballot', opens, due };

const millisecond = (instant: string, by: number): string => new Date(Date.parse(instant) + by).toISOString();

describe('the marks of a window', () => {
  it('CNF-5 DEL-3 are its half and its nine tenths', () => {
    expect(marksOf(opens, due)).toEqual([half, nineTenths]);
  });

  it('CNF-5 come one after the other, each once, at its instant and not before', () => {
    expect(nextMark([ballot], opens)).toBe(half);
    expect(nextMark([ballot], millisecond(half, -1))).toBe(half);
    expect(nextMark([ballot], half)).toBe(nineTenths);
    expect(nextMark([ballot], nineTenths)).toBeNull();
    expect(remindersReached([ballot], opens, millisecond(half, -1))).toEqual([]);
    expect(remindersReached([ballot], opens, half)).toEqual([{ ...ballot, mark: half }]);
    expect(remindersReached([ballot], half, nineTenths)).toEqual([{ ...ballot, mark: nineTenths }]);
    expect(remindersReached([ballot], half, millisecond(nineTenths, -1))).toEqual([]);
  });

  it('CNF-5 that were both missed are made up for once, and after the window not at all', () => {
    const late = millisecond(due, -1);
    expect(remindersReached([ballot], opens, late)).toEqual([{ ...ballot, mark: nineTenths }]);
    expect(remindersReached([ballot], opens, due)).toEqual([]);
  });

  it('CNF-5 of a window of some milliseconds never fall on its close', () => {
    const short = { ...ballot, due: millisecond(opens, 3) };
    expect(nextMark([short], opens)).toBe(millisecond(opens, 2));
    expect(nextMark([short], millisecond(opens, 2))).toBeNull();
  });

  it.prop([fc.integer({ min: 1, max: 1e10 }), fc.array(fc.integer({ min: 1, max: 1e9 }))])(
    'CNF-5 however late a machine looks, each mark reminds at most once, in its window and not before it',
    (length, pauses) => {
      const window: OwedWindow = { act: 'ballot', opens, due: millisecond(opens, length) };
      const given: string[] = [];
      let reminded = opens;
      for (const pause of pauses) {
        const at = millisecond(reminded, pause);
        for (const { mark } of remindersReached([window], reminded, at)) {
          expect(marksOf(window.opens, window.due)).toContain(mark);
          expect(mark <= at && at < window.due).toBe(true);
          given.push(mark);
        }
        reminded = at;
      }
      expect(new Set(given).size).toBe(given.length);
      expect(given).toEqual(given.toSorted());
    },
  );
});

const requirement = (
  what: Requirement['what'],
  who: string,
  more: Partial<Requirement> = {},
): Requirement => ({
  what,
  who,
  version: 1,
  asked: opens,
  until: '2026-03-09T09:00:00.000Z',
  closed: null,
  ...more,
});

describe('a proposal', () => {
  it('CNF-5 owes something in the stages where somebody must act, in the window of the stage', () => {
    const acts = (
      ['draft', 'discussion', 'voting', 'guardian-resolution', 'guardian-approval', 'execution'] as const
    )
      .map((stage) => windowsOwed(proposalState({ stage, deadline: due }), opens))
      .flatMap(([window]) => window!);
    expect(acts.map(({ act }) => act)).toEqual([
      ...['submission', 'position', 'ballot', 'resolution', 'approval', 'task'],
    ]);
    for (const window of acts) expect(window).toMatchObject({ opens, due });
  });

  it.each(['review', 'deferred', 'veto', 'appeal', 'delay', 'ended'] as const)(
    'CNF-5 owes nothing in %s',
    (stage) => {
      expect(windowsOwed(proposalState({ stage, deadline: due }), opens)).toEqual([]);
    },
  );

  it('AMD-2 CNF-5 owes the approval in the delay, where it is owed still', () => {
    const owing = proposalState({ stage: 'delay', deadline: due, approver: 'anna' });
    expect(windowsOwed(owing, opens)).toEqual([{ act: 'approval', opens, due }]);
    expect(stillOwing({ kind: 'proposal', state: owing }, 'approval')).toEqual([{ members: ['anna'] }]);
    const given = proposalState({ stage: 'delay', deadline: due, guardian: 'anna' });
    expect(stillOwing({ kind: 'proposal', state: given }, 'approval')).toEqual([]);
  });

  it('CNF-5 an act without a deadline has no window', () => {
    expect(windowsOwed(proposalState({ stage: 'execution', deadline: null }), opens)).toEqual([]);
  });

  it('PRO-11 JUS-1 each requirement has its own window from the submission, whatever the stage, until it is closed', () => {
    const closed = { at: opens, how: 'met' } as const;
    const requirements = [
      requirement('consent', 'ben'),
      requirement('consent', 'dora'),
      requirement('resources', 'resource-steward', { closed }),
      requirement('hearing', 'emil', { until: due }),
    ];
    const state = proposalState({ stage: 'review', deadline: due, requirements });
    expect(windowsOwed(state, half)).toEqual([
      { act: 'consents', opens, due: '2026-03-09T09:00:00.000Z' },
      { act: 'hearing', opens, due },
    ]);
    expect(windowsOwed({ ...state, stage: 'ended' }, half)).toEqual([]);
  });
});

describe('who still owes', () => {
  const voting = { kind: 'proposal', state: proposalState({ stage: 'voting', deadline: due }) } as const;

  it('CNF-5 a ballot are the electors without one, in its stage only', () => {
    expect(stillOwing(voting, 'ballot')).toEqual([{ unanswered: 'votes' }]);
    expect(stillOwing(voting, 'position')).toEqual([]);
    expect(stillOwing({ ...voting, state: proposalState({ stage: 'discussion' }) }, 'position')).toEqual([
      { unanswered: 'positions' },
    ]);
  });

  it('PRO-1 DEA-2 VET-3 EXE-1 one act is its author’s, the guardian’s, the assignee’s', () => {
    const named = { guardian: 'anna', assignee: 'emil' };
    const of = (stage: 'draft' | 'guardian-resolution' | 'guardian-approval' | 'execution', act: OwedAct) =>
      stillOwing({ kind: 'proposal', state: proposalState({ stage, ...named }) }, act);
    expect(of('draft', 'submission')).toEqual([{ members: ['carl'] }]);
    expect(of('guardian-resolution', 'resolution')).toEqual([{ members: ['anna'] }]);
    expect(of('guardian-approval', 'approval')).toEqual([{ members: ['anna'] }]);
    expect(of('guardian-approval', 'resolution')).toEqual([]);
    expect(of('execution', 'task')).toEqual([{ members: ['emil'] }]);
  });

  it('PRO-11 JUS-1 a requirement is whoever has not met it, and who speaks for the accused', () => {
    const state = proposalState({
      accused: 'emil',
      representative: 'ben',
      requirements: [
        requirement('consent', 'dora', { closed: { at: opens, how: 'met' } }),
        requirement('consent', 'ben'),
        requirement('resources', 'resource-steward'),
        requirement('hearing', 'emil'),
        requirement('hearing', 'dora'),
      ],
    });
    const of = (act: OwedAct) => stillOwing({ kind: 'proposal', state }, act);
    expect(of('consents')).toEqual([{ members: ['ben'] }]);
    expect(of('attestations')).toEqual([{ role: 'resource-steward' }]);
    expect(of('hearing')).toEqual([{ members: ['emil', 'ben'] }, { members: ['dora'] }]);
  });

  it('EMG-3 EMG-4 a report is the actor, until it is given or its breach noted', () => {
    const of = (more: Parameters<typeof emergencyState>[0], act: OwedAct = 'report') =>
      stillOwing({ kind: 'emergency', state: emergencyState(more) }, act);
    expect(of({})).toEqual([{ members: ['opus'] }]);
    expect(of({ report: { text: 'Done.', at: opens, late: false } })).toEqual([]);
    expect(of({ report: { text: 'Done.', at: opens, late: false } }, 'justification')).toEqual([
      { members: ['opus'] },
    ]);
    expect(of({ breaches: [{ kind: 'report', at: due }] })).toEqual([]);
  });

  it('EMG-5 EMG-6 a ballot of an emergency are the electors of the poll while it is open', () => {
    const poll = {
      calledBy: 'anna',
      reason: 'Too far.',
      opens,
      closes: due,
      electorate: null,
      closedAt: null,
      tally: null,
    };
    const of = (closedAt: string | null, act: OwedAct) =>
      stillOwing(
        { kind: 'emergency', state: emergencyState({ polls: { override: { ...poll, closedAt } } }) },
        act,
      );
    expect(of(null, 'polls/override/ballot')).toEqual([{ unanswered: 'override' }]);
    expect(of(half, 'polls/override/ballot')).toEqual([]);
    expect(of(null, 'polls/ratification/ballot')).toEqual([]);
  });

  it('EXE-1 EMG-2 a task of an emergency is its assignee while it is awaited', () => {
    const action = { type: 'task', assignee: 'emil', instructions: 'Close the valve.', by: due } as const;
    const of = (actionState: 'awaited' | 'done') =>
      stillOwing({ kind: 'emergency', state: emergencyState({ action, actionState }) }, 'task');
    expect(of('awaited')).toEqual([{ members: ['emil'] }]);
    expect(of('done')).toEqual([]);
  });

  const terms = (n: number, by: string, more: object = {}) => ({
    n,
    by,
    at: opens,
    acceptedBy: [by],
    replacedBy: null,
    ...more,
  });
  const conflict = (more: Parameters<typeof conflictState>[0], act: OwedAct) =>
    stillOwing({ kind: 'conflict', state: conflictState(more) }, act);

  it('CNF-2 CNF-3 acceptance are the parties who have put or accepted no terms that stand, nor declared an impasse', () => {
    expect(conflict({}, 'acceptance')).toEqual([{ members: ['carl', 'dora', 'emil'] }]);
    expect(conflict({ dropped: ['dora'] }, 'acceptance')).toEqual([{ members: ['carl', 'emil'] }]);
    const put = [terms(1, 'carl', { acceptedBy: ['carl', 'emil'] })];
    expect(conflict({ terms: put }, 'acceptance')).toEqual([{ members: ['dora'] }]);
    expect(conflict({ terms: put, impasse: ['dora'] }, 'acceptance')).toEqual([]);
    const replaced = [terms(1, 'carl', { acceptedBy: ['carl', 'emil'], replacedBy: 2 }), terms(2, 'carl')];
    expect(conflict({ terms: replaced }, 'acceptance')).toEqual([{ members: ['dora', 'emil'] }]);
  });

  it('CNF-3 in mediation the mediators too, but those who have put terms', () => {
    const put = [terms(1, 'mara', { acceptedBy: ['emil'] })];
    const state = conflictState({ stage: 'mediation', terms: put });
    expect(conflict({ stage: 'mediation', terms: put }, 'acceptance')).toEqual([
      { members: ['carl', 'dora'] },
      { electorate: `${state.id}/mediation`, but: ['mara', 'emil'] },
    ]);
  });

  it('CNF-4 in arbitration the electors, then the guardian', () => {
    expect(conflict({ stage: 'arbitration', step: 'ranking' }, 'preferences')).toEqual([
      { unanswered: 'remedies' },
    ]);
    expect(conflict({ stage: 'arbitration', step: 'ranking' }, 'ballot')).toEqual([]);
    expect(conflict({ stage: 'arbitration', step: 'voting' }, 'ballot')).toEqual([{ unanswered: 'votes' }]);
    expect(conflict({ stage: 'arbitration', step: 'voting' }, 'acceptance')).toEqual([]);
    expect(conflict({ stage: 'guardian-resolution', guardian: 'anna' }, 'resolution')).toEqual([
      { members: ['anna'] },
    ]);
    const resolution = { remedy: 'remedy-1', reason: 'It is fair.', at: half };
    expect(conflict({ stage: 'guardian-resolution', guardian: 'anna', resolution }, 'resolution')).toEqual(
      [],
    );
  });

  it('APP-2 a ruling is the guardian until there is one', () => {
    const of = (more: Parameters<typeof appealState>[0]) =>
      stillOwing({ kind: 'appeal', state: appealState(more) }, 'ruling');
    expect(of({})).toEqual([{ members: ['anna'] }]);
    expect(of({ guardian: null })).toEqual([]);
    expect(of({ ruling: { ruling: 'uphold', reason: 'It was heard.', at: half } })).toEqual([]);
    expect(of({ stage: 'ended' })).toEqual([]);
    expect(stillOwing({ kind: 'appeal', state: appealState() }, 'approval')).toEqual([]);
  });
});
