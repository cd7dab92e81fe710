/** What an act asks for beside its member, its stage and its time: limits, order, and no second time (PRO-1, PRO-6, VET, TIE-3, MAN-2, EXE-2). */
import { describe, expect, it } from 'vitest';
import { type Act, mayAct } from '../../rules/proposal/permissions.ts';
import { mayBeCorrection } from '../../rules/proposal/corrections.ts';
import type { Actor } from '../../rules/proposal/permission.ts';
import { type ProposalState, type Requirement, unclaimed, type Veto } from '../../rules/proposal/state.ts';
import { standing } from './standing.ts';

const at = '2026-03-03T09:00:00.000Z';
const next = '2026-03-03T09:00:00.001Z';
const ben: Actor = {
  id: 'ben',
  status: 'active',
  elector: true,
  operator: true,
  council: true,
  affected: true,
  named: true,
};
const refusal = (act: Act, more: Partial<ProposalState>, actor: Partial<Actor> = {}) =>
  mayAct(act, standing({ author: 'ben', ...more }), { ...ben, ...actor }, at);
const veto = (more: Partial<Veto> = {}): Veto => ({
  number: 3,
  by: 'anna',
  matter: 'personal.time',
  at,
  until: next,
  version: 1,
  contest: null,
  question: null,
  outcome: null,
  ...more,
});

describe('limits', () => {
  it('PRO-1 a draft is edited as often as is allowed, and no oftener', () => {
    const edits = (made: number) => refusal('edit', { stage: 'draft', edits: { made, most: 200 } });
    expect(edits(199)).toBeUndefined();
    for (const made of [200, 201])
      expect(edits(made)).toEqual({ code: 'limit-reached', rule: 'PRO-1', facts: { most: 200 } });
  });

  it('PRO-6 a text is amended five times, and no oftener', () => {
    const amended = (made: number) => refusal('amendments', { amendments: { made, most: 5 } });
    expect(amended(4)).toBeUndefined();
    for (const made of [5, 6])
      expect(amended(made)).toEqual({ code: 'limit-reached', rule: 'PRO-6', facts: { most: 5 } });
  });

  const until = '2026-03-02T10:00:00.000Z';
  const lastMillisecond = '2026-03-02T09:59:59.999Z';

  it('PRO-6 a text is corrected in review, in the first hour, three times, before any objection', () => {
    const may = (more: Partial<ProposalState> = {}, at = lastMillisecond) =>
      mayBeCorrection(standing({ corrections: { made: 2, most: 3, until }, ...more }), at);
    expect(may()).toBe(true);
    expect(may({}, until)).toBe(false);
    expect(may({ corrections: { made: 3, most: 3, until } })).toBe(false);
    expect(may({ corrections: { made: 0, most: 3, until: null } })).toBe(false);
    expect(may({ stage: 'discussion' })).toBe(false);
    expect(may({ vetoes: [{} as ProposalState['vetoes'][number]] })).toBe(false);
  });

  it('PRO-6 a correction can be made where no amendment can, and no longer', () => {
    const none = { amendments: { made: 0, most: 0 }, corrections: { made: 0, most: 3, until } };
    const put = (at: string) => mayAct('amendments', standing({ author: 'ben', ...none }), ben, at)?.code;
    expect(put(lastMillisecond)).toBeUndefined();
    expect(put(until)).toBe('limit-reached');
  });

  it('PRO-6 a text is not amended in the last round, but in the review before it', () => {
    const last = { round: 3, lastRound: true };
    expect(refusal('amendments', { ...last, stage: 'discussion' })).toEqual({
      code: 'wrong-stage',
      rule: 'PRO-6',
      facts: { stage: 'discussion', round: 3, lastRound: true },
    });
    expect(refusal('amendments', { ...last, stage: 'review' })).toBeUndefined();
    expect(refusal('amendments', { round: 2, stage: 'discussion' })).toBeUndefined();
  });

  it.each<[Act, string, Partial<ProposalState>]>([
    ['withdrawal', 'PRO-6', {}],
    ['objection', 'VET-1', {}],
    ['escalation', 'TIE-3', { escalation: 2 }],
    ['category-requests', 'TIE-6', { otherCategories: ['justice'] }],
    ['no-punishment', 'TIE-6', { otherCategories: ['justice'] }],
  ])('PRO-6 VET-1 TIE-3 TIE-6 %s is over (%s) with the first vote', (act, rule, state) => {
    expect(refusal(act, { ...state, votes: 0 })).toBeUndefined();
    expect(refusal(act, { ...state, votes: 1 })).toEqual({
      code: 'wrong-stage',
      rule,
      facts: { stage: 'review', votesOpened: 1 },
    });
  });
});

