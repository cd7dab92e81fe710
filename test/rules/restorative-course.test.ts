/** How restorative work stands after each thing that happens in it, and what falls due next (RST-1 to RST-4, MEM-2, PRO-9). */
import { describe, expect, it } from 'vitest';
import { restorative } from '../../rules/restorative/kind.ts';
import {
  hasEmptySide,
  isAgreedOn,
  isKept,
  namedByAll,
  openCheck,
  peopleIn,
  present,
  type RestorativeState,
} from '../../rules/restorative/state.ts';
import { endingOf, next } from '../../rules/restorative/step.ts';
import { after } from '../../rules/window.ts';
import { at, sorry } from './repairs.ts';
import {
  accepted,
  agreed,
  asked,
  begun,
  ended,
  followedBy,
  met,
  prepared,
  put,
  ready,
  referredBy,
  says,
  week,
} from './restoring.ts';

const first = 6 + week;
const checking = () => asked(agreed(), first, 1);
const gone = (state: RestorativeState, member: string, hours = 7) =>
  followedBy(state, hours, 'departed', { member });
/** Between dora and emil, who were harmed, and carl and kim, who caused it. */
const ofMany = (state: RestorativeState): RestorativeState => ({
  ...state,
  harmed: ['dora', 'emil'],
  responsible: ['carl', 'kim'],
});

describe('restorative work that begins', () => {
  it('RST-1 stands as it was referred: nothing has happened in it', () => {
    expect(begun()).toEqual({
      id: 'work',
      from: { kind: 'conflict', id: 'quarrel' },
      case: 'quarrel',
      harmed: ['dora'],
      responsible: ['carl'],
      what: 'The fence was moved.',
      charter: begun().charter,
      stage: 'referred',
      acceptedBy: [],
      named: [],
      facilitator: null,
      circles: [],
      circlesLeft: 3,
      put: null,
      putBy: [],
      plan: null,
      agreedAt: null,
      checks: [],
      failures: 0,
      departed: [],
      over: null,
      endedIn: null,
      deadline: null,
      outcome: null,
      createdAt: at(0),
      endedAt: null,
      continuationOf: null,
      continuedBy: null,
    });
    expect([next(begun()), endingOf(begun()), namedByAll(begun())]).toEqual([undefined, undefined, null]);
  });

  it('RST-1 PRO-9 is accepted by who refers it; going on from another one changes nothing', () => {
    expect(referredBy('dora')).toMatchObject({ acceptedBy: ['dora'], deadline: at(week), stage: 'referred' });
    expect(followedBy(referredBy('dora'), 1, 'continuation-of', { id: 'before' })).toEqual(
      referredBy('dora'),
    );
  });

  it('RST-1 begins once the last of them has accepted it, for two weeks of preparation', () => {
    const by = (state: RestorativeState, ...ids: readonly string[]) =>
      ids.reduce((one, id) => followedBy(one, 1, 'referral-answered', { by: id, accept: true }), state);
    expect(by(ofMany(referredBy('dora')), 'carl', 'emil')).toMatchObject({
      stage: 'referred',
      acceptedBy: ['dora', 'carl', 'emil'],
      deadline: at(week),
    });
    expect(by(ofMany(referredBy('dora')), 'carl', 'emil', 'kim')).toMatchObject({
      stage: 'preparation',
      acceptedBy: ['dora', 'carl', 'emil', 'kim'],
      deadline: at(1 + 2 * week),
    });
    const no = followedBy(referredBy('dora'), 1, 'referral-answered', { by: 'carl', accept: false });
    expect(no).toEqual({ ...referredBy('dora'), over: 'declined' });
  });
});

