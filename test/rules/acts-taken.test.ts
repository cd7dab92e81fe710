/** What the run of one process takes, of all and of each (PRO-10). */
import { expect, it } from 'vitest';
import { actsFault } from '../../rules/acts-taken.ts';

it('PRO-10 a thousand acts are taken in one process, and then those of who has acted less than three times', () => {
  expect(actsFault({ own: 999, all: 999, once: false })).toBeUndefined();
  expect(actsFault({ own: 3, all: 999, once: false })).toBeUndefined();
  expect(actsFault({ own: 3, all: 1000, once: false })).toEqual({
    code: 'limit-reached',
    rule: 'PRO-10',
    facts: { most: 1000, own: 3 },
  });
  for (const own of [0, 1, 2]) expect(actsFault({ own, all: 1500, once: false })).toBeUndefined();
});

it('PRO-10 so many that Temporal’s 2,000 are never reached, but what is done once is always taken', () => {
  expect(actsFault({ own: 0, all: 1899, once: false })).toBeUndefined();
  expect(actsFault({ own: 0, all: 1900, once: false })).toMatchObject({ facts: { most: 1900, own: 0 } });
  expect(actsFault({ own: 40, all: 1990, once: true })).toBeUndefined();
});