describe('the tier', () => {
  it('VET-1 VET-4 of objections and opt-outs is the third', () => {
    for (const [act, rule] of [
      ['objection', 'VET-1'],
      ['opt-outs', 'VET-4'],
    ] as const) {
      expect(refusal(act, { tier: 3 })).toBeUndefined();
      expect(refusal(act, { tier: 2 })).toEqual({
        code: 'not-permitted',
        rule,
        facts: { tier: 2, allowedIn: 3 },
      });
    }
  });

  it('TIE-6 of another category there is none to ask for where none is better guarded', () => {
    for (const act of ['category-requests', 'no-punishment'] as const)
      expect(refusal(act, { otherCategories: [] })).toEqual({
        code: 'not-permitted',
        rule: 'TIE-6',
        facts: { otherCategories: [] },
      });
  });

  it('TIE-3 of an escalation is the second; a council’s matter has nowhere to go', () => {
    expect(refusal('escalation', { tier: 2, escalation: 2 })).toBeUndefined();
    expect(refusal('escalation', { tier: 3, escalation: null })).toEqual({
      code: 'not-permitted',
      rule: 'TIE-3',
      facts: { tier: 3, allowedIn: 2 },
    });
  });

  it('MAN-2 of a call-back does not matter, but the mandate under which it is decided', () => {
    expect(refusal('call-backs', { mandate: { id: 'mandate-1', council: 12, callBack: 3 } })).toBeUndefined();
    expect(refusal('call-backs', {})).toEqual({
      code: 'not-permitted',
      rule: 'MAN-2',
      facts: { mandate: null },
    });
  });
});