describe('its preparation and its circles', () => {
  const names = (state: RestorativeState, by: string, member: string) =>
    followedBy(state, 2, 'facilitator-named', { by, member });

  it('RST-2 counts the last name of each, and has who is named by all', () => {
    const two = names(names(accepted(), 'dora', 'fay'), 'carl', 'gus');
    expect(two).toMatchObject({
      facilitator: null,
      named: [
        { by: 'dora', member: 'fay' },
        { by: 'carl', member: 'gus' },
      ],
    });
    const one = names(two, 'dora', 'gus');
    expect(one).toMatchObject({
      facilitator: 'gus',
      named: [
        { by: 'carl', member: 'gus' },
        { by: 'dora', member: 'gus' },
      ],
    });
    expect([namedByAll(two), namedByAll(one)]).toEqual([null, 'gus']);
    expect(names(ofMany(one), 'emil', 'gus').facilitator, 'who was named before stays').toBe('gus');
    expect(namedByAll(ofMany(one))).toBeNull();
  });

  it('RST-2 goes to the circle for two weeks, once they can meet', () => {
    expect(ready()).toEqual({ ...prepared(), stage: 'circle', deadline: at(3 + 2 * week) });
    expect(followedBy(prepared(), 3, 'not-ready', { by: 'gus', reason: 'No.' })).toEqual({
      ...prepared(),
      over: 'returned',
    });
  });

  it.each([
    ['stopped', ready],
    ['left', prepared],
  ] as const)('RST-1 RST-3 returns where it was %s', (kind, state) => {
    expect(followedBy(state(), 4, kind, { by: 'dora' })).toEqual({ ...state(), over: 'returned' });
  });

  it('RST-3 holds one circle after another, on record who was there, and then they agree', () => {
    const circle = { n: 1, at: after(at(4), -1), present: ['carl', 'dora', 'gus'] };
    const left = { circles: [circle], circlesLeft: 2 };
    expect(met(ready(), 4, true)).toEqual({ ...ready(), ...left, deadline: at(4 + 2 * week) });
    expect(met()).toEqual({ ...ready(), ...left, stage: 'agreement', deadline: at(4 + week) });
    const two = met(met(ready(), 4, true), 5);
    expect(two.circles).toEqual([circle, { n: 2, at: after(at(5), -1), present: circle.present }]);
  });

  it('RST-3 has one text at a time, accepted by who puts it, of those between whom it is', () => {
    expect(put().put).toEqual({
      n: 1,
      by: 'dora',
      obligations: [{ ...sorry, instalments: [{ due: at(5000), amount: null }] }],
      acceptedBy: ['dora'],
      closes: at(4 + week),
    });
    expect(put(put(), 6, 'gus')).toMatchObject({ put: { n: 2, acceptedBy: [] }, putBy: ['dora', 'gus'] });
    const both = followedBy(put(), 6, 'plan-accepted', { n: 1, by: 'carl' });
    expect(both.put?.acceptedBy).toEqual(['dora', 'carl']);
    expect([isAgreedOn(put()), isAgreedOn(both), isAgreedOn(met())]).toEqual([false, true, false]);
    expect(isAgreedOn({ ...both, stage: 'circle' }), 'in no other stage').toBe(false);
    expect(followedBy(met(), 6, 'plan-accepted', { n: 1, by: 'carl' })).toEqual(met());
  });

  it('RST-3 is nobody else’s than who was harmed, who caused it and who facilitates', () => {
    expect(peopleIn(accepted())).toEqual(['dora', 'carl']);
    expect(peopleIn(prepared())).toEqual(['dora', 'carl', 'gus']);
    expect(present({ ...ofMany(accepted()), departed: ['emil'] })).toEqual(['dora', 'carl', 'kim']);
  });
});

