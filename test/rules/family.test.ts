/** The founding of a family as facts decide it: who can, who accepts until when, and who takes whom out of one (MEM-7, PRO-10). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { evolve } from '../../rules/family/evolve.ts';
import { foundersFault, foundersOf, standingFault } from '../../rules/family/founding.ts';
import { leavingFault, parentsAwaited } from '../../rules/family/leaving.ts';
import { familyNotices, familyOwed, owingFamily } from '../../rules/family/notices.ts';
import { acceptanceFault, actsAllowed, mayAct } from '../../rules/family/permissions.ts';
import { allAccepted, begunFamily, type FamilyState } from '../../rules/family/state.ts';
import { isSettled, next } from '../../rules/family/step.ts';
import { charter } from './charter.ts';

const start = '2026-11-22T09:00:00.000Z';
const week = 7 * 86_400_000;
const after = (milliseconds: number): string => new Date(Date.parse(start) + milliseconds).toISOString();
const closes = after(week);
const family = { id: 'birch', name: 'Birch' };
const founders = ['ann', 'bo', 'cy'];

/** Proposed by ann, to bo and cy. */
const proposed = (): FamilyState =>
  evolve(
    begunFamily({
      id: 'the-founding',
      family,
      founders,
      charter: { version: 1, hash: '', pace: 1 },
      createdAt: start,
      continuationOf: null,
    }),
    { kind: 'proposed', at: start, facts: { by: 'ann', family, founders, closes } },
  );

const actor = (id: string) => ({ id, status: 'active' }) as const;

/** What comes of somebody's word at an instant: nothing where it is refused. */
function say(state: FamilyState, by: string, accept: boolean, at: string): FamilyState {
  const refused = mayAct('acceptance', state, actor(by), at) ?? acceptanceFault(state, by, accept);
  if (refused !== undefined) return state;
  return evolve(state, { kind: accept ? 'accepted' : 'declined', at, facts: { by } });
}

