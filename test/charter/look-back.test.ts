/** For how long is asked as a decision is looked back upon is the charter's to say (CHA-2, PRO-14). */
import { expect, it } from 'vitest';
import { lookbackRulesOf } from '../../ledger/lookback/rules.ts';
import { atPace, paceFaults } from '../../charter/load.ts';
import { inWords } from '../../charter/words/chapters.ts';
import { amended, exampleText, faultsOf, loaded } from './documents.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;

it.each<[string, unknown, number]>([
  ['a week, as the example of a charter has it', '1 week', week],
  ['an hour', '1h', hour],
  ['three wakes', '3 wakes', 72 * hour],
  ['a week where it says nothing', undefined, week],
])('CHA-2 PRO-14 it is asked for %s', (_what, lookBack, length) => {
  const { charter } = loaded(amended({ '/lookBack': lookBack }));
  expect(charter.lookBack).toBe(length);
  expect(lookbackRulesOf(charter)).toEqual({ charter: { lookBack: length } });
});

it('CHA-2 PRO-14 a small charter that leaves it out asks for a week', () => {
  expect(loaded(exampleText('php-rfc')).charter.lookBack).toBe(week);
});

it.each<[string, unknown, string]>([
  ['off', null, 'must be a text'],
  ['a number', 7, 'must be a text'],
  ['no time', '0h', 'must be longer than nothing: null or 0 rounds switch a stage off'],
  ['a millisecond less than an hour', `${hour - 1}ms`, 'is shorter than an hour'],
  ['over a hundred years', '101 years', 'is longer than a hundred years'],
])('CHA-2 PRO-14 it is never %s', (_what, lookBack, message) => {
  expect(faultsOf(amended({ '/lookBack': lookBack }))).toEqual([`/lookBack: ${message}`]);
});

it('CHA-1 PRO-14 it is shorter at a pace, and no shorter than a second', () => {
  const { charter } = loaded(amended({ '/lookBack': '2h' }));
  expect(atPace(charter, 7).lookBack).toBe(Math.ceil((2 * hour) / 7));
  const short = (pace: number) => paceFaults(charter, pace).filter(({ path }) => path === '/lookBack');
  expect(short(7200)).toEqual([]);
  expect(short(7201)).toEqual([{ path: '/lookBack', milliseconds: 2 * hour, atPace: (2 * hour) / 7201 }]);
});

it('CHA-2 PRO-14 it stands in the charter in words, among what follows a vote', () => {
  const told = inWords(loaded(amended({ '/lookBack': '3 days' })).document);
  expect(told.find(({ heading }) => heading === 'After a vote')?.sentences).toContain(
    'As a decision is looked back upon, it is asked for 3 days whether to keep, change or end it.',
  );
});