describe('what was agreed on', () => {
  const check = (n: number, opens: number, more: object = {}) => ({
    n,
    opens: at(opens),
    closes: null,
    answers: [],
    over: false,
    ...more,
  });

  it('RST-3 RST-4 is a plan of its own, asked for three times from then on', () => {
    expect(agreed()).toMatchObject({
      stage: 'follow-up',
      plan: { id: 'plan-6', outcome: null },
      agreedAt: at(6),
      deadline: at(first),
      checks: [check(1, first), check(2, 6 + 720), check(3, 6 + 2160)],
    });
  });

  it('RST-4 is asked one check after the other: that alone is opened, answered and over', () => {
    const open = checking();
    const closes = at(first + week);
    expect(open.checks).toEqual([check(1, first, { closes }), check(2, 726), check(3, 2166)]);
    expect(openCheck(open)?.n).toBe(1);
    const one = says(open, first + 1, 'dora', 'partly');
    expect(one.checks[0]).toEqual(check(1, first, { closes, answers: [{ by: 'dora', kept: 'partly' }] }));
    const two = says(one, first + 2, 'carl', 'kept');
    expect(two.checks).toEqual([
      check(1, first, {
        closes,
        over: true,
        answers: [
          { by: 'dora', kept: 'partly' },
          { by: 'carl', kept: 'kept' },
        ],
      }),
      check(2, 726),
      check(3, 2166),
    ]);
    expect([openCheck(two), two.deadline, endingOf(two)]).toEqual([undefined, at(726), undefined]);
  });

  it('RST-4 opens the next check when the one before is over, not sooner', () => {
    const late = followedBy(checking(), 800, 'check-over', { n: 1 });
    expect(late.checks.map(({ opens }) => opens)).toEqual([at(first), at(800), at(2166)]);
    expect(next(late)).toEqual({ at: at(800), what: 'check-opened', n: 2 });
  });

  it('RST-4 is kept by the last word of each who was harmed, but for who has departed', () => {
    const answers = (...said: readonly (readonly [string, 'kept' | 'partly'])[]) =>
      said.map(([by, kept]) => ({ by, kept }));
    const checks = (...all: readonly ReturnType<typeof answers>[]) =>
      all.map((said, place) => ({
        n: place + 1,
        opens: at(0),
        closes: at(1),
        answers: said,
        over: true,
      }));
    const harmed = ['dora', 'emil'];
    const kept = (all: ReturnType<typeof checks>, departed: readonly string[] = []) =>
      isKept({ harmed, departed, checks: all });
    expect(kept(checks(answers(['dora', 'kept'], ['emil', 'kept'])))).toBe(true);
    expect(kept(checks(answers(['dora', 'kept'], ['carl', 'kept'])))).toBe(false);
    expect(kept(checks(answers(['dora', 'kept'])), ['emil'])).toBe(true);
    expect(kept(checks(answers(['dora', 'partly'], ['emil', 'kept']), answers(['dora', 'kept'])))).toBe(true);
    expect(kept(checks(answers(['dora', 'kept'], ['emil', 'kept']), answers(['dora', 'partly'])))).toBe(
      false,
    );
  });

  it('RST-4 waits for the word of each of them who is there', () => {
    const open = asked(ofMany(agreed()), first, 1);
    const three = ['dora', 'emil', 'carl'].reduce((one, by) => says(one, first, by, 'kept'), open);
    expect(openCheck(three)?.n).toBe(1);
    expect(openCheck(says(three, first, 'kim', 'kept'))).toBeUndefined();
    expect(openCheck(gone(three, 'kim', first)), 'nobody waits for kim').toBeUndefined();
    expect(openCheck(gone(three, 'emil', first)), 'kim is waited for').toMatchObject({ n: 1 });
    expect(gone(agreed(), 'gus', first), 'no check is asked').toMatchObject({
      facilitator: null,
      over: null,
    });
    expect(gone(ofMany(agreed()), 'kim', 8)).toMatchObject({
      departed: ['kim'],
      over: null,
      stage: 'follow-up',
    });
  });

  it('RST-4 that was not kept leads to one circle more, for two weeks, without the text before', () => {
    const failed = says(checking(), first + 1, 'dora', 'not');
    expect(failed).toEqual({
      ...checking(),
      stage: 'circle',
      deadline: at(first + 1 + 2 * week),
      circlesLeft: 1,
      failures: 1,
      checks: [],
      put: null,
    });
    const again = agreed(met(failed, first + 2), first + 3);
    const second = says(asked(again, first + 200, 1), first + 201, 'dora', 'not');
    expect(second).toMatchObject({
      stage: 'follow-up',
      failures: 2,
      checks: [],
      put: null,
      over: 'returned',
    });
    expect(next(second)).toBeUndefined();
  });

  it('RST-4 is no more asked for where somebody of those who caused it says not', () => {
    const no = says(checking(), first, 'carl', 'not');
    expect(no).toMatchObject({ stage: 'follow-up', failures: 0 });
    expect(says(no, first, 'dora', 'kept').checks[0]).toMatchObject({ over: true });
  });

  it('MND-3 MND-4 has its plan ended as it ended, which alone where it was broken changes more', () => {
    const by = (outcome: 'fulfilled' | 'broken', state: RestorativeState) =>
      followedBy(state, first, 'plan-ended', { outcome });
    expect(by('fulfilled', checking())).toEqual({
      ...checking(),
      plan: { id: 'plan-6', outcome: 'fulfilled' },
    });
    expect(by('broken', checking())).toMatchObject({
      plan: { id: 'plan-6', outcome: 'broken' },
      stage: 'circle',
      deadline: at(first + 2 * week),
    });
    const meeting = met(says(checking(), first, 'dora', 'not'), first + 1);
    expect(by('broken', meeting)).toEqual({ ...meeting, plan: { id: 'plan-6', outcome: 'broken' } });
    expect(by('broken', met()).plan, 'there was none').toBeNull();
  });
});

