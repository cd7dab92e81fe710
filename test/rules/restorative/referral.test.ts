/** What whoever refers a matter to restorative work is told where it cannot be, and which works are between the same (RST-1, RST-5). */
import { describe, expect, it } from 'vitest';
import {
  isSameBetween,
  type Matter,
  oppositeOf,
  referralFault,
  sidesFault,
} from '../../../rules/restorative/referral.ts';

const sides = { harmed: ['dora'], responsible: ['carl'] };
const matter = (more: Partial<Matter> = {}): Matter => ({
  from: { kind: 'conflict', id: 'quarrel' },
  stage: 'negotiation',
  outcome: null,
  parties: ['carl', 'dora'],
  whole: true,
  ...more,
});
const before = [{ id: 'before', continuationOf: null }];
const refused = (code: string, facts: object) => ({ code, rule: 'RST-1', facts });
const strangers = (...members: readonly string[]) =>
  refused('not-permitted', { allowed: 'parties', members });

describe('whoever refers a matter is told', () => {
  it('RST-1 who is on both sides or named twice, and how many a side has at most', () => {
    expect(sidesFault({ ...sides, harmed: [] })).toEqual(refused('incomplete', { missing: ['/harmed'] }));
    expect(sidesFault({ harmed: ['emil', 'dora'], responsible: ['carl', 'dora'] })).toEqual(
      refused('to-oneself', { member: 'dora' }),
    );
    expect(sidesFault({ ...sides, harmed: ['dora', 'emil', 'emil'] })).toEqual(
      refused('repeated-member', { members: ['emil'] }),
    );
    const many = Array.from({ length: 21 }, (_, n) => `m${n}`);
    expect(sidesFault({ ...sides, harmed: many })).toEqual(refused('limit-reached', { most: 20 }));
  });

  it('RST-1 what is wrong with the sides first, and then that it is for those between whom it is', () => {
    expect(referralFault(matter(), { ...sides, harmed: [] }, before, 'emil')?.code).toBe('incomplete');
    const others = refused('not-permitted', { allowed: 'those between whom it is' });
    expect(referralFault(matter({ parties: ['carl', 'dora', 'emil'] }), sides, before, 'emil')).toEqual(
      others,
    );
    expect(referralFault(null, sides, [], 'emil')).toEqual(others);
  });

  it('RST-5 that they are no party, and not whether it was referred before', () => {
    const withEmil = { ...sides, harmed: ['dora', 'emil'] };
    expect(referralFault(matter(), withEmil, before, 'emil')).toEqual(strangers('emil'));
    const again = refused('already-done', { act: 'referral' });
    expect(referralFault(matter(), sides, before, 'dora')).toEqual(again);
    expect(referralFault(null, withEmil, before, 'emil'), 'what it came out of is gone').toEqual(again);
    expect(referralFault(matter({ parties: [] }), sides, before, null), 'a decision refers it').toEqual(
      again,
    );
  });

  it('RST-1 in which stage or ending it is, who is no party to it, and who of them is left out', () => {
    expect(referralFault(matter({ stage: 'ended', outcome: 'settled' }), sides, [], 'dora')).toEqual(
      refused('wrong-stage', { from: 'conflict', stage: 'ended', outcome: 'settled' }),
    );
    const withEmil = { ...sides, responsible: ['carl', 'emil'] };
    expect(referralFault(matter(), withEmil, [], 'dora')).toEqual(strangers('emil'));
    expect(referralFault(matter({ parties: ['carl', 'dora', 'emil', 'kim'] }), sides, [], 'dora')).toEqual(
      refused('incomplete', { missing: ['/harmed', '/responsible'], members: ['emil', 'kim'] }),
    );
  });
});

describe('two works', () => {
  const two = { harmed: ['dora', 'emil'], responsible: ['carl', 'kim'] };

  it('RST-1 have opposite a member the other side, and of a stranger nobody', () => {
    expect(oppositeOf(two, 'dora')).toEqual(['carl', 'kim']);
    expect(oppositeOf(two, 'kim')).toEqual(['dora', 'emil']);
    expect(oppositeOf(two, 'fay')).toEqual([]);
  });

  it('RST-1 are between the same where a member has one of the same opposite, on either side', () => {
    expect(isSameBetween(two, sides, 'dora'), 'one of two').toBe(true);
    expect(isSameBetween(two, { harmed: ['carl'], responsible: ['dora'] }, 'dora'), 'turned round').toBe(
      true,
    );
    expect(isSameBetween(two, { ...sides, responsible: ['fay'] }, 'dora')).toBe(false);
    expect(isSameBetween(two, sides, 'emil'), 'who is not in both').toBe(false);
  });
});