describe('an objection or a veto', () => {
  const whose = (actor: Partial<Actor>) => refusal('objection', {}, { affected: false, ...actor })?.code;

  it('VET-1 TIE-2 is made by who is affected, or who is of a family that it concerns', () => {
    expect(whose({ affected: true })).toBeUndefined();
    expect(whose({ family: 'ash', ofConcerned: true })).toBeUndefined();
    expect(whose({ family: 'ash', ofConcerned: false })).toBe('not-permitted');
    expect(whose({})).toBe('not-permitted');
  });

  it('VET-1 of a family’s decision is made by a member of that family', () => {
    const made = (family: string | null | undefined, of: string | null) =>
      refusal(
        'veto',
        { stage: 'veto', tier: 2, family: of, guardian: 'ben' },
        { ...(family !== undefined && { family }) },
      );
    expect(made('ash', 'ash')).toBeUndefined();
    for (const [family, of] of [
      ['oak', 'ash'],
      [null, 'ash'],
      [null, null],
      [undefined, null],
    ] as const)
      expect(made(family, of)).toEqual({
        code: 'not-permitted',
        rule: 'VET-1',
        facts: { allowed: 'family' },
      });
  });

  it('VET-3 of a council’s decision, and in the delay of any, is made by the guardian', () => {
    const made = (state: Partial<ProposalState>, guardian: string) =>
      refusal('veto', { family: 'ash', ...state, guardian }, { family: 'ash' });
    for (const state of [
      { stage: 'veto', tier: 3 },
      { stage: 'delay', tier: 3 },
      { stage: 'delay', tier: 2 },
    ] as const) {
      expect(made(state, 'ben')).toBeUndefined();
      expect(made(state, 'ct')).toMatchObject({ rule: 'VET-3', facts: { allowed: 'guardian' } });
    }
  });

  it('VET-1 is taken for the whole window from everyone, however many there are, and not at its end', () => {
    const raisedAt = (objectingUntil: string | null, ...vetoes: Veto[]) =>
      refusal('veto', { stage: 'veto', vetoes, objectingUntil, guardian: 'ben', deadline: null });
    for (const others of [
      [],
      [veto()],
      [veto({ contest: { by: 'carl', at } })],
      [veto({ outcome: 'lifted' })],
    ])
      expect(raisedAt(next, ...others)).toBeUndefined();
    expect(raisedAt(at)).toMatchObject({ code: 'window-closed' });
    expect(raisedAt(null)).toEqual({
      code: 'wrong-stage',
      rule: 'VET-1',
      facts: { stage: 'veto', objectingUntil: null },
    });
    // The guardian's comes in the delay, whatever the window of others (VET-3).
    expect(refusal('veto', { stage: 'delay', objectingUntil: null, guardian: 'ben' })).toBeUndefined();
  });

  it('VET-1 EMG-8 to a question of a veto or to a removal there is no objection', () => {
    for (const category of ['veto-question', 'emergency-removal'])
      expect(refusal('objection', { category })).toMatchObject({ code: 'not-permitted', rule: 'VET-1' });
  });

  it.each(['objection/contest', 'veto/contest'] as const)(
    'VET-2 is contested in its window, once (%s)',
    (act) => {
      const contested = (...vetoes: Veto[]) =>
        refusal(act, { stage: act === 'veto/contest' ? 'veto' : 'review', vetoes });
      const contest = { by: 'carl', reason: 'Ours.', at };
      expect(contested(veto())).toBeUndefined();
      expect(contested(veto({ until: null }))).toBeUndefined();
      expect(contested(veto({ until: at }))).toMatchObject({
        code: 'window-closed',
        facts: { deadline: at, at },
      });
      expect(contested()).toEqual({ code: 'wrong-stage', rule: 'VET-2', facts: { vetoes: 0 } });
      for (const closed of [veto({ contest }), veto({ outcome: 'stands' }), veto({ by: 'ben' })])
        expect(contested(closed)).toEqual({ code: 'already-done', rule: 'VET-2', facts: { vetoes: 1 } });
    },
  );

  it('VET-2 an elector contests twenty times within a version, as many at once as they like', () => {
    const contested = (times: number, more: Partial<Veto> = {}) =>
      refusal('objection/contest', {
        version: 2,
        vetoes: [
          veto({ version: 2 }),
          ...Array.from({ length: 2 * times }, (_, place) =>
            veto({
              version: 2,
              contest: { by: 'ben', at: new Date(Date.parse(at) - 1 - Math.floor(place / 2)).toISOString() },
              ...more,
            }),
          ),
        ],
      });
    expect(contested(19)).toBeUndefined();
    expect(contested(20)).toEqual({ code: 'limit-reached', rule: 'VET-2', facts: { most: 20 } });
    expect(contested(20, { version: 1 })).toBeUndefined();
    expect(contested(20, { contest: { by: 'carl', at } })).toBeUndefined();
  });
});