describe('who departs', () => {
  it.each([
    ['declined', 'referred', () => referredBy('dora')],
    ['returned', 'preparation', prepared],
    ['returned', 'circle', ready],
    ['returned', 'agreement', met],
  ] as const)('MEM-2 RST-1 has it end %s in the stage %s', (outcome, _stage, state) => {
    for (const member of ['carl', 'dora'])
      expect(gone(state(), member)).toEqual({ ...state(), departed: [member], over: outcome });
  });

  it('MEM-2 RST-2 as facilitator leaves those between whom it is to name another', () => {
    for (const state of [prepared(), ready(), met(), agreed()])
      expect(gone(state, 'gus')).toEqual({ ...state, departed: ['gus'], facilitator: null });
  });

  it('MEM-2 RST-3 has it returned before the agreement though others are left on that side', () => {
    for (const state of [prepared(), ready(), met()])
      expect(gone(ofMany(state), 'emil').over).toBe('returned');
  });

  it('MEM-2 RST-4 has it returned once a side has nobody left', () => {
    expect(gone(agreed(), 'carl')).toMatchObject({ departed: ['carl'], over: 'returned' });
    const one = gone(ofMany(agreed()), 'emil');
    expect([one.over, gone(one, 'carl').over, gone(one, 'dora').over]).toEqual([null, null, 'returned']);
    const sides = { harmed: ['dora', 'emil'], responsible: ['carl'] };
    expect(
      [[], ['dora'], ['dora', 'emil'], ['carl']].map((departed) => hasEmptySide({ ...sides, departed })),
    ).toEqual([false, false, true, true]);
  });
});

describe('its ending', () => {
  it('RST-5 PRO-9 is told with the stage in which it came, and where its matter goes on', () => {
    expect(ended(met(), 9, 'returned')).toEqual({
      ...met(),
      stage: 'ended',
      outcome: 'returned',
      endedIn: 'agreement',
      deadline: null,
      endedAt: at(9),
    });
    const gone = ended(met(), 9, 'interrupted', { to: 'next' });
    expect(gone).toMatchObject({ outcome: 'interrupted', continuedBy: 'next' });
    expect(ended(gone, 10, 'interrupted', { to: 'next' }), 'told twice').toMatchObject({
      endedIn: 'agreement',
    });
    expect(next(gone)).toBeUndefined();
  });

  it.each([
    ['referred', () => referredBy('dora'), at(week), 'declined'],
    ['preparation', prepared, at(1 + 2 * week), 'returned'],
    ['circle', ready, at(3 + 2 * week), 'returned'],
    ['agreement', met, at(4 + week), 'returned'],
  ] as const)('RST-1 RST-2 RST-3 comes by itself with the stage %s', (_stage, state, when, what) => {
    expect(next(state())).toEqual({ at: when, what });
    expect(next({ ...state(), deadline: null })).toBeUndefined();
  });
});

describe('what everybody is told of the kind', () => {
  it('RST-5 AUT-2 says nothing of its matter but in its room, nor has it electors', () => {
    expect(restorative.title(prepared())).toBe('restorative work, in its room');
    expect(restorative.matter(prepared())).toBe('The fence was moved.');
    expect(restorative.concerned(prepared())).toEqual(['dora', 'carl', 'gus']);
    expect(restorative.electors(prepared())).toBe(0);
    expect(restorative.inRoom(prepared())).toBe(true);
    expect(restorative.continuedBy({ ...prepared(), continuedBy: 'next' })).toBe('next');
    expect(restorative.evidence).toEqual(['room', 'timeline']);
    expect(restorative.opening).toMatchObject({ rule: 'RST-1' });
  });
});
