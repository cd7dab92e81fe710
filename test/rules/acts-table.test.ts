/** Every act in every stage, and whom it is refused: the whole table behind `can` (AUT-1, PRO-10). */
import { describe, expect, it } from 'vitest';
import { type Act, actsAllowed, mayAct } from '../../rules/proposal/permissions.ts';
import type { Stage } from '../../rules/model.ts';
import type { Actor } from '../../rules/proposal/permission.ts';
import type { ProposalState, Requirement, Veto } from '../../rules/proposal/state.ts';
import { standing } from './standing.ts';

const at = '2026-03-02T09:00:00.000Z';
const closes = '2026-03-05T09:00:00.000Z';

/** One member who is everything that an act asks for. */
const anna: Actor = {
  id: 'anna',
  status: 'active',
  elector: true,
  operator: true,
  roles: ['resource-steward'],
  council: true,
  family: 'ash',
  affected: true,
  named: true,
};
const owed = (what: Requirement['what'], who: string): Requirement => ({
  what,
  who,
  version: 1,
  asked: at,
  until: closes,
  closed: null,
});
const bens: Veto = {
  number: 1,
  by: 'ben',
  matter: 'personal.time',
  at,
  until: closes,
  contest: null,
  version: 1,
  question: null,
  outcome: null,
};
/** A proposal in which everything but the stage lets Anna act; `vetoes` only where an act is about them. */
const proposalIn = (stage: Stage, act: Act): ProposalState =>
  standing({
    stage,
    deadline: closes,
    // Nobody endorses what is their own.
    author: act === 'endorsements' ? 'ben' : 'anna',
    guardian: 'anna',
    accused: 'anna',
    assignee: 'anna',
    requirements: [
      owed('consent', 'anna'),
      owed('consent', 'ben'),
      owed('resources', 'resource-steward'),
      owed('hearing', 'anna'),
    ],
    vetoes: act.endsWith('contest') ? [bens] : [],
    escalation: 2,
    interests: 'ask',
    otherCategories: ['justice'],
    mandate: { id: 'mandate', council: 8, callBack: 2 },
    outcome: 'execution-failed',
    retryUntil: closes,
  });

/** In the order of the process; a row of the table has a mark for each, `x` where the act is allowed. */
const stages: readonly Stage[] = [
  ...(['draft', 'endorsement', 'review', 'discussion', 'requirements', 'voting', 'deferred'] as const),
  ...(['guardian-resolution', 'guardian-approval', 'veto', 'appeal', 'delay', 'execution', 'ended'] as const),
];
const table = `
  edit              PRO-1  x . . . . . . . . . . . . .
  submission        PRO-2  x . . . . . . . . . . . . .
  endorsements      PRO-2 . x . . . . . . . . . . . .
  interests         GUA-2  . x x x x x x . . . . . . .
  withdrawal        PRO-6  x x x x x . . . . . . . . .
  amendments        PRO-6  . . x x . . . . . . . . . .
  statements        PRO-4  . x x x x x x x x x x x x .
  preferences       CON-1  . . . x . . . . . . . . . .
  position          CON-2  . . . x . . . . . . . . . .
  ballot            PRO-7  . . . . . x . . . . . . . .
  disclosures       DEL-5  . . x x x x x x . . . . . .
  consents          REP-1  . . x x x . . . . . . . . .
  attestations      REP-1  . . x x x . . . . . . . . .
  hearing           JUS-1  . . x x x . . . . . . . . .
  representative    JUS-1  . . x x x . . . . . . . . .
  objection         VET-1  . . x x x . . . . . . . . .
  objection/contest VET-2  . . x x x . . . . . . . . .
  veto              VET-1  . . . . . . . . . x . x . .
  veto/contest      VET-2  . . . . . . . . . x . . . .
  escalation        TIE-3  . . x x x . . . . . . . . .
  call-backs        MAN-2  . . x x x x x x . . . . . .
  category-requests TIE-6  . . x x x . . . . . . . . .
  no-punishment     TIE-6  . . x x x . . . . . . . . .
  opt-outs          VET-4  . . x x x x x x x x x x . .
  approval          VET-3  . . . . . . . . x . . . . .
  resolution        DEA-2  . . . . . . . x . . . . . .
  appeal            APP-1  . . . . . . . . . . x . . .
  task              EXE-1  . . . . . . . . . . . . x .
  retry             EXE-2  . . . . . . . . . . . . . x`;
const rows = table
  .trim()
  .split('\n')
  .map((row) => {
    const [act, rule, ...marks] = row.trim().split(/\s+/) as [Act, string, ...string[]];
    return { act, rule, allowedIn: stages.filter((_, place) => marks[place] === 'x') };
  });

