/** Who surely had an interest as the electors were counted, and of whom nobody can say (GUA-2). */
import { expect, it } from 'vitest';
import { interestsAt } from '../../ledger/proposal/people/interests.ts';

const counted = Date.UTC(2026, 0, 4);
const word = (member: string, number: number, interests: string, seconds: number, kind = 'interests') => ({
  decision: '',
  kind,
  member,
  number,
  facts: { interests },
  at: new Date(counted + seconds * 1_000).toISOString(),
});

it('GUA-2 the last word before the electors are counted holds; in the minute around it nobody can say', () => {
  const found = interestsAt(
    [
      word('ben', 1, 'none', -7_200),
      word('ben', 2, 'My brother sells them.', -3_600),
      word('carl', 1, 'I sell them.', -3_600),
      word('carl', 2, 'none', -61),
      word('dora', 1, 'none', -3_600),
      word('dora', 2, 'I sell them.', -60),
      word('emil', 1, 'I sell them.', 30),
      word('fay', 1, 'I sell them.', 61),
      word('gus', 1, 'I sell them.', -3_600, 'disclosures'),
    ],
    new Date(counted).toISOString(),
  );
  expect(Object.fromEntries(found)).toEqual({ ben: 'yes', carl: 'no', dora: 'perhaps', emil: 'perhaps' });
});