describe('founding a family', () => {
  it('MEM-7 is accepted by who proposes it, and waits for the others until the week is over', () => {
    const state = proposed();
    expect(state).toMatchObject({ stage: 'proposed', accepted: ['ann'], declinedBy: null, deadline: closes });
    expect(next(state)).toEqual({ at: closes, what: 'lapse' });
    expect(familyOwed(state)).toEqual([{ act: 'acceptance', opens: start, due: closes }]);
    expect(owingFamily(state, 'acceptance')).toEqual([{ members: ['bo', 'cy'] }]);
    expect(owingFamily(state, 'ballot')).toEqual([]);
    expect(isSettled(state)).toBe(false);
    const { deadline: _deadline, ...begun } = state;
    expect(familyOwed({ ...begun, deadline: null })).toEqual([]);
    expect(familyOwed({ ...state, stage: 'ended' })).toEqual([]);
  });

  it('MEM-7 is nobody’s yet before it is proposed', () => {
    const charter = { version: 1, hash: '', pace: 1 };
    const given = { id: 'the-founding', family, founders, charter, createdAt: start, continuationOf: null };
    expect(begunFamily(given)).toMatchObject({ ...given, stage: 'proposed', deadline: null, accepted: [] });
  });

  it('MEM-7 PRO-10 is settled as soon as one declines or the last accepts: no word changes it then', () => {
    const declined = say(proposed(), 'bo', false, after(1));
    expect(isSettled(declined)).toBe(true);
    for (const founder of founders)
      expect(mayAct('acceptance', declined, actor(founder), after(2))).toEqual({
        code: 'already-done',
        rule: 'PRO-10',
        facts: { act: 'acceptance' },
      });
  });

  it('MEM-7 PRO-10 takes a word in the last millisecond of the week, and none at its end', () => {
    const last = after(week - 1);
    expect(say(proposed(), 'bo', true, last).accepted).toEqual(['ann', 'bo']);
    expect(say(proposed(), 'bo', false, last).declinedBy).toBe('bo');
    for (const late of [closes, after(week + 1)])
      expect(mayAct('acceptance', proposed(), actor('bo'), late)).toMatchObject({
        code: 'window-closed',
        facts: { deadline: closes },
      });
  });

  it('MEM-7 AUT-1 is its founders’ to accept, and no other’s, nor of one who has departed', () => {
    expect(mayAct('acceptance', proposed(), actor('dee'), start)).toEqual({
      code: 'not-permitted',
      rule: 'MEM-7',
      facts: { allowed: 'founders' },
    });
    expect(mayAct('acceptance', proposed(), { id: 'bo', status: 'departed' }, start)).toMatchObject({
      code: 'not-permitted',
      rule: 'MEM-2',
    });
    expect(actsAllowed(proposed(), actor('bo'), start)).toEqual(['acceptance']);
    expect(actsAllowed(proposed(), actor('dee'), start)).toEqual([]);
  });

  it('MEM-7 PRO-10 nobody accepts twice, and who has accepted may decline until the last one accepts', () => {
    const some = say(proposed(), 'bo', true, after(1));
    expect(acceptanceFault(some, 'bo', true)).toEqual({
      code: 'already-done',
      rule: 'PRO-10',
      facts: { member: 'bo' },
    });
    expect(acceptanceFault(some, 'bo', false)).toBeUndefined();
    expect(say(some, 'ann', false, after(2)).declinedBy).toBe('ann');
    const all = say(some, 'cy', true, after(2));
    expect(allAccepted(all)).toBe(true);
    for (const founder of founders)
      expect(mayAct('acceptance', all, actor(founder), after(3))).toMatchObject({ code: 'already-done' });
  });

  it('MEM-7 CNF-5 its founders hear of it at its beginning, and what comes of it', () => {
    const told = (state: FamilyState, entry: Parameters<typeof familyNotices>[1]) =>
      familyNotices(state, entry).map(({ to, owes, due }) => ({ to, owes, due }));
    const state = proposed();
    expect(
      told(state, { kind: 'proposed', at: start, facts: { by: 'ann', family, founders, closes } }),
    ).toEqual([{ to: { members: ['bo', 'cy'] }, owes: 'acceptance', due: closes }]);
    expect(told(state, { kind: 'accepted', at: start, facts: { by: 'bo' } })).toEqual([
      { to: { members: ['ann', 'cy'] }, owes: null, due: null },
    ]);
    expect(told(state, { kind: 'declined', at: start, facts: { by: 'bo' } })).toEqual([]);
    expect(told(state, { kind: 'continuation-of', at: start, facts: { id: 'another' } })).toEqual([]);
    expect(told(state, { kind: 'ended', at: start, facts: { outcome: 'lapsed', rule: 'MEM-7' } })).toEqual([
      { to: { members: founders }, owes: null, due: null },
    ]);
  });

  it('MEM-7 PRO-9 an ending says why, and in which one an interrupted one goes on', () => {
    const refused = { code: 'in-a-family', rule: 'MEM-7', facts: { members: ['bo'] } } as const;
    const ended = (facts: object) =>
      evolve(proposed(), { kind: 'ended', at: closes, facts: { rule: 'MEM-7', ...facts } as never });
    expect(ended({ outcome: 'lapsed', refused })).toMatchObject({
      stage: 'ended',
      deadline: null,
      outcome: 'lapsed',
      refused,
      endedAt: closes,
      continuedBy: null,
    });
    expect(ended({ outcome: 'founded' })).toMatchObject({ outcome: 'founded', refused: null });
    expect(ended({ outcome: 'interrupted', to: 'the-next' })).toMatchObject({ continuedBy: 'the-next' });
    expect(familyOwed(ended({ outcome: 'lapsed' }))).toEqual([]);
    expect(next(ended({ outcome: 'lapsed' }))).toBeUndefined();
    expect(owingFamily(ended({ outcome: 'lapsed' }), 'acceptance')).toEqual([]);
    expect(mayAct('acceptance', ended({ outcome: 'lapsed' }), actor('bo'), start)).toMatchObject({
      code: 'wrong-stage',
    });
    const state = proposed();
    expect(evolve(state, { kind: 'continuation-of', at: start, facts: { id: 'another' } })).toBe(state);
  });

  it.prop([
    fc.array(
      fc.record({
        by: fc.constantFrom('ann', 'bo', 'cy', 'dee'),
        accept: fc.boolean(),
        at: fc.constantFrom(0, 1, week - 1, week, week + 1),
      }),
      { maxLength: 12 },
    ),
  ])(
    'MEM-7 PRO-10 whoever says what in whatever order, nobody accepts for another, twice, or late',
    (words) => {
      let state = proposed();
      for (const { by, accept, at } of words.toSorted((one, other) => one.at - other.at)) {
        const before = state;
        state = say(state, by, accept, after(at));
        if (state === before) continue;
        // What was taken came from a founder, in time, and changed their own word alone.
        expect(founders).toContain(by);
        expect(at).toBeLessThan(week);
        expect(isSettled(before)).toBe(false);
        if (accept) expect(state).toEqual({ ...before, accepted: [...before.accepted, by] });
        else expect(state).toEqual({ ...before, declinedBy: by });
      }
      expect(new Set(state.accepted).size).toBe(state.accepted.length);
      const inTime = words.filter(({ at }) => at < week);
      for (const founder of ['bo', 'cy'])
        if (!inTime.some(({ by, accept }) => by === founder && accept))
          expect(allAccepted(state)).toBe(false);
    },
  );
});

