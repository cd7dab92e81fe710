/** Acts of those who are judged or judge: the appeal of the accused, the guardian’s approval, ballots in the question of vetoes (APP-1, AMD-2, VET-2). */
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../rules/proposal/permission.ts';
import { type Act, mayAct } from '../../rules/proposal/permissions.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { standing } from './standing.ts';

const ben: Actor = { id: 'ben', status: 'active', elector: true, operator: false };
const refusal = (act: Act, more: Partial<ProposalState>) =>
  mayAct(act, standing(more), ben, '2026-03-03T09:00:00.000Z');

describe('an appeal against it', () => {
  const lodge = (...links: ProposalState['links']) =>
    refusal('appeal', { stage: 'appeal', accused: 'ben', links });

  it('APP-1 is lodged once; what the decision is linked to otherwise does not count', () => {
    expect(lodge({ relation: 'retry-of', id: 'first' })).toBeUndefined();
    expect(lodge({ relation: 'retry-of', id: 'first' }, { relation: 'appealed-by', id: 'appeal-1' })).toEqual(
      {
        code: 'already-done',
        rule: 'APP-1',
        facts: { appeal: 'appeal-1' },
      },
    );
  });
});

describe('who has departed', () => {
  const departed = (act: Act, more: Partial<ProposalState>) =>
    mayAct(act, standing(more), { ...ben, status: 'departed' }, '2026-03-03T09:00:00.000Z')?.rule;

  it('MEM-8 JUS-1 APP-1 answers and appeals where they are accused, and does nothing else', () => {
    expect(departed('representative', { accused: 'ben' })).toBeUndefined();
    expect(departed('appeal', { stage: 'appeal', accused: 'ben' })).toBeUndefined();
    expect(departed('representative', { accused: 'emil' })).toBe('MEM-2');
    expect(departed('statements', { accused: 'ben' })).toBe('MEM-2');
  });
});

describe('the guardian’s approval', () => {
  it('VET-3 AMD-2 in the delay is given where it is owed still, and else was for its own stage', () => {
    const delayed = (approver: string | null) =>
      refusal('approval', { stage: 'delay', approver, guardian: 'ben' });
    expect(delayed('ben')).toBeUndefined();
    expect(delayed(null)).toEqual({
      code: 'wrong-stage',
      rule: 'VET-3',
      facts: { stage: 'delay', allowedIn: ['guardian-approval'] },
    });
  });
});

describe('a ballot in the question of vetoes', () => {
  const matter = (name: string, ...without: readonly string[]) => ({
    matter: name,
    named: without,
    without,
    lifted: null,
  });
  const vote = (...matters: readonly ReturnType<typeof matter>[]) =>
    refusal('ballot', {
      stage: 'voting',
      asks: { matters, recused: [] },
    } as unknown as Partial<ProposalState>);

  it('VET-2 GUA-2 is nobody’s who raised all that it asks about; who raised a part answers the rest', () => {
    expect(vote(matter('personal.time', 'ben'), matter('personal.works', 'anna', 'ben'))).toEqual({
      code: 'not-an-elector',
      rule: 'VOT-3',
      facts: { member: 'ben' },
    });
    expect(vote(matter('personal.time', 'ben'), matter('personal.works', 'anna'))).toBeUndefined();
  });
});
