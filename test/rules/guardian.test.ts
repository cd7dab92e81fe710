/** The guardian's recusal (GUA-1). */
import { describe, expect, it } from 'vitest';
import { recused } from '../../rules/guardian.ts';

const guardian = { id: 'ct', status: 'active' } as const;

describe('the guardian', () => {
  it('GUA-1 answers where the case is not theirs', () => {
    expect(recused(guardian, ['opus', 'mira'])).toBeUndefined();
    expect(recused(guardian, [])).toBeUndefined();
  });

  it('GUA-1 is silent in their own case', () => {
    expect(recused(guardian, ['opus', 'ct'])).toEqual({
      code: 'recused',
      rule: 'GUA-1',
      facts: { guardian: 'ct', because: 'concerned' },
    });
  });

  it.each(['offline', 'departed'] as const)('GUA-1 is silent when %s', (status) => {
    expect(recused({ id: 'ct', status }, [])).toEqual({
      code: 'recused',
      rule: 'GUA-1',
      facts: { guardian: 'ct', because: status },
    });
  });

  it('GUA-1 is silent when nobody holds the office', () => {
    expect(recused(null, [])).toEqual({
      code: 'recused',
      rule: 'GUA-1',
      facts: { guardian: null, because: 'vacant' },
    });
  });
});
