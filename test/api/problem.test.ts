/** Problems: every refusal has a status that a client expects and words made of its facts. */
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { documentOf, problemCodes, problemKinds, type ProblemCode } from '../../api/problems/problem.ts';

/** What clients rely on. */
const statuses: Readonly<Record<number, readonly ProblemCode[]>> = {
  400: ['malformed-json', 'invalid-header', 'sign-in-failed'],
  401: ['unauthenticated'],
  403: [
    'forged',
    'not-permitted',
    'not-an-elector',
    'opens-by-itself',
    'not-linked',
    'scope-missing',
    'invalid-invitation',
    'cross-site',
    'signature-required',
    'signature-refused',
    'key-needed',
    'unknown-sensor',
  ],
  404: ['not-found', 'unknown-terms', 'unknown-obligation', 'unknown-key'],
  405: ['method-not-allowed'],
  409: [
    'wrong-stage',
    'window-closed',
    'stale-version',
    'already-done',
    'limit-reached',
    'import-closed',
    'status-final',
    'recused',
    'over-cap',
    'repeated-act',
    'wrong-category',
    'replaced-terms',
    'not-holdable',
    'same-matter',
    'withdrawn-before',
    'still-running',
    'changed-since',
    'lasting-failure',
    'interests-undeclared',
    'last-identity',
    'too-many-attachments',
    'beyond-limit',
    'family-taken',
    'in-a-family',
    'not-in-family',
    'muted',
    'other-status',
  ],
  413: ['payload-too-large'],
  415: ['unsupported-media-type'],
  422: [
    'must-be-sealed',
    'bad-signature',
    'ahead-of-clock',
    'out-of-order',
    'unknown-observation',
    'too-old',
    'not-a-person',
    'part-not-permitted',
    'too-many-named',
    'of-family-maturity',
    'other-parents',
    'other-shares',
    'not-held',
    'not-mature',
    'unknown-resource',
    'over-total',
    'below-allocated',
    'other-unit',
    'not-named',
    'invalid-body',
    'invalid-query',
    'idempotency-key-reused',
    'unknown-attachment',
    'hash-mismatch',
    'incomplete',
    'too-many-alternatives',
    'action-not-permitted',
    'address-refused',
    'unknown-category',
    'unknown-option',
    'unknown-member',
    'repeated-option',
    'empty-electorate',
    'past-instant',
    'personal-matter',
    'unknown-principle',
    'unknown-remedy',
    'own-case',
    'not-owed',
    'no-facilitator',
    'unknown-statement',
    'unknown-word',
    'no-reversal',
    'unknown-matter',
    'family-matter',
    'invalid-amendment',
    'wrong-class',
    'changes-nothing',
    'too-far-ahead',
    'switched-off',
    'category-not-permitted',
    'repeated-member',
    'unknown-mandate',
    'to-oneself',
  ],
  429: ['too-often', 'too-many-requests'],
  500: ['internal'],
  503: ['unavailable', 'clocks-differ'],
};

describe('a problem', () => {
  it('PRO-10 has the status that a client expects of its code', () => {
    expect(new Set(Object.values(statuses).flat()).size, 'each code has one status').toBe(
      Object.values(statuses).flat().length,
    );
    const expected = Object.entries(statuses).flatMap(([status, codes]) =>
      codes.map((code) => [code, Number(status)] as const),
    );
    const actual = problemCodes.map((code) => [code, problemKinds[code].status] as const);
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });

  it('PRO-10 names the rule and the facts, and says them in words', () => {
    const facts = { stage: 'review', allowedIn: ['discussion', 'voting'] };
    expect(documentOf({ code: 'wrong-stage', rule: 'PRO-7', facts })).toEqual({
      type: '/problems/wrong-stage',
      title: 'Not at this stage',
      status: 409,
      detail: 'The process is in stage review. This can be done in discussion and voting.',
      rule: 'PRO-7',
      facts,
      errors: undefined,
    });
    const late = { deadline: '2026-11-22T09:00:00.000Z', at: '2026-11-22T09:00:00.001Z', lateByMs: 1 };
    expect(documentOf({ code: 'window-closed', rule: 'PRO-10', facts: late }).detail).toBe(
      'The deadline was 2026-11-22T09:00:00.000Z. This came 1 ms after it.',
    );
    const missing = documentOf({
      code: 'incomplete',
      rule: 'PRO-2',
      facts: { missing: ['title', 'text', 'action'] },
    });
    expect(missing.detail).toBe('Missing: title, text and action.');
  });
});

test.prop([
  fc.constantFrom('not-an-elector' as const, 'not-permitted' as const),
  fc.record({ age: fc.jsonValue(), maturity: fc.jsonValue().filter((maturity) => maturity !== null) }),
])('MEM-1 PRO-10 finds words for an age, whatever is said of it', (code, facts) => {
  const { detail } = documentOf({ code, rule: null, facts });
  expect(detail).toMatch(/^At the age of [^]*\.$/);
  expect(detail).not.toMatch(/undefined|\[object/);
});

test.prop([fc.constantFrom(...problemCodes), fc.dictionary(fc.string(), fc.jsonValue())])(
  'PRO-10 finds words whatever the facts are',
  (code, facts) => {
    const { detail, title } = documentOf({ code, rule: null, facts });
    expect(detail).toMatch(/\.$/);
    expect(detail).not.toMatch(/undefined|\[object/);
    expect(title.length).toBeGreaterThan(0);
  },
);
