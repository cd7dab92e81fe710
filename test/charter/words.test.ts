/** A charter told in words: every field of the schema is said, and whatever changes in one changes what is said. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { absentMeanings } from '../../charter/meanings/absent.ts';
import { type CharterField, charterFields } from '../../charter/reference.ts';
import type { CharterDocument } from '../../charter/schema.ts';
import { quorumSchema, thresholdSchema } from '../../charter/shares.ts';
import { placeOf, pointer, type Place, valueAt, withValueAt } from '../../charter/text/places.ts';
import { inWords } from '../../charter/words/chapters.ts';
import { changesInWords } from '../../charter/words/changes.ts';
import { factsOf } from '../../charter/words/facts.ts';
import { absentWords, fieldWords, headings } from '../../charter/words/fields.ts';
import {
  fractionInWords,
  lengthInWords,
  quorumInWords,
  shareInWords,
  thresholdInWords,
} from '../../charter/words/values.ts';
import { amended, defaultDocument, loaded } from './documents.ts';

/** The default charter with every field that a charter may have; no council would want all of them. */
const everyField = amended({
  '/offline/policy': 'wait',
  '/guardian/silence': 'assent',
  '/alternatives/most': 20,
  '/interests': 'ask',
  '/preferences': { unranked: 'last' },
  '/lazy': { window: '96h' },
  '/voting/extension': { quorum: { num: 1, den: 3 } },
  '/tiers/council/seats': 12,
  '/categories/operations': {
    tier: 'council',
    threshold: { num: 3, den: 5 },
    quorum: { num: 1, den: 2 },
    actions: ['none', 'task'],
    gates: ['resources'],
    hearing: true,
    appeal: true,
    approval: true,
    delay: '72h',
    guardianMayResolve: true,
    adopts: 'consent',
    endorsers: { count: 2, window: '24h' },
  },
});

/** The places of a path in the document, each `*` being one of the entries. */
const placesOf = (document: unknown, path: string): readonly Place[] =>
  placeOf(path).reduce<readonly Place[]>(
    (places, key) =>
      places.flatMap((place) =>
        (key === '*' ? Object.keys(valueAt(document, place) as object) : [key]).map((name) => [
          ...place,
          name,
        ]),
      ),
    [[]],
  );

const aPlaceOf = ({ path }: CharterField): Place | undefined =>
  placesOf(everyField, path).find((place) => (valueAt(everyField, place) ?? null) !== null);

const isSection = ({ type }: CharterField): boolean => /^(?:section|list|named entries)(?:,|$)/.test(type);

