/** Patches as RFC 6902 has them: its own examples, and whatever else somebody may send. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { patched } from '../../charter/change/patch.ts';
import { replace, test } from './amendments.ts';

/** The examples of RFC 6902, appendix A, but for the one of a repeated key, which no parser hands on. */
const examples: [id: string, document: unknown, patch: unknown[], result: unknown][] = [
  ['A.1', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
  [
    'A.2',
    { foo: ['bar', 'baz'] },
    [{ op: 'add', path: '/foo/1', value: 'qux' }],
    { foo: ['bar', 'qux', 'baz'] },
  ],
  ['A.3', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
  ['A.4', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
  ['A.5', { baz: 'qux', foo: 'bar' }, [replace('/baz', 'boo')], { baz: 'boo', foo: 'bar' }],
  [
    'A.6',
    { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
    [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
    { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
  ],
  [
    'A.7',
    { foo: ['all', 'grass', 'cows', 'eat'] },
    [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
    { foo: ['all', 'cows', 'eat', 'grass'] },
  ],
  [
    'A.8',
    { baz: 'qux', foo: ['a', 2, 'c'] },
    [test('/baz', 'qux'), test('/foo/1', 2)],
    { baz: 'qux', foo: ['a', 2, 'c'] },
  ],
  ['A.9', { baz: 'qux' }, [test('/baz', 'bar')], undefined],
  [
    'A.10',
    { foo: 'bar' },
    [{ op: 'add', path: '/child', value: { grandchild: {} } }],
    { foo: 'bar', child: { grandchild: {} } },
  ],
  ['A.11', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux', xyz: 123 }], { foo: 'bar', baz: 'qux' }],
  ['A.12', { foo: 'bar' }, [{ op: 'add', path: '/baz/bat', value: 'qux' }], undefined],
  ['A.14', { '/': 9, '~1': 10 }, [test('/~01', 10)], { '/': 9, '~1': 10 }],
  ['A.15', { '/': 9, '~1': 10 }, [test('/~01', '10')], undefined],
  [
    'A.16',
    { foo: ['bar'] },
    [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
    { foo: ['bar', ['abc', 'def']] },
  ],
];

it.each(examples)('AMD-1 applies as RFC 6902 shows in %s', (_id, before, patch, after) => {
  const result = patched(before, patch);
  expect('document' in result ? result.document : undefined).toEqual(after);
});

const path = fc.constantFrom(
  ...[
    '',
    '/',
    '/list',
    '/list/0',
    '/list/1',
    '/list/1/text',
    '/list/2/0',
    '/list/2/-',
    '/list/-',
    '/list/01',
    '/part',
    '/part/part',
    '/part/text',
    '/text',
  ],
  ...['/text/0', '/nothing', '/nothing/0', '/__proto__', '/constructor/prototype', '/list/length'],
);
const operation = fc.record({
  op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
  path,
  from: path,
  value: fc.constantFrom<unknown>(0, 'text', null, { text: 'text' }, ['text'], { part: { text: 'text' } }),
});
const small = { list: ['text', { text: 'text' }, ['text']], part: { part: {}, text: 'text' }, text: 'text' };

describe('any patch', () => {
  it.prop([fc.array(operation, { maxLength: 6 })], { numRuns: 1_000 })(
    'AMD-1 either makes a document or is told why not, and applies one operation after the other',
    (patch) => {
      const untouched = structuredClone(small);
      const stepwise = patch.reduce<unknown>((before, step) => {
        const result = before === undefined ? { findings: [] } : patched(before, [step]);
        return 'document' in result ? result.document : undefined;
      }, small);
      const result = patched(small, patch);
      expect('document' in result ? result.document : undefined).toEqual(stepwise);
      expect('findings' in result ? result.findings.length : 1).toBe(1);
      expect(small).toEqual(untouched);
      expect(Object.hasOwn(Object.prototype, 'part')).toBe(false);
    },
  );

  it.prop([fc.array(fc.jsonValue({ depthSize: 'medium' }))])(
    'AMD-1 of any JSON values is refused for what it is, and never by accident',
    (patch) => {
      fc.pre(patch.length > 0);
      const result = patched(small, patch);
      expect('findings' in result ? result.findings.map(({ place }) => place.length > 0) : []).toContain(
        true,
      );
    },
  );
});
