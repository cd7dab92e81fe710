/** Interruptions: who may end what has lost its workflow, and what is no interrupted matter (PRO-9, EXE-2, EMG-7). */
import { describe, expect, it } from 'vitest';
import {
  endingOfGone,
  interruptionFault,
  lostWithItsWorkflow,
  owesReversal,
} from '../../rules/interruption.ts';
import type { Action } from '../../rules/model.ts';
import { emergencyState } from '../support/states.ts';

describe('whoever would end a process', () => {
  it('AUT-1 PRO-9 is an operator, and it has not ended', () => {
    expect(interruptionFault({ operator: true, stage: 'review' })).toBeUndefined();
    expect(interruptionFault({ operator: false, stage: 'review' })).toEqual({
      code: 'not-permitted',
      rule: 'AUT-1',
      facts: { allowed: 'operator' },
    });
    expect(interruptionFault({ operator: true, stage: 'ended' })).toEqual({
      code: 'wrong-stage',
      rule: 'PRO-9',
      facts: { stage: 'ended' },
    });
  });

  it('PRO-9 may finish an ending that was begun', () => {
    expect(interruptionFault({ operator: true, stage: null })).toBeUndefined();
    expect(interruptionFault({ operator: false, stage: null })).toMatchObject({ code: 'not-permitted' });
  });
});

describe('a proposal whose workflow is gone', () => {
  const call: Action = { type: 'http.call', method: 'POST', url: 'https://council.example/' };
  const give: Action = { type: 'leadership.give', member: 'dora' };
  const done = { result: {}, doneBefore: null };
  const notDone = { notDone: { reason: 'no', details: null, mayPass: false } };
  const retry = { links: [{ relation: 'retry-of', id: 'first' }] } as const;
  const linked = { links: [{ relation: 'appealed-by', id: 'appeal' }] } as const;
  const own = { links: [] };

  it.each([
    ['was executed where its action was done', own, give, done, 'executed'],
    ['was executed where its call was made', own, call, done, 'executed'],
    ['had failed where its action had', own, give, notDone, 'execution-failed'],
    ['has failed where its call may have been made', own, call, 'unknown', 'execution-failed'],
    [
      'is interrupted where nothing can have been done but in its own database',
      own,
      give,
      'unknown',
      'interrupted',
    ],
    ['is interrupted before its action was begun', own, call, 'not-begun', 'interrupted'],
    ['is interrupted where it never had one', own, null, 'not-begun', 'interrupted'],
    ['is interrupted where it cannot have had one', own, null, 'unknown', 'interrupted'],
    ['is interrupted where it is linked to what it retries not', linked, give, 'unknown', 'interrupted'],
    [
      'has failed where it was a retry, which another one follows',
      retry,
      give,
      'unknown',
      'execution-failed',
    ],
    ['has failed where it was a retry of a task', retry, null, 'not-begun', 'execution-failed'],
    ['was executed where it was a retry that did it', retry, give, done, 'executed'],
  ] as const)('PRO-9 EXE-2 %s', (_, proposal, action, found, outcome) => {
    expect(endingOfGone(proposal, action, found)).toBe(outcome);
  });

  it('PRO-9 EXE-2 says that its action was lost with it, and that a retry may still do it', () => {
    expect(lostWithItsWorkflow).toEqual({
      reason: 'its workflow was gone before it was known to be done',
      details: null,
      mayPass: true,
    });
  });
});

describe('an emergency whose workflow is gone', () => {
  it.each([
    [null, null, true],
    ['overridden', 'pending', true],
    ['expired', 'failed', true],
    ['expired', 'done', false],
    ['ratified', null, false],
    ['stood', null, false],
  ] as const)(
    'EMG-7 PRO-9 decided %s and reversed %s is to be undone: %s',
    (outcome, reversalState, owes) => {
      expect(owesReversal(emergencyState({ outcome, reversalState }))).toBe(owes);
    },
  );
});