const bornFor = (years: number): string => `${2026 - years}-11-22T09:00:00.000Z`;
const grown = { bornAt: bornFor(20), milestones: [] };

describe('who founds a family', () => {
  const known = (others: Readonly<Record<string, { bornAt: string; milestones: string[] }>> = {}) => ({
    member: (id: string) => ({ ann: grown, bo: grown, cy: grown, ...others })[id],
    charter: charter(),
    at: start,
  });

  it('MEM-7 are two at least, who proposes it first, named by themselves or not, and nobody twice', () => {
    expect(foundersOf('ann', ['bo'])).toEqual(['ann', 'bo']);
    expect(foundersOf('ann', ['bo', 'ann'])).toEqual(['ann', 'bo']);
    expect(foundersFault('ann', ['bo'], known())).toBeUndefined();
    expect(foundersFault('ann', ['bo', 'ann'], known())).toBeUndefined();
    expect(foundersFault('ann', ['ann'], known())).toEqual({
      code: 'to-oneself',
      rule: 'MEM-7',
      facts: { member: 'ann' },
    });
    expect(foundersFault('ann', ['bo', 'cy', 'bo'], known())).toEqual({
      code: 'repeated-member',
      rule: 'MEM-7',
      facts: { members: ['bo'] },
    });
  });

  it('MEM-7 MEM-1 are each of family maturity on the day: on their fifth birthday, and not an instant before', () => {
    const young = { bornAt: '2021-11-22T09:00:00.001Z', milestones: ['family'] };
    expect(foundersFault('ann', ['bo', 'kim'], known({ kim: young }))).toEqual({
      code: 'not-mature',
      rule: 'MEM-7',
      facts: { members: ['kim'], maturity: { basis: 'age', family: { age: 5, milestone: 'family' } } },
    });
    expect(
      foundersFault('ann', ['kim'], known({ ann: young, kim: { ...young, bornAt: bornFor(5) } })),
    ).toEqual(expect.objectContaining({ facts: expect.objectContaining({ members: ['ann'] }) }));
    expect(foundersFault('ann', ['kim'], known({ kim: { ...young, bornAt: bornFor(5) } }))).toBeUndefined();
    const { maturity } = charter();
    const either = {
      ...known({ kim: young }),
      charter: { maturity: { ...maturity, basis: 'either' as const } },
    };
    expect(foundersFault('ann', ['kim'], either)).toBeUndefined();
  });

  const present = (others: object = {}) => ({
    member: (id: string) =>
      ({
        ann: { status: 'active', family: null },
        bo: { status: 'offline', family: null },
        ...others,
      })[id] as { status: 'active'; family: string | null } | undefined,
    taken: undefined,
  });

  it('MEM-7 MEM-2 have not departed, and are in no family: one at a time', () => {
    expect(standingFault(['ann', 'bo'], present())).toBeUndefined();
    expect(
      standingFault(['ann', 'bo', 'zoe'], present({ ann: { status: 'departed', family: null } })),
    ).toEqual({
      code: 'unknown-member',
      rule: 'MEM-7',
      facts: { members: ['ann', 'zoe'] },
    });
    expect(standingFault(['ann', 'bo'], present({ bo: { status: 'active', family: 'ash' } }))).toEqual({
      code: 'in-a-family',
      rule: 'MEM-7',
      facts: { members: ['bo'], families: ['ash'] },
    });
  });

  it('MEM-7 take no id and no name that a family has', () => {
    expect(standingFault(['ann', 'bo'], { ...present(), taken: { id: 'ash', name: 'Birch' } })).toEqual({
      code: 'family-taken',
      rule: 'MEM-7',
      facts: { family: 'ash', name: 'Birch' },
    });
  });
});

