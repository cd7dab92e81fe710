/** Electors' own interests: who is asked for one, and whose answer is refused without a declaration (GUA-2). */
import { describe, expect, it } from 'vitest';
import { interestPolicies } from '../../charter/choices.ts';
import { interestsAsked, noInterest, undeclaredFault } from '../../rules/proposal/interests.ts';
import { isRecusalKnown } from '../../rules/proposal/gates.ts';

describe('interests', () => {
  it('GUA-2 that are none are said with the word none', () => {
    expect(noInterest).toBe('none');
  });

  it('GUA-2 are asked of the electors of families and the council, but not in the question of a veto', () => {
    const asked = (tier: number, category = 'operations') =>
      interestsAsked({ interests: 'ask' }, { tier, category });
    expect([asked(1), asked(2), asked(3)]).toEqual([{}, { interests: 'ask' }, { interests: 'ask' }]);
    expect(asked(3, 'veto-question')).toEqual({});
    expect(interestsAsked({}, { tier: 3, category: 'operations' })).not.toHaveProperty('interests');
  });

  it('GUA-2 are to be declared before an answer where the charter requires it, and nowhere else', () => {
    for (const interests of [undefined, ...interestPolicies])
      for (const hasDeclared of [true, false])
        expect(undeclaredFault({ interests }, hasDeclared)?.code, String(interests)).toBe(
          interests === 'require' && !hasDeclared ? 'interests-undeclared' : undefined,
        );
    expect(undeclaredFault({ interests: 'require' }, false)).toEqual({
      code: 'interests-undeclared',
      rule: 'GUA-2',
      facts: { interests: 'require', declare: 'interests' },
    });
  });

  it('GUA-2 VET-2 who is recused is known once they are counted, as after a hearing', () => {
    expect(isRecusalKnown({ interests: 'ask', recused: null })).toBe(false);
    expect(isRecusalKnown({ interests: 'ask', recused: [] })).toBe(true);
    expect(isRecusalKnown({ interests: null, recused: null })).toBe(true);
  });
});
