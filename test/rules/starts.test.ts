/** A draft's start date: both sides of each of its bounds. */
import { describe, expect, it } from 'vitest';
import { owingProposal, windowsOwed } from '../../rules/proposal/owing.ts';
import { startFault } from '../../rules/submission/starts.ts';
import { proposalState } from '../support/states.ts';

const at = '2026-03-02T09:00:00.000Z';
const month = 30 * 24 * 60 * 60 * 1_000;
const moved = (milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

describe('a start date', () => {
  it('PRO-1 lies ahead, and before the draft would lapse', () => {
    expect(startFault(null, at, month)).toBeUndefined();
    expect(startFault(moved(-1), at, month)).toMatchObject({ code: 'past-instant' });
    expect(startFault(at, at, month)).toEqual({
      code: 'past-instant',
      rule: 'PRO-1',
      facts: { path: '/startsAt', instant: at, at },
    });
    expect(startFault(moved(1), at, month)).toBeUndefined();
    expect(startFault(moved(month - 1), at, month)).toBeUndefined();
    expect(startFault(moved(month), at, month)).toEqual({
      code: 'too-far-ahead',
      rule: 'PRO-1',
      facts: { path: '/startsAt', instant: moved(month), latest: moved(month - 1) },
    });
  });

  it('PRO-1 CNF-5 leaves its author nothing to do: without one the submission is owed', () => {
    const draft = { stage: 'draft', submittedAt: null, deadline: moved(month) } as const;
    const [alone, dated] = [proposalState(draft), proposalState({ ...draft, startsAt: moved(1) })];
    expect(windowsOwed(alone, at)).toEqual([{ act: 'submission', opens: at, due: moved(month) }]);
    expect(windowsOwed(dated, at)).toEqual([]);
    expect([owingProposal(alone, 'submission'), owingProposal(dated, 'submission')]).toEqual([
      [{ members: ['carl'] }],
      [],
    ]);
  });
});
