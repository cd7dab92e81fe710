/** What a charter may say of its electors' interests (CHA-2, GUA-2). */
import { expect, it } from 'vitest';
import { amended, faultsOf, loaded } from './documents.ts';

it.each<[string, Record<string, unknown>, string[]]>([
  ['interests that are guessed', { '/interests': 'guess' }, ['/interests: is none of what it may be']],
  [
    'interests for which there is no time',
    { '/interests': 'ask', '/review': null },
    ['/interests: are declared before the first poll opens, and the charter has no review to do it in'],
  ],
])('CHA-2 GUA-2 refuses a charter for %s', (_what, changes, faults) => {
  expect(faultsOf(amended(changes))).toEqual(faults);
});

it.each(['ask', 'require'])('CHA-2 GUA-2 interests may be: %s', (interests) => {
  expect(faultsOf(amended({ '/interests': interests }))).toEqual([]);
  expect(loaded(amended({ '/interests': interests })).charter.interests).toBe(interests);
});

it('GUA-2 a charter that does not say asks nobody', () => {
  expect(loaded(amended({})).charter).not.toHaveProperty('interests');
});
