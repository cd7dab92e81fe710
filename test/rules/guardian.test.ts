/** The guardian's recusal (GUA-1). */
import { describe, expect, it } from 'vitest';
import { recused } from '../../rules/council/guardian.ts';

const guardian = { id: 'ct', status: 'active', offlineBy: null } as const;

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

  it.each([
    { status: 'offline', offlineBy: 'member', what: 'offline by their own word' },
    { status: 'departed', offlineBy: null, what: 'departed' },
  ] as const)('GUA-1 is silent when $what', ({ status, offlineBy }) => {
    expect(recused({ id: 'ct', status, offlineBy }, [])).toEqual({
      code: 'recused',
      rule: 'GUA-1',
      facts: { guardian: 'ct', because: status },
    });
  });

  it.each(['registrar', 'members-file'] as const)(
    'GUA-1 MEM-4 has the whole window where the word of the %s is that they are offline',
    (offlineBy) => {
      expect(recused({ id: 'ct', status: 'offline', offlineBy }, [])).toBeUndefined();
    },
  );

  it('GUA-1 is silent when nobody holds the office', () => {
    expect(recused(null, [])).toEqual({
      code: 'recused',
      rule: 'GUA-1',
      facts: { guardian: null, because: 'vacant' },
    });
  });
});