describe('a retry', () => {
  const retried = (more: Partial<ProposalState>) =>
    refusal('retry', { stage: 'ended', retryUntil: next, ...more });

  it('EXE-2 is of an execution that failed, and of nothing else', () => {
    expect(retried({ outcome: 'execution-failed' })).toBeUndefined();
    for (const outcome of ['executed', 'rejected', null] as const)
      expect(retried({ outcome })).toEqual({ code: 'wrong-stage', rule: 'EXE-2', facts: { outcome } });
  });

  it('EXE-2 is of what failed for a cause that may pass, for 30 days, half-open', () => {
    const failed = { outcome: 'execution-failed' } as const;
    expect(retried({ ...failed, retryUntil: null })).toEqual({
      code: 'lasting-failure',
      rule: 'EXE-2',
      facts: failed,
    });
    expect(retried({ ...failed, retryUntil: at })).toMatchObject({ code: 'window-closed' });
  });

  it('EXE-2 is made once; the one it is a retry of does not count', () => {
    const links = [{ relation: 'retry-of', id: 'first' }] as const;
    expect(retried({ outcome: 'execution-failed', links })).toBeUndefined();
    expect(
      retried({ outcome: 'execution-failed', links: [...links, { relation: 'retried-by', id: 'third' }] }),
    ).toEqual({ code: 'already-done', rule: 'EXE-2', facts: { retriedBy: 'third' } });
  });
});

describe('what is owed', () => {
  const owes = (
    what: Requirement['what'],
    who: string,
    closed: Requirement['closed'] = null,
  ): Requirement => ({ what, who, version: 1, asked: at, until: next, closed });

  it('REP-1 JUS-1 is given by whom it names, by their role, or for the accused by who speaks for them', () => {
    const heard = { requirements: [owes('hearing', 'emil'), owes('hearing', 'fay')], accused: 'emil' };
    const given = (more: Partial<ProposalState>) => refusal('hearing', { ...heard, ...more })?.code;
    expect(given({ representative: 'ben' })).toBeUndefined();
    expect(given({ representative: 'gus' })).toBe('not-permitted');
    expect(given({ representative: 'ben', accused: null })).toBe('not-permitted');
    expect(given({ requirements: [owes('hearing', 'ben')] })).toBeUndefined();
    expect(given({ requirements: [owes('consent', 'ben')] })).toBe('not-permitted');
    const attested = { author: 'gus', requirements: [owes('resources', 'resource-steward')] };
    expect(refusal('attestations', attested, { roles: ['operator', 'resource-steward'] })).toBeUndefined();
    expect(refusal('attestations', attested, { roles: ['operator'] })?.code).toBe('not-permitted');
    expect(refusal('attestations', attested)?.code).toBe('not-permitted');
  });

  it('REP-1 JUS-1 PRO-10 is given once, and in time', () => {
    const met = { at, how: 'met' } as const;
    expect(refusal('consents', { requirements: [owes('consent', 'ben', met)] })).toEqual({
      code: 'already-done',
      rule: 'REP-1',
      facts: { requirement: 'consent' },
    });
    expect(refusal('hearing', { requirements: [owes('hearing', 'ben', met)] })).toEqual({
      code: 'already-done',
      rule: 'JUS-1',
      facts: { requirement: 'hearing' },
    });
    const attested = { author: 'gus', requirements: [owes('resources', 'resource-steward', met)] };
    expect(refusal('attestations', attested, { roles: ['resource-steward'] })).toMatchObject({
      rule: 'REP-1',
      facts: { requirement: 'resources or diversity' },
    });
    expect(refusal('consents', { requirements: [{ ...owes('consent', 'ben'), until: at }] })).toMatchObject({
      code: 'window-closed',
      facts: { deadline: at },
    });
  });
});

describe('what a proposal begins with', () => {
  it('PRO-11 VET-1 TIE-3 TIE-6 MAN-1 JUS-1 AMD-2 is nothing owed, nobody judged, no veto, no mandate', () => {
    expect(unclaimed).toEqual({
      originator: null,
      corrections: { made: 0, most: 0, until: null },
      family: null,
      approver: null,
      retryUntil: null,
      requirements: [],
      vetoes: [],
      nodeVetoes: [],
      objectingUntil: null,
      escalation: null,
      endorsement: null,
      otherCategories: [],
      categoryRequests: [],
      noPunishment: [],
      mandate: null,
      accused: null,
      interests: null,
      victims: [],
      recused: null,
      startsAt: null,
      representative: null,
      asks: null,
    });
  });
});
