/** Who may do what, and when: both sides of each line of the table (AUT-1, PRO-10). */
import { describe, expect, it } from 'vitest';
import { type Act, actsAllowed, mayAct } from '../../rules/proposal/permissions.ts';
import type { Actor } from '../../rules/proposal/permission.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { standing } from './standing.ts';

const opens = '2026-03-02T09:00:00.000Z';
const closes = '2026-03-05T09:00:00.000Z';
const last = '2026-03-05T08:59:59.999Z';

const actor = (id: string, more: Partial<Actor> = {}): Actor => ({
  id,
  status: 'active',
  elector: true,
  operator: false,
  family: null,
  affected: false,
  ...more,
});
const hearing = {
  what: 'hearing',
  who: 'emil',
  version: 1,
  asked: opens,
  until: closes,
  closed: null,
} as const;
const veto = {
  number: 1,
  by: 'anna',
  matter: 'personal.time',
  reason: 'x',
  at: opens,
  until: closes,
  version: 1,
  contest: null,
  question: null,
  outcome: null,
} as const;

const code = (act: Act, state: ProposalState, who: Actor, at = last) =>
  mayAct(act, state, who, at)?.code ?? 'may';

describe('a member', () => {
  it('MEM-2 that has departed does nothing', () => {
    expect(actsAllowed(standing(), actor('anna', { status: 'departed' }), last)).toEqual([]);
  });

  it.each([
    ['withdrawal', {}, actor('anna'), actor('ben'), 'not-permitted'],
    ['position', { stage: 'discussion' }, actor('ben'), actor('ben', { elector: false }), 'not-an-elector'],
    ['ballot', { stage: 'voting' }, actor('ben'), actor('ben', { elector: false }), 'not-an-elector'],
    ['disclosures', { stage: 'voting' }, actor('ben'), actor('ben', { elector: false }), 'not-an-elector'],
    ['hearing', { requirements: [hearing] }, actor('emil'), actor('ben'), 'not-permitted'],
    ['representative', { accused: 'emil' }, actor('emil'), actor('ben'), 'not-permitted'],
    ['objection', {}, actor('ben', { affected: true }), actor('ben'), 'not-permitted'],
    ['objection', {}, actor('ben', { ofConcerned: true }), actor('ben', { family: 'ash' }), 'not-permitted'],
    [
      'objection/contest',
      { vetoes: [veto] },
      actor('ben'),
      actor('ben', { elector: false }),
      'not-an-elector',
    ],
    ['objection/contest', { vetoes: [veto] }, actor('ben'), actor('anna'), 'already-done'],
    [
      'veto',
      { stage: 'veto', tier: 2, family: 'ash' },
      actor('x', { family: 'ash' }),
      actor('x', { family: 'oak' }),
      'not-permitted',
    ],
    ['veto', { stage: 'delay', guardian: 'ct' }, actor('ct'), actor('ben'), 'not-permitted'],
    [
      'escalation',
      { tier: 2, escalation: 2 },
      actor('ben'),
      actor('ben', { elector: false }),
      'not-an-elector',
    ],
    [
      'call-backs',
      { mandate: { id: 'm', council: 8, callBack: 2 } },
      actor('x', { council: true }),
      actor('x'),
      'not-permitted',
    ],
    ['approval', { stage: 'guardian-approval', guardian: 'ct' }, actor('ct'), actor('ben'), 'not-permitted'],
    // Owed in the delay, where another may hold the office by now (AMD-2).
    [
      'approval',
      { stage: 'delay', guardian: 'ben', approver: 'ct' },
      actor('ct'),
      actor('ben'),
      'not-permitted',
    ],
    [
      'resolution',
      { stage: 'guardian-resolution', guardian: 'ct' },
      actor('ct'),
      actor('ben'),
      'not-permitted',
    ],
    ['appeal', { stage: 'appeal', accused: 'emil' }, actor('emil'), actor('ben'), 'not-permitted'],
    ['task', { stage: 'execution', assignee: 'dora' }, actor('dora'), actor('ben'), 'not-permitted'],
  ] as const)('AUT-1 may do %s only as who it is for', (act, state, may, mayNot, refused) => {
    expect(code(act, standing(state as Partial<ProposalState>), may)).toBe('may');
    expect(code(act, standing(state as Partial<ProposalState>), mayNot)).toBe(refused);
  });

  it.each([
    ['withdrawal', { stage: 'review' }],
    ['position', { stage: 'discussion' }],
    ['ballot', { stage: 'voting' }],
    ['objection', { stage: 'review' }],
    ['objection/contest', { stage: 'review', deadline: null, vetoes: [{ ...veto, by: 'emil' }] }],
    ['hearing', { stage: 'requirements', deadline: null, requirements: [{ ...hearing, who: 'anna' }] }],
    ['opt-outs', { stage: 'delay' }],
    ['approval', { stage: 'delay', approver: 'anna' }],
  ] as const)('PRO-10 VOT-6 may do %s in the last millisecond, and not at the end', (act, state) => {
    const who = actor('anna', { affected: true });
    const asked = standing({ objectingUntil: closes, ...state });
    expect(code(act, asked, who, last)).toBe('may');
    expect(code(act, asked, who, closes)).toBe('window-closed');
  });

  it('JUS-1 speaks for the accused where these have named them, and once', () => {
    const state = standing({ accused: 'emil', representative: 'gus', requirements: [hearing] });
    expect(code('hearing', state, actor('gus'))).toBe('may');
    const heard = standing({ ...state, requirements: [{ ...hearing, closed: { at: opens, how: 'met' } }] });
    expect(code('hearing', heard, actor('emil'))).toBe('already-done');
  });

  it('VET-1 TIE-3 VET-4 objects and opts out in tier 3 only, and escalates in tier 2 only', () => {
    const family = standing({ tier: 2, escalation: 2 });
    const who = actor('ben', { affected: true });
    expect([
      code('objection', family, who),
      code('opt-outs', family, who),
      code('escalation', family, who),
    ]).toEqual(['not-permitted', 'not-permitted', 'may']);
    expect([
      code('objection', standing(), who),
      code('opt-outs', standing(), who),
      code('escalation', standing(), who),
    ]).toEqual(['may', 'may', 'not-permitted']);
  });

  it('VET-1 TIE-3 is too late with it once a vote has opened', () => {
    const voted = standing({ stage: 'discussion', votes: 1 });
    expect(code('objection', voted, actor('ben', { affected: true }))).toBe('wrong-stage');
    expect(code('escalation', { ...voted, tier: 2, escalation: 2 }, actor('ben'))).toBe('wrong-stage');
    expect(
      code(
        'call-backs',
        { ...voted, mandate: { id: 'm', council: 4, callBack: 1 } },
        actor('ben', { council: true }),
      ),
    ).toBe('may');
  });
});