describe('leaving a family', () => {
  const kim = { id: 'kim', status: 'active', family: 'ash' } as const;
  const leaving = (more: object = {}) => ({ member: kim, family: 'ash', mature: true, parents: [], ...more });

  it('MEM-7 is by one’s own word alone from family maturity on', () => {
    expect(leavingFault('kim', leaving())).toBeUndefined();
    for (const other of ['ann', 'bo'])
      expect(leavingFault(other, leaving({ parents: ['ann'] }))).toEqual({
        code: 'not-permitted',
        rule: 'MEM-7',
        facts: { allowed: 'the member' },
      });
  });

  it('MEM-7 is below it by the parents whom the admission named, and not by the child’s word', () => {
    const young = leaving({ mature: false, parents: ['ann', 'bo'] });
    expect(leavingFault('ann', young)).toBeUndefined();
    for (const other of ['kim', 'cy'])
      expect(leavingFault(other, young)).toEqual({
        code: 'not-permitted',
        rule: 'MEM-7',
        facts: { allowed: 'the parents whom the admission named' },
      });
    expect(parentsAwaited(['ann', 'bo'], [])).toEqual(['ann', 'bo']);
    expect(parentsAwaited(['ann', 'bo'], ['bo', 'zoe'])).toEqual(['ann']);
    expect(parentsAwaited(['ann', 'bo'], ['bo', 'ann'])).toEqual([]);
  });

  it('MEM-7 is by the family’s decision where no parents are left to say so', () => {
    for (const anybody of ['kim', 'ann'])
      expect(leavingFault(anybody, leaving({ mature: false }))).toEqual({
        code: 'not-permitted',
        rule: 'MEM-7',
        facts: { allowed: 'the family, by a decision with the action family.release' },
      });
  });

  it('MEM-7 MEM-2 is of the family that they are in, and of nobody who has departed', () => {
    expect(leavingFault('kim', leaving({ family: 'oak' }))).toEqual({
      code: 'not-in-family',
      rule: 'MEM-7',
      facts: { member: 'kim', family: 'oak', is: 'ash' },
    });
    expect(leavingFault('kim', leaving({ member: { ...kim, status: 'departed' } }))).toEqual({
      code: 'unknown-member',
      rule: 'MEM-7',
      facts: { members: ['kim'] },
    });
  });
});
