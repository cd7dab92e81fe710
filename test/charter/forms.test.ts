/** What a fault shows of the schema: the field that was meant, the form of a value, and which number it must be (CHA-2, PRO-10). */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldsAmong, formOf, nearest, schemasAt } from '../../charter/faults/forms.ts';
import { findingsOf } from '../../charter/faults/issues.ts';
import { readCharter } from '../../charter/load.ts';
import { parseMembers } from '../../charter/members-file.ts';
import { amended } from './documents.ts';

const faults = (changes: Record<string, unknown>) => {
  const result = readCharter(amended(changes));
  return 'faults' in result ? result.faults.map(({ path, message, facts }) => [path, message, facts]) : [];
};

describe('a field that there is not', () => {
  it.each([
    ['/vetos', 'vetoes', '{window: 24h, contest: 24h, lift: {num: 2, den: 3}}'],
    ['/catagories', 'categories', '{name: {tier: text, actions: [none]}}'],
    ['/voting/windows', 'window', '24h'],
    ['/emergency/override/treshold', 'threshold', '{num: 2, den: 3}'],
    ['/categories/justice/apeal', 'appeal', 'true'],
    ['/tiers/council/quroum', 'quorum', '{num: 2, den: 3}'],
    ['/deadlock/rejectWhenAgainst/denn', 'den', '3'],
    ['/categories/operations/threshold/off', 'of', 'decisive'],
  ])('CHA-2 at %s names %s, the nearest that there is, and its form %s', (path, meant, form) => {
    const message = `is no field of the document; the nearest is ${meant}, such as ${form}`;
    expect(faults({ [path]: 1 })).toEqual([[path, message, { nearest: meant }]]);
  });

  it('CHA-2 of which any text may stand there has no form to show', () => {
    expect(faults({ '/categories/justice/tiers': 'council' })).toEqual([
      ['/categories/justice/tiers', 'is no field of the document; the nearest is tier', { nearest: 'tier' }],
    ]);
  });

  it('CHA-2 that is one elsewhere names where', () => {
    const places = ['/discussion/round', '/maturity/family/age', '/maturity/council/age'];
    expect(faults({ '/round': '24h', '/voting/age': 3 })).toEqual([
      [
        '/voting/age',
        `is no field of the document here, but at ${places.slice(1).join(', ')}`,
        { places: places.slice(1) },
      ],
      ['/round', `is no field of the document here, but at ${places[0]}`, { places: places.slice(0, 1) }],
    ]);
  });

  it('CHA-2 unlike all others names those that there are', () => {
    expect(faults({ '/voting/xylophone': 1 })).toEqual([
      ['/voting/xylophone', 'is no field of the document', { fields: ['window', 'extensions', 'extension'] }],
    ]);
  });

  it('MEM-6 is named in a members file too', () => {
    expect(parseMembers('familes: []\nmembers: []')).toEqual({
      faults: [
        {
          path: '/familes',
          rule: 'MEM-6',
          message: 'is no field of the document; the nearest is families, such as [{id: text, name: text}]',
          facts: { nearest: 'families' },
        },
      ],
    });
  });

  it('CHA-2 is meant to be one of which a third is other letters, not more, and no novel is compared', () => {
    expect(nearest('abcdef', ['abcdxy'])).toBe('abcdxy');
    expect(nearest('abcdef', ['abcxyz'])).toBeUndefined();
    expect(nearest('ab', ['ac', 'xy'])).toBe('ac');
    expect(nearest('x'.repeat(64), ['x'.repeat(63)])).toBe('x'.repeat(63));
    expect(nearest('x'.repeat(65), ['x'.repeat(64)])).toBeUndefined();
  });
});

describe('what docs/rules.md tells', () => {
  it.each([
    [{ '/voting/windows': '24h' }, ['PRO-7']],
    [{ '/voting/xylophone': 1 }, ['PRO-7']],
    [{ '/tiers/council/threshold/off': 1 }, ['VOT-1']],
    [{ '/categories/justice/gates': 5 }, ['PRO-11', 'REP-1']],
    [{ '/maturity/council/age': 4 }, ['MEM-1']],
    [{ '/principles/0/paths': 'none' }, ['CHA-4', 'CHA-5']],
    [{ '/principles/0/pages': [] }, ['CHA-5']],
    [{ '/xylophone': 1 }, undefined],
  ])('CHA-2 of %j it tells under %j', (changes, rules) => {
    const result = readCharter(amended(changes));
    expect('faults' in result ? result.faults.map((fault) => fault.rules) : []).toEqual([rules]);
  });
});

describe('a value of another form', () => {
  it.each([
    ['/mandates/callBack', 'an object, such as {num: 2, den: 3}'],
    ['/guardian', 'an object, such as {role: guardian, scope: constitutional, answer: 24h}'],
    ['/maturity/family', 'an object, such as {age: 1, milestone: text}'],
    ['/discussion', 'an object, such as {rounds: 1, round: 24h, consensus: {minus: 0}}'],
    ['/delegation', 'an object, such as {longest: 24h, chains: true, conflicted: carry}'],
    ['/categories', 'an object, such as {name: {tier: text, actions: [none]}}'],
    ['/categories/justice/gates', 'a list, such as [parents]'],
    [
      '/emergency',
      'an object, such as {report: 24h, justify: 24h, override: {…}, ratification: {…}, repeat: 24h}',
    ],
    ['/categories/operations/threshold', 'a share, such as {num: 2, den: 3}, or the word unanimous'],
  ])('CHA-2 at %s must be %s', (path, form) => {
    expect(faults({ [path]: 5 }).find(([at]) => at === path)?.[1]).toBe(`must be ${form}`);
  });

  it('CHA-2 that is long inside is told without its inside, and one that is longer by its names alone', () => {
    const inner = z.strictObject(
      Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`field${at}`, z.int()])),
    );
    const outer = z.strictObject({ one: inner, other: z.array(inner), all: z.record(z.string(), inner) });
    expect(formOf([outer])).toBe('{one: {…}, other: […], all: {…}}');
    expect(formOf([inner])).toBe(`{${Object.keys(inner.shape).join(', ')}}`);
  });

  it('CHA-2 is none where nothing there has parts, or nothing is there', () => {
    const schema = z.strictObject({ name: z.string(), size: z.union([z.int(), z.boolean()]).optional() });
    expect(formOf(schemasAt(schema, ['name']))).toBeUndefined();
    expect(schemasAt(schema, ['size'])).toHaveLength(2);
    expect(schemasAt(schema, ['toString'])).toEqual([]);
    expect(fieldsAmong(schemasAt(schema, ['name', 'first']))).toEqual([]);
  });
});

describe('a number', () => {
  const schema = z.strictObject({
    votes: z.int(),
    share: z.number(),
    either: z.int().nullable().default(null),
  });
  const found = (value: object) => {
    const parsed = schema.safeParse(value);
    return findingsOf(parsed.error?.issues ?? [], value, schema).map(({ place, message }) => [
      place.join('/'),
      message,
    ]);
  };

  it('PRO-10 must be a whole one where it is, and only there', () => {
    expect(found({ votes: 'one', share: 'half', either: 'none' })).toEqual([
      ['votes', 'must be a whole number'],
      ['share', 'must be a number'],
      ['either', 'must be a whole number'],
    ]);
    expect(found({ votes: 0.1, share: 0.1 })).toEqual([['votes', 'must be a whole number']]);
  });
});
