/** What a charter may say of rankings and of how much there is to rank (CHA-2, CON-1, PRO-2). */
import { expect, it } from 'vitest';
import { alternativesAllowed } from '../../rules/proposal/options.ts';
import { comparingOf, unrankedUnder } from '../../rules/polls/preferences.ts';
import { amended, faultsOf, loaded } from './documents.ts';

const above = '/alternatives/least: is more alternatives than a proposal may have';

it.each<[string, Record<string, unknown>, string[]]>([
  ['more alternatives than it has room for', { '/alternatives': { least: 3, most: 2 } }, [above]],
  ['more alternatives than there usually are', { '/alternatives/least': 21 }, [above]],
  ['room for 101', { '/alternatives/most': 101 }, ['/alternatives/most: is too high']],
  ['room for half of one', { '/alternatives/most': 0.5 }, ['/alternatives/most: must be a whole number']],
  [
    'what is not ranked in the middle',
    { '/preferences': { unranked: 'middle' } },
    ['/preferences/unranked: is none of what it may be'],
  ],
  ['rankings of which nothing is said', { '/preferences': {} }, ['/preferences/unranked: is missing']],
])('CHA-2 PRO-2 CON-1 refuses a charter for %s', (_what, changes, faults) => {
  expect(faultsOf(amended(changes))).toEqual(faults);
});

it.each<[string, Record<string, unknown>, number]>([
  ['none', { '/alternatives': { least: 0, most: 0 } }, 0],
  ['as many as it asks for', { '/alternatives': { least: 3, most: 3 } }, 3],
  ['a hundred, all of which it asks for', { '/alternatives': { least: 100, most: 100 } }, 100],
  ['twenty where it does not say', { '/alternatives/least': 20 }, 20],
])('CHA-2 PRO-2 a proposal may have %s', (_what, changes, most) => {
  expect(alternativesAllowed(loaded(amended(changes)).charter)).toBe(most);
});

it('CON-1 what is not ranked is last where the charter does not say, or says so', () => {
  for (const changes of [{}, { '/preferences': { unranked: 'last' } }]) {
    const { charter } = loaded(amended(changes));
    expect(unrankedUnder(charter)).toBe('last');
    expect(comparingOf(charter)).toEqual({});
  }
  const { charter } = loaded(amended({ '/preferences': { unranked: 'not-compared' } }));
  expect(unrankedUnder(charter)).toBe('not-compared');
  expect(comparingOf(charter)).toEqual({ preferences: { unranked: 'not-compared' } });
});
