/** What the run of one process takes, of all and of each (PRO-10). */
import { expect, it } from 'vitest';
import { actsFault } from '../../rules/acts-taken.ts';

it('PRO-10 a thousand acts are taken in one process, and then those of who has acted less than three times', () => {
  expect(actsFault({ own: 999, all: 999 })).toBeUndefined();
  expect(actsFault({ own: 3, all: 999 })).toBeUndefined();
  expect(actsFault({ own: 3, all: 1000 })).toEqual({
    code: 'limit-reached',
    rule: 'PRO-10',
    facts: { most: 1000, own: 3 },
  });
  for (const own of [0, 1, 2]) expect(actsFault({ own, all: 1500 })).toBeUndefined();
});