/** Another value of the same type. */
function otherThan(value: unknown, { path, type }: CharterField): unknown {
  if (path === '/categories/*/tier') return 'family';
  if (type.startsWith('duration')) return '17 days';
  if (type.startsWith('whole number')) return (value as number) + 2;
  if (type.startsWith('list of')) return (value as unknown[]).slice(1);
  if (type.startsWith('share')) return { ...(value as object), num: 6, den: 7 };
  if (type.startsWith('threshold') || type.startsWith('quorum')) return { num: 6, den: 7 };
  if (type === '`true`, `false`') return value !== true;
  const options = [...type.matchAll(/`([^`]+)`/g)].map(([, option]) => option);
  if (options.length > 1 && !type.includes('null')) {
    const other = options.find((option) => option !== String(value));
    return typeof value === 'number' ? Number(other) : other;
  }
  return `${String(value)}-other`;
}

describe('the words of a charter', () => {
  it.each(charterFields())('CHA-2 say $path, and other words for another value', (field) => {
    const place = aPlaceOf(field);
    expect(place, 'the document above has no such field').toBeDefined();
    if (isSection(field)) return;
    const other = withValueAt(everyField, place!, otherThan(valueAt(everyField, place!), field));
    const { changes, sameInWords } = changesInWords(everyField, other as CharterDocument);
    expect(sameInWords).toEqual([]);
    const path = pointer(place!);
    expect(changes.some((change) => path === change.path || path.startsWith(`${change.path}/`))).toBe(true);
  });

  it('CHA-2 say in a sentence what holds where a field of the whole charter is left out', () => {
    const whole = Object.keys(absentMeanings).filter((path) => !path.includes('*'));
    expect(Object.keys(absentWords).toSorted()).toEqual(whole.toSorted());
    for (const sentence of Object.values(absentWords)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('CHA-2 are of fields alone, each section below one heading', () => {
    const fields = charterFields().map(({ path }) => path);
    expect(Object.keys(fieldWords).filter((path) => !fields.includes(path))).toEqual([]);
    const sections = fields.filter((path) => path.lastIndexOf('/') === 0).map((path) => path.slice(1));
    expect(Object.values(headings).flat().toSorted()).toEqual(sections.toSorted());
  });

  it.each([
    '/guardian',
    '/review',
    '/deadlock/deferral',
    '/emergency/limit',
    '/delegation/cap',
    '/voting/extension/quorum',
  ])('CHA-2 say that %s is switched off', (path) => {
    const { changes } = changesInWords(
      everyField,
      withValueAt(everyField, placeOf(path), null) as CharterDocument,
    );
    expect(changes.find((change) => change.path === path)?.after).toMatch(/^[A-Z].*\.$/);
  });

  it('CHA-2 say what has no effect as the charter stands', () => {
    const saying = (path: string) => factsOf(defaultDocument()).find((fact) => fact.path === path)?.words;
    expect(saying('/maturity/council/age')).toBe('In the council decides who is 10 years old.');
    expect(saying('/maturity/council/milestone')).toContain('without effect');
    expect(saying('/offline/wait')).toContain('without effect');
    expect(saying('/lazy')).toBe('No category adopts lazily.');
  });

  it('TIE-4 VOT-1 name categories that are alike together, with figures where it is known how many decide', () => {
    const sizes = { council: [8], families: [2, 3] };
    const sentences = inWords(defaultDocument(), sizes).flatMap((chapter) => chapter.sentences);
    expect(sentences).toContain(
      'resources and wake-allocation: the council decides (tier council) with at least two thirds of the votes for and against, of at least 6 of 8 electors (at least three quarters); it may carry task, http.call, allocation.temporary, allocation.permanent and resource.define; after the last deadlock the guardian may adopt it.',
    );
    expect(sentences).toContain(
      'family: the council of a family decides with at least two thirds of the votes for and against, of at least 1 of 2 or 2 of 3 electors (at least half).',
    );
    expect(sentences).toContain(
      'At least a quarter of the council (2 of 8) can call a mandated proposal back until it is adopted.',
    );
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});

describe('what another charter says otherwise', () => {
  it('AMD-1 is nothing where it only writes it otherwise, and the places are told', () => {
    const other = amended({ '/voting/window': '3 days', '/escalation': { num: 4, den: 6 } });
    expect(changesInWords(loaded(defaultDocument()).document, loaded(other).document)).toEqual({
      changes: [],
      sameInWords: ['/escalation/den', '/escalation/num', '/voting/window'],
    });
  });

  it('AMD-1 shows a change of a tier in each category that takes it from there', () => {
    const { changes } = changesInWords(defaultDocument(), amended({ '/tiers/council/quorum': null }));
    expect(changes).toHaveLength(16);
    expect(changes.slice(0, 2)).toEqual([
      {
        path: '/tiers/council/quorum',
        of: 'council',
        before: 'of at least three quarters of the electors',
        after: 'whoever takes part',
      },
      {
        path: '/categories/operations/quorum',
        of: 'operations',
        before: 'of at least three quarters of the electors',
        after: 'whoever takes part',
      },
    ]);
  });

  it('AMD-1 tells a category that is new or gone in one sentence, and knows a principle by its id', () => {
    const { principles } = defaultDocument();
    const other = amended({
      '/categories/operations': undefined,
      '/categories/errands': { tier: 'personal', actions: ['task'] },
      '/principles': principles.slice(1).map((one) => (one.id === 'exit' ? { ...one, text: 'Leave.' } : one)),
    });
    const { changes } = changesInWords(defaultDocument(), other);
    expect(changes.map(({ path, of }) => [path, of])).toEqual([
      ['/principles/0/text', 'exit'],
      ['/categories/operations', 'operations'],
      ['/principles/0', 'autonomy'],
      ['/categories/errands', 'errands'],
    ]);
    expect(changes.at(-1)).toEqual({
      path: '/categories/errands',
      of: 'errands',
      after: 'the author alone decides (tier personal); it may carry task, and must carry one.',
    });
  });
});

describe('shares and lengths in words', () => {
  it.each([
    [{ num: 2, den: 3 }, 'at least two thirds'],
    [{ num: 50, den: 100, strict: true }, 'more than half'],
    [{ num: 1, den: 1 }, 'all'],
    [{ num: 7, den: 13 }, 'at least 7/13'],
    [{ num: 1, den: 4 }, 'at least a quarter'],
    [{ num: 0, den: 3, strict: true }, 'more than none'],
  ])('VOT-1 says %j: %s', (share, words) => expect(shareInWords(share)).toBe(words));

  it.each([
    [259_200_000, '3 days'],
    [3_600_000, '1 hour'],
    [1_209_600_000, '2 weeks'],
    [31_557_600_000, '1 year'],
    [5_400_000, '90 minutes'],
  ])('CHA-2 says %d ms: %s', (milliseconds, words) => expect(lengthInWords(milliseconds)).toBe(words));

  it('VOT-1 a fraction that has no name keeps its figures, in lowest terms', () =>
    expect([fractionInWords({ num: 10, den: 14 }), fractionInWords({ num: 12, den: 13 })]).toEqual([
      '5/7',
      '12/13',
    ]));

  const threshold = { num: 2, den: 3, strict: false, unanimous: false, of: 'decisive' } as const;

  it.each([
    [threshold, 'at least two thirds of the votes for and against'],
    [{ ...threshold, of: 'participating' }, 'at least two thirds of all votes, abstentions among them'],
    [{ ...threshold, of: 'electorate' }, 'votes for from at least two thirds of the electors (6 of 8)'],
    [{ ...threshold, of: 'seats', seats: 9 }, 'votes for from at least two thirds of its 9 seats (6 of 9)'],
    [{ ...threshold, of: 'seats', seats: 7 }, 'votes for from at least two thirds of its 7 seats (6 of 8)'],
    [
      { ...threshold, least: 3, most: 1 },
      'at least two thirds of the votes for and against, and at least 3 votes for, and at most 1 vote against',
    ],
    [{ ...threshold, unanimous: true }, 'nobody against, and for from the quorum'],
    [
      { ...threshold, parts: { by: 'family', each: { num: 1, den: 2, strict: true } } },
      'at least two thirds of the votes for and against, and more than half of them in each family',
    ],
    [
      { ...threshold, parts: { by: 'role', most: { num: 3, den: 4 } } },
      'at least two thirds of the votes for and against, and more than half of them in at least three quarters of the roles',
    ],
  ] as const)('VOT-1 says the threshold %j: %s', (value, words) =>
    expect(thresholdInWords(value, [8])).toBe(words),
  );

  it.each([
    [null, 'whoever takes part'],

    [{ num: 3, den: 4 }, 'of at least 6 of 8 electors (at least three quarters)'],
    [
      { num: 1, den: 2, strict: true, of: 'for' },
      'of at least 5 of 8 electors (more than half), votes for alone counted',
    ],
    [
      { num: 0, den: 1, least: 9, of: 'decisive' },
      'of at least 9 of 8 electors (at least 9, more than there are), abstentions not counted',
    ],
  ] as const)('TIE-4 says the quorum %j: %s', (value, words) =>
    expect(quorumInWords(value, [8])).toBe(words),
  );

  it.each([
    [{ num: 1, den: 2, strict: true }, 'of more than half of the electors'],
    [{ num: 0, den: 1, least: 5 }, 'of at least 5 electors'],
    [
      { num: 1, den: 3, least: 5, of: 'decisive' },
      'of at least a third of the electors and at least 5 electors, abstentions not counted',
    ],
    [{ num: 0, den: 1 }, 'whoever takes part'],
  ] as const)('TIE-4 says the quorum %j without figures: %s', (value, words) =>
    expect(quorumInWords(value)).toBe(words),
  );

  /** Another value of each part of a share that adopts or makes a quorum. */
  const others: Readonly<Record<string, unknown>> = {
    num: 1,
    den: 5,
    strict: true,
    of: 'participating',
    least: 4,
    most: 2,
    parts: { by: 'family', each: { num: 3, den: 5 } },
  };
  const partsOf = (schema: z.core.$ZodType): string[] =>
    schema instanceof z.ZodObject
      ? Object.keys(schema.shape)
      : schema instanceof z.ZodUnion
        ? schema.options.flatMap(partsOf)
        : [];

  it.each(partsOf(thresholdSchema))('VOT-1 says the part %s of a threshold', (part) => {
    expect(others).toHaveProperty(part);
    expect(thresholdInWords({ ...threshold, [part]: others[part] })).not.toBe(thresholdInWords(threshold));
  });

  it.each(partsOf(quorumSchema))('TIE-4 says the part %s of a quorum', (part) => {
    expect(others).toHaveProperty(part);
    const quorum = { num: 2, den: 3, of: 'for' } as const;
    expect(quorumInWords({ ...quorum, [part]: others[part] })).not.toBe(quorumInWords(quorum));
  });
});
