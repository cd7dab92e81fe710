/** What an extended vote may ask for, and a deadlock path without rounds or without a pause (CHA-2, PRO-8, DEA-2). */
import { expect, it } from 'vitest';
import { amended, faultsOf, loaded } from './documents.ts';

const more = '/voting/extension/quorum: asks for more than the quorum that was missed';
const second = (quorum: unknown) => ({ '/voting/extension': { quorum } });
const half = { num: 1, den: 2 };

it.each<[string, Record<string, unknown>, string[]]>([
  [
    'more than half of a family in the second meeting, and half in the first',
    second({ ...half, strict: true }),
    [more],
  ],
  ['a number beside half in the second meeting only', second({ ...half, least: 2 }), [more]],
  [
    'votes for in the second meeting, and all votes in the first',
    second({ num: 1, den: 9, of: 'for' }),
    [more],
  ],
  [
    'a second meeting that never is',
    { ...second(null), '/voting/extensions': 0 },
    ['/voting/extension: is of an extension, and there is none'],
  ],
  [
    'a second meeting of which nothing is said',
    { '/voting/extension': {} },
    ['/voting/extension/quorum: is missing'],
  ],
  ['a share of more than all', second({ num: 3, den: 2 }), ['/voting/extension/quorum: is a share above 1']],
  [
    'a pause of no time',
    { '/deadlock/deferral': '0h' },
    ['/deadlock/deferral: must be longer than nothing: null or 0 rounds switch a stage off'],
  ],
])('CHA-2 PRO-8 DEA-2 refuses a charter for %s', (_what, changes, faults) => {
  expect(faultsOf(amended(changes))).toEqual(faults);
});

it.each<[string, Record<string, unknown>]>([
  ['as many as a family takes', second(half)],
  ['five, where the first takes a share', second({ num: 0, den: 1, least: 5 })],
  ['none', second(null)],
  [
    'less than some categories, where the others ask for none',
    { ...second({ num: 2, den: 3 }), '/tiers/family/quorum': null },
  ],
])('CHA-2 PRO-8 does not refuse a second meeting of %s', (_what, changes) => {
  expect(faultsOf(amended(changes))).toEqual([]);
});

it('CHA-2 PRO-8 names the categories of which the second meeting asks more', () => {
  const changes = {
    ...second({ num: 2, den: 3 }),
    '/tiers/family/quorum': null,
    '/categories/operations/quorum': half,
  };
  expect(faultsOf(amended(changes))).toEqual([more]);
});

it('DEA-2 a charter may have neither more rounds nor a pause', () => {
  const { charter } = loaded(amended({ '/deadlock/deferral': null, '/deadlock/extraRounds': 0 }));
  expect(charter.deadlock).toMatchObject({ deferral: null, extraRounds: 0 });
});
