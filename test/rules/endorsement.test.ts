/** Endorsers: how many, who they are by their words, and what is refused (PRO-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  asksEndorsers,
  endorsementFault,
  endorsersNeeded,
  endorsersOf,
  type EndorsementWord,
  isEndorsed,
} from '../../rules/proposal/endorsement.ts';

const instant = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const word = (member: string, second: number, withdrawn = false): EndorsementWord => ({
  member,
  withdrawn,
  at: instant(second),
});
const endorsers = { count: 3, window: 1 };

describe('how many endorse', () => {
  it('PRO-2 is what the charter says, or all others where they are fewer', () => {
    expect(endorsersNeeded(endorsers, { electors: 4, isAuthorOne: true })).toBe(3);
    expect(endorsersNeeded(endorsers, { electors: 3, isAuthorOne: true })).toBe(2);
    expect(endorsersNeeded(endorsers, { electors: 3, isAuthorOne: false })).toBe(3);
    expect(endorsersNeeded(endorsers, { electors: 1, isAuthorOne: true })).toBe(0);
  });

  it('PRO-2 is asked of what a member submits alone', () => {
    const asked = (author: string | null, isRetry: boolean) =>
      asksEndorsers({ endorsers }, { author, isRetry });
    expect([asked('anna', false), asked(null, false), asked('anna', true)]).toEqual([true, false, false]);
    expect(asksEndorsers({}, { author: 'anna', isRetry: false })).toBe(false);
  });
});

describe('who endorses', () => {
  it('PRO-2 counts from when the last one who was needed said so, and nothing after that', () => {
    const words = [word('ben', 1), word('dora', 2), word('ben', 3, true), word('emil', 4)];
    expect(endorsersOf(words, 3)).toEqual({ members: ['dora', 'emil'], reachedAt: null });
    const enough = [...words, word('ben', 5), word('emil', 6, true)];
    expect(endorsersOf(enough, 3)).toEqual({ members: ['dora', 'emil', 'ben'], reachedAt: instant(5) });
    expect(endorsersOf(enough, 2)).toEqual({ members: ['ben', 'dora'], reachedAt: instant(2) });
  });

  it('PRO-2 of two who say so at one instant the first by id is the one who was needed', () => {
    const [anna, ben] = [word('anna', 1), word('ben', 1)];
    for (const both of [
      [anna, ben],
      [ben, anna],
    ])
      expect(endorsersOf(both, 1)).toEqual({ members: ['anna'], reachedAt: instant(1) });
  });

  const words = fc.array(
    fc.record({
      member: fc.constantFrom('ben', 'carl', 'dora', 'emil'),
      second: fc.nat(20),
      withdrawn: fc.boolean(),
    }),
    { maxLength: 20 },
  );
  const told = (given: readonly { member: string; second: number; withdrawn: boolean }[]) => {
    const once = new Map(given.map((one) => [`${one.member} ${one.second}`, one]));
    return [...once.values()].map(({ member, second, withdrawn }) => word(member, second, withdrawn));
  };

  it.prop([words, fc.integer({ min: 1, max: 4 })])(
    'PRO-2 in whichever order its words are read, it is endorsed by the same at the same instant',
    (given, needed) => {
      const all = told(given);
      expect(endorsersOf(all.toReversed(), needed)).toEqual(endorsersOf(all, needed));
    },
  );

  it.prop([words, fc.integer({ min: 1, max: 4 }), fc.nat(20)])(
    'PRO-2 one more endorsement, or fewer that are needed, makes it count no later',
    (given, needed, second) => {
      const all = told(given);
      const { reachedAt } = endorsersOf(all, needed);
      if (reachedAt === null) return;
      expect(endorsersOf([...all, word('zoe', second)], needed).reachedAt! <= reachedAt).toBe(true);
      expect(endorsersOf(all, Math.max(1, needed - 1)).reachedAt! <= reachedAt).toBe(true);
    },
  );

  it.prop([words, fc.integer({ min: 1, max: 4 }), words])(
    'PRO-2 once there are enough, whatever is said later changes nothing',
    (given, needed, more) => {
      const all = told(given);
      const before = endorsersOf(all, needed);
      if (before.reachedAt === null) return;
      const after = told(more).map((one, place) => ({ ...one, at: instant(100 + place) }));
      expect(endorsersOf([...all, ...after], needed)).toEqual(before);
    },
  );
});

describe('an endorsement', () => {
  const sought = { needed: 2, members: [] };
  const fault = (given: readonly EndorsementWord[], member: string, withdrawn = false) =>
    endorsementFault(given, { member, withdrawn }, sought);
  const done = (facts: object) => ({ code: 'already-done', rule: 'PRO-2', facts });

  it('PRO-2 is taken once, and taken back where it stands', () => {
    expect(fault([], 'ben')).toBeUndefined();
    expect(fault([word('ben', 1)], 'ben')).toEqual(done({ member: 'ben', endorses: true }));
    expect(fault([word('ben', 1)], 'ben', true)).toBeUndefined();
    expect(fault([], 'ben', true)).toEqual(done({ member: 'ben', endorses: false }));
    expect(fault([word('ben', 1), word('ben', 2, true)], 'ben')).toBeUndefined();
  });

  it('PRO-2 is given to nothing that asks for none', () => {
    expect(endorsementFault([word('ben', 1)], { member: 'emil', withdrawn: false }, null)).toEqual(
      done({ needed: 0, endorsers: 1 }),
    );
  });

  it('PRO-2 is enough from as many as are needed', () => {
    const by = (...members: string[]): boolean => isEndorsed({ needed: 2, members });
    expect([by('ben'), by('ben', 'dora'), by('ben', 'dora', 'emil')]).toEqual([false, true, true]);
  });

  it('PRO-2 is neither given nor taken back once there are enough', () => {
    const enough = [word('ben', 1), word('dora', 2)];
    expect(fault(enough, 'emil')).toEqual(done({ needed: 2, endorsers: 2 }));
    expect(fault(enough, 'ben', true)).toEqual(done({ needed: 2, endorsers: 2 }));
  });
});
