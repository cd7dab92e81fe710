/** An amendment's patch: which ones apply, what they make, and what is said of one that does not. */
import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../charter/change/amend.ts';
import { charterHash } from '../../charter/load.ts';
import { longestPatch, mostOperations, patched } from '../../charter/change/patch.ts';
import { document, replace, test } from './amendments.ts';
import { amended, loaded } from './documents.ts';

/** The faults as `rule path: message`, and their facts; a patch that applies has none. */
function faultsOf(patch: readonly unknown[]) {
  const result = applyPatch(document, patch);
  return 'faults' in result
    ? result.faults.map(({ rule, path, message, facts }) => [`${rule} ${path}: ${message}`, facts])
    : [];
}

describe('an amendment', () => {
  it('AMD-1 makes a whole charter, resolved and hashed as any other', () => {
    const result = applyPatch(document, [replace('/voting/window', '96h')]);
    const expected = loaded(amended({ '/voting/window': '96h' }));
    expect(result).toEqual(expected);
    expect(expected.charter.voting.window).toBe(96 * 3_600_000);
    expect(expected.hash).toBe(charterHash(expected.document));
  });

  it('AMD-1 leaves the charter in force as it is, whether it applies or not', () => {
    const before = structuredClone(document);
    applyPatch(document, [{ op: 'move', from: '/categories/resources', path: '/categories/stores' }]);
    applyPatch(document, [{ op: 'remove', path: '/categories/resources' }, test('/name', 'another')]);
    expect(document).toEqual(before);
  });

  it('AMD-1 does not change its own patch, though a later operation works on what an earlier one put there', () => {
    const patch = [
      replace('/appeals', { window: '48h' }),
      replace('/appeals/window', '24h'),
      { op: 'copy', from: '/appeals', path: '/voting' },
    ];
    const before = structuredClone(patch);
    patched(document, patch);
    expect(patch).toEqual(before);
  });

  it('AMD-1 applies where every test holds, in whatever order the keys of a value stand', () => {
    expect(
      faultsOf([
        test('/deadlock/guardianNeeds', { den: 2, num: 1 }),
        test('/emergency/limit', '72h'),
        replace('/emergency/limit', null),
        test('/emergency/limit', null),
      ]),
    ).toEqual([]);
  });

  it('AMD-1 switches off what it removes, or leaves it to the default charter where a charter cannot be without', () => {
    const result = applyPatch({ ...document, gates: '2 weeks' as typeof document.gates }, [
      { op: 'remove', path: '/conflicts' },
      { op: 'remove', path: '/gates' },
    ]);
    expect('document' in result && result.document).toMatchObject({ conflicts: null, gates: '1 week' });
  });

  it('AMD-1 passes over members that its operations do not define', () => {
    expect(faultsOf([{ ...replace('/name', 'Moot'), from: 7, comment: 'a new name' }])).toEqual([]);
  });

  it('CHA-2 makes no charter that contradicts itself: every fault is named, with its path in the charter', () => {
    expect(
      faultsOf([
        { op: 'add', path: '/categories/resources/threshold', value: { num: 3, den: 2 } },
        replace('/categories/operations/tier', 'senate'),
        { op: 'remove', path: '/voting/window' },
      ]).map(([what]) => what),
    ).toEqual([
      'CHA-2 /voting/window: is missing',
      'CHA-2 /categories/resources/threshold: is a share above 1',
      'CHA-2 /categories/operations/tier: is no tier of the charter',
    ]);
  });

  it('CHA-2 makes no charter of what is no document', () => {
    for (const value of [null, [], 'protocol', 7])
      expect(faultsOf([replace('', value)])).toEqual([
        [expect.stringMatching(/^CHA-2 : must be an object, such as \{name, wake, /), expect.anything()],
      ]);
  });

  it('CHA-2 makes no charter whose principles guard what it took away', () => {
    expect(faultsOf([{ op: 'remove', path: '/categories/personal.works' }]).map(([what]) => what)).toEqual([
      'CHA-2 /principles/0/paths/8: points at nothing in the charter',
    ]);
  });
});

type Row = [what: string, operation: unknown, fault: string, facts: Record<string, unknown>];

const at = (path: string, more = {}) => ({ at: path, ...more });

const inapplicable: Row[] = [
  ['replaces nothing', replace('/votes', 1), '/path: points at nothing in the charter', at('/votes')],
  [
    'removes nothing',
    { op: 'remove', path: '/voting/windows' },
    '/path: points at nothing in the charter',
    at('/voting/windows'),
  ],
  ['removes everything', { op: 'remove', path: '' }, '/path: is the whole charter', at('')],
  [
    'adds below nothing',
    { op: 'add', path: '/votes/window', value: '1h' },
    '/path: lies in nothing that the charter has',
    at('/votes/window'),
  ],
  [
    'adds below a text',
    { op: 'add', path: '/name/length', value: 1 },
    '/path: lies in nothing that the charter has',
    at('/name/length'),
  ],
  [
    'moves nothing',
    { op: 'move', from: '/votes', path: '' },
    '/from: points at nothing in the charter',
    at('/votes'),
  ],
  [
    'copies nothing',
    { op: 'copy', from: '/principles/5', path: '/principles/-' },
    '/from: points at nothing in the charter',
    at('/principles/5'),
  ],
  [
    'moves a part into itself',
    { op: 'move', from: '/categories', path: '/categories/old' },
    '/path: lies within what is moved there',
    at('/categories/old'),
  ],
  [
    'tests a value that is another',
    test('/voting/window', '71h'),
    '/value: is not what the charter has there',
    at('/voting/window', { found: '72h' }),
  ],
  [
    'tests a part that is another',
    test('/voting', { window: '72h', extensions: 2 }),
    '/value: is not what the charter has there',
    at('/voting'),
  ],
  [
    'tests a number for a text',
    test('/discussion/rounds', '3'),
    '/value: is not what the charter has there',
    at('/discussion/rounds', { found: 3 }),
  ],
  ['tests what is not there', test('/votes', null), '/path: points at nothing in the charter', at('/votes')],
  ...['/principles/01', '/principles/6', '/principles/4294967296', '/principles/x'].map((path): Row => [
    `adds an item at ${path}`,
    { op: 'add', path, value: {} },
    '/path: is no place in the list',
    at(path, { most: 5 }),
  ]),
  [
    'moves an item beyond the end that it leaves',
    { op: 'move', from: '/principles/0', path: '/principles/5' },
    '/path: is no place in the list',
    at('/principles/5', { most: 4 }),
  ],
  [
    'moves an item into the last one, which is not there any more by then',
    { op: 'move', from: '/principles/0', path: '/principles/4/text' },
    '/path: lies in nothing that the charter has',
    at('/principles/4/text'),
  ],
  ['moves everything', { op: 'move', from: '', path: '/name' }, '/from: is the whole charter', at('')],
  ...['/principles/5', '/principles/-', '/principles/00', '/principles/length'].map((path): Row => [
    `replaces the item ${path}`,
    replace(path, {}),
    '/path: points at nothing in the charter',
    at(path),
  ]),
  ...['__proto__', 'constructor', 'toString'].map((name): Row => [
    `names ${name}`,
    { op: 'add', path: `/categories/${name}/actions`, value: [] },
    '/path: names what every object already has',
    at(`/categories/${name}/actions`, { names: [name] }),
  ]),
  [
    'takes what every object has',
    { op: 'copy', from: '/voting/toString', path: '/name' },
    '/from: names what every object already has',
    at('/voting/toString', { names: ['toString'] }),
  ],
];

const misshapen: Row[] = [
  [
    'is no object',
    'remove /name',
    ': must be an object, such as {op: add, path: text, value: text}',
    { found: 'remove /name' },
  ],
  ['has no op', { path: '/name', value: 'x' }, '/op: is missing', {}],
  [
    'has an op of its own',
    { op: 'merge', path: '/name' },
    '/op: is no operation of RFC 6902',
    { found: 'merge' },
  ],
  ['has no path', { op: 'remove' }, '/path: is missing', {}],
  ['has no from', { op: 'copy', path: '/name' }, '/from: is missing', {}],
  ['has no value', { op: 'add', path: '/name' }, '/value: is missing', {}],
  [
    'has a path that is no pointer',
    { op: 'remove', path: 'name' },
    '/path: must be a JSON Pointer (RFC 6901)',
    { found: 'name' },
  ],
  [
    'has a pointer with a broken escape',
    { op: 'move', from: '/a~2b', path: '/name' },
    '/from: must be a JSON Pointer (RFC 6901)',
    { found: '/a~2b' },
  ],
];

it.each([...inapplicable, ...misshapen])(
  'AMD-1 does not apply where an operation %s, and says which and why',
  (_what, operation, fault, facts) => {
    expect(faultsOf([test('/name', 'Protocol 6'), operation, replace('/name', 'Moot')])).toEqual([
      [`AMD-1 /1${fault}`, facts],
    ]);
  },
);

describe('the size of a patch', () => {
  const holds = test('/name', 'Protocol 6');
  /** A patch of so many UTF-16 code units: a test and a name of as many letters as it takes. */
  const ofLength = (length: number) => {
    const empty = [replace('/name', '')];
    return [replace('/name', 'x'.repeat(length - JSON.stringify(empty).length))];
  };
  const nested = (levels: number): unknown => (levels === 0 ? 0 : [nested(levels - 1)]);

  it('AMD-1 is a hundred operations at most', () => {
    expect(faultsOf(Array.from({ length: mostOperations }, () => holds))).toEqual([]);
    expect(faultsOf(Array.from({ length: mostOperations + 1 }, () => holds))).toEqual([
      ['AMD-1 : is too long', { most: mostOperations }],
    ]);
  });

  it('AMD-1 is a hundred thousand code units of JSON at most', () => {
    expect(patched(document, ofLength(longestPatch))).toHaveProperty('document');
    expect(faultsOf(ofLength(longestPatch + 1))).toEqual([
      ['AMD-1 : is too long', { length: longestPatch + 1, most: longestPatch }],
    ]);
  });

  it('AMD-1 is a hundred levels deep at most, and an abyss is refused as anything else', () => {
    expect(patched(document, [replace('/name', nested(98))])).toHaveProperty('document');
    expect(faultsOf([replace('/name', nested(99))])).toEqual([['AMD-1 : nests too deep', { most: 100 }]]);
    const abyss = JSON.parse('['.repeat(40_000) + ']'.repeat(40_000)) as unknown[];
    expect(faultsOf(abyss)).toEqual([['AMD-1 : nests too deep', { most: 100 }]]);
  });

  it('AMD-1 does not let copies of copies grow without end', () => {
    const doubling = Array.from({ length: 60 }, (_, index) => ({
      op: 'copy',
      from: '/categories',
      path: `/categories/copy-${index}`,
    }));
    const [[what, facts] = []] = faultsOf(doubling);
    expect(what).toBe('AMD-1 /8: makes the charter too long');
    expect(facts).toMatchObject({ most: 1_000_000 });
  });

  it('AMD-1 does not let copies of copies grow without bottom', () => {
    const deepening = [
      replace('/name', { a: 0 }),
      ...Array.from({ length: 8 }, (_, index) => ({
        op: 'copy',
        from: '/name',
        path: `/name${'/a'.repeat(2 ** index)}`,
      })),
    ];
    expect(faultsOf(deepening)).toEqual([['AMD-1 /7: makes the charter nest too deep', { most: 100 }]]);
  });
});