describe('an act in a stage', () => {
  it.each(rows)(
    'PRO-10 $act is for its own stages, and refused in each other by $rule',
    ({ act, rule, allowedIn }) => {
      for (const stage of stages) {
        const refusal = mayAct(act, proposalIn(stage, act), anna, at);
        if (allowedIn.includes(stage)) expect(refusal, stage).toBeUndefined();
        else expect(refusal, stage).toMatchObject({ code: 'wrong-stage', rule, facts: { stage } });
      }
    },
  );

  it('PRO-10 AUT-1 is among what a member can do now exactly where it would be allowed, in the order of the process', () => {
    const { vetoes } = proposalIn('review', 'objection/contest');
    for (const stage of stages.filter((one) => one !== 'veto'))
      expect(actsAllowed({ ...proposalIn(stage, 'edit'), vetoes }, anna, at), stage).toEqual(
        rows
          .filter(({ act, allowedIn }) => act !== 'endorsements' && allowedIn.includes(stage))
          .map(({ act }) => act),
      );
  });

  it('PRO-2 an endorsement is refused to who wrote it, though they are an elector', () => {
    const own = { ...proposalIn('endorsement', 'endorsements'), author: 'anna' };
    expect(mayAct('endorsements', own, anna, at)).toEqual({
      code: 'not-permitted',
      rule: 'PRO-2',
      facts: { allowed: 'electors other than its author' },
    });
  });

  it('GUA-2 interests are declared where the charter asks for them only', () => {
    const unasked = { ...proposalIn('review', 'interests'), interests: null };
    expect(mayAct('interests', unasked, anna, at)).toEqual({
      code: 'not-permitted',
      rule: 'GUA-2',
      facts: { interests: null },
    });
  });

  it('PRO-10 says in which stages it would be allowed', () => {
    expect(mayAct('amendments', proposalIn('voting', 'amendments'), anna, at)?.facts).toEqual({
      stage: 'voting',
      allowedIn: ['review', 'discussion'],
    });
  });
});

/** A member who is nothing but a member; without the fields that may be missing. */
const zoe: Actor = { id: 'zoe', status: 'active', elector: false, operator: false };

describe('an act by somebody else', () => {
  it.each<[Act, string, string]>([
    ['edit', 'PRO-1', 'author'],
    ['submission', 'PRO-1', 'author'],
    ['withdrawal', 'PRO-6', 'author'],
    ['amendments', 'PRO-6', 'author'],
    ['consents', 'REP-1', 'consent'],
    ['attestations', 'REP-1', 'resources or diversity'],
    ['hearing', 'JUS-1', 'hearing'],
    ['representative', 'JUS-1', 'accused'],
    ['objection', 'VET-1', 'affected'],
    ['veto', 'VET-3', 'guardian'],
    ['call-backs', 'MAN-2', 'council'],
    ['no-punishment', 'TIE-6', 'named'],
    ['approval', 'VET-3', 'guardian'],
    ['resolution', 'DEA-2', 'guardian'],
    ['appeal', 'APP-1', 'accused'],
    ['task', 'EXE-1', 'assignee'],
    ['retry', 'EXE-2', 'operator'],
  ])('AUT-1 %s is refused by %s, and says that it is for: %s', (act, rule, allowed) => {
    expect(mayAct(act, proposalIn('review', act), zoe, at)).toEqual({
      code: 'not-permitted',
      rule,
      facts: { allowed },
    });
  });

  it.each<[Act, string]>([
    ['preferences', 'CON-1'],
    ['position', 'CON-2'],
    ['ballot', 'VOT-3'],
    ['endorsements', 'PRO-2'],
    ['interests', 'GUA-2'],
    ['disclosures', 'DEL-6'],
    ['objection/contest', 'VET-2'],
    ['veto/contest', 'VET-2'],
    ['escalation', 'TIE-3'],
    ['category-requests', 'TIE-6'],
  ])('AUT-1 %s is refused to who is no elector, by %s', (act, rule) => {
    expect(mayAct(act, proposalIn('review', act), zoe, at)).toEqual({
      code: 'not-an-elector',
      rule,
      facts: { member: 'zoe' },
    });
  });

  it('PRO-4 VET-4 any member may state a view and opt out', () => {
    expect(actsAllowed(proposalIn('delay', 'opt-outs'), zoe, at)).toEqual(['statements', 'opt-outs']);
  });

  it('MEM-2 is refused first of all for having departed', () => {
    expect(mayAct('ballot', proposalIn('review', 'ballot'), { ...zoe, status: 'departed' }, at)).toEqual({
      code: 'not-permitted',
      rule: 'MEM-2',
      facts: { status: 'departed' },
    });
  });
});

describe('an act that comes late', () => {
  it.each(rows.filter(({ allowedIn }) => !allowedIn.includes('ended')))(
    'PRO-10 VOT-6 $act is refused at the deadline of the stage, unless it has a window of its own',
    ({ act, allowedIn }) => {
      const stage = allowedIn[0]!;
      const later = { ...proposalIn(stage, act), deadline: at };
      const own: readonly Act[] = [
        ...(['statements', 'consents', 'attestations', 'hearing'] as const),
        ...(['representative', 'objection', 'objection/contest', 'veto/contest'] as const),
      ];
      const refusal = mayAct(act, later, anna, at);
      if (own.includes(act)) expect(refusal).toBeUndefined();
      else expect(refusal).toMatchObject({ code: 'window-closed', facts: { deadline: at, lateByMs: 0 } });
    },
  );

  it('PRO-10 is never late in a stage that nothing but an act ends', () => {
    expect(
      mayAct('submission', { ...proposalIn('draft', 'submission'), deadline: null }, anna, at),
    ).toBeUndefined();
  });
});
