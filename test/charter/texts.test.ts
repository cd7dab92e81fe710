/** Texts that are no charter, some of them made to do harm (CHA-2). */
import { describe, expect, it } from 'vitest';
import { parseCharter } from '../../charter/load.ts';
import { defaultDocument, defaultText, faultsOf } from './documents.ts';

const mustBeCharter = expect.stringMatching(
  /^must be an object, such as \{name, wake, .*, principles\}$/,
) as string;

describe('a text that is no charter', () => {
  const nothing = { facts: {}, rule: 'CHA-2', path: '' };
  it.each([
    ['empty', '', mustBeCharter],
    ['a list', '[1, 2]', mustBeCharter],
    ['a word', 'charter', mustBeCharter],
    ['a key twice', `${defaultText}\nname: Again\n`, 'cannot be read: Map keys must be unique'],
    ['a key twice below', 'voting: { window: 72h, window: 1h }', 'cannot be read: Map keys must be unique'],
    ['an alias', 'a: &a [1]\nb: *a', 'uses an alias'],
    ['a tag', 'name: !!binary aGk=', 'cannot be read: Unresolved tag: tag:yaml.org,2002:binary'],
    [
      'a second document',
      'name: a\n---\nname: b',
      'cannot be read: Source contains multiple documents; please use YAML.parseAllDocuments()',
    ],
    [
      'an open bracket',
      'name: [',
      'cannot be read: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['brackets 101 deep', '['.repeat(101) + ']'.repeat(101), 'nests too deep'],
    ['half a million brackets', '['.repeat(500_000), 'nests too deep'],
    ['half a million dashes', '- '.repeat(400_000), 'nests too deep'],
    [
      'a staircase of blocks',
      Array.from({ length: 102 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
      'nests too deep',
    ],
    ['a novel', `# ${'x'.repeat(1_000_000)}`, 'is too long'],
  ])('CHA-2 is refused: %s', (_what, text, message) => {
    const result = parseCharter(text);
    expect('faults' in result && result.faults[0]).toMatchObject({
      ...nothing,
      message,
      facts: expect.anything(),
    });
  });

  it('CHA-2 is told where it breaks off, by line and column', () => {
    const result = parseCharter('name: a\nname: b\n');
    expect('faults' in result && result.faults[0]?.facts).toEqual({ line: 2, column: 1 });
  });

  it('CHA-2 takes brackets in prose for prose', () => {
    const text = defaultText.replace('Protocol 6\n', `"Protocol ${'['.repeat(150)}"\n`);
    expect(faultsOf(text)).toEqual([]);
  });

  it('CHA-2 does not unfold a bomb of aliases', () => {
    const levels = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`);
    const bomb = ['a0: &a0 [x, x]', ...levels].join('\n');
    expect(faultsOf(bomb)).toEqual([': uses an alias']);
  });
});

describe('a document with very much amiss', () => {
  it('CHA-2 is refused in seconds of the processor, with every fault', () => {
    const wrong = Array.from({ length: 20_000 }, (_, at) => [
      `c${at}`,
      { tier: 'council', actions: ['jail'] },
    ]);
    const document = { ...defaultDocument(), categories: Object.fromEntries(wrong) as never, principles: [] };
    const before = process.cpuUsage();
    expect(faultsOf(document).filter((fault) => fault.includes('/actions/0'))).toHaveLength(20_000);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000);
  });
});
