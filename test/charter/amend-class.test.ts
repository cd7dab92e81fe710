/** Which class an amendment is of: what it changes decides, not what its author calls it, nor how the patch is written. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { classOf } from '../../charter/change/amend.ts';
import { placeOf, pointer, valueAt, type Place } from '../../charter/text/places.ts';
import { after, document, replace, since, test } from './amendments.ts';

const { principles } = document;

type Change = [path: string, value: unknown];

/** Each a change at or below a guarded path, and the ids of those that guard it. */
const guarded: [...Change, guards: (string | null)[]][] = [
  ['/tiers/personal', { tier: 3, threshold: { num: 2, den: 3 } }, ['autonomy']],
  ['/categories/personal.time/actions', ['none'], ['autonomy']],
  ['/categories/personal.works', { tier: 'council', actions: ['none'] }, ['autonomy']],
  ['/categories/constitutional/delay', '29 days', ['exit', 'backstop']],
  ['/categories/core-principles/delay', null, ['exit', 'backstop']],
  ['/discussion', { rounds: 0, round: '24h', consensus: { minus: 0 } }, ['consent-first']],
  ['/discussion/consensus/minus', 1, ['consent-first']],
  ['/review', null, ['consent-first']],
  ['/voting/window', '71h', ['transparency']],
  ['/answers', 'at-close', ['transparency']],
  ['/guardian/answer', '2 weeks', ['backstop']],
  ['/categories/constitutional/quorum', { num: 1, den: 2 }, ['backstop']],
  ['/categories/core-principles/threshold', { num: 4, den: 5 }, ['backstop']],
  ['/principles/1/text', 'Nobody may leave.', [null, 'backstop']],
  ['/principles/4/paths', ['/guardian'], [null, 'backstop']],
  ['/vetoes', null, ['autonomy']],
  ['/vetoes/lift', { num: 3, den: 5 }, ['autonomy']],
  ['/categories/veto-question/quorum', null, ['autonomy']],
  ['/tiers/council/threshold', { num: 3, den: 5, of: 'decisive' }, ['backstop']],
  ['/tiers/family/quorum', null, ['backstop']],
  ['/maturity/council/age', 12, ['backstop']],
  ['/offline/policy', 'exclude', ['backstop']],
  ['/hearing', '1h', ['backstop']],
  ['/appeals/window', '1h', ['backstop']],
  ['/gates', '1h', ['backstop']],
  ['/categories/justice/threshold', { num: 1, den: 2, strict: true }, ['backstop']],
  ['/categories/justice/actions', ['none'], ['backstop']],
  ['/categories/reproduction/threshold', { num: 3, den: 5 }, ['backstop']],
  ['/principles', [], [null, 'backstop']],
  [
    '/principles',
    [...principles, { id: 'thrift', text: 'Nothing is wasted.', paths: [] }],
    [null, 'backstop'],
  ],
  ['/principles', principles.toReversed(), [null, 'backstop']],
];

/** Each a change that no principle guards. */
const unguarded: Change[] = [
  ['/name', 'Protocol 7'],
  ['/wake', '12h'],
  ['/drafts/lapse', '60 days'],
  ['/emergency/limit', null],
  ['/deadlock', null],
  ['/delegation/cap', null],
  ['/conflicts/mediation', '3 days'],
  ['/categories/operations/threshold', 'unanimous'],
  ['/categories/operations/quorum', null],
  ['/categories/constitutional-affairs', { tier: 'council', actions: ['none'] }],
  ['/categories/personal', { tier: 'personal', actions: ['none'] }],
  ['/categories/infrastructure', undefined],
];

/** Changes that are guarded where the tier is said, but not the category: the category takes them from there. */
const inherited: [...Change, paths: string[]][] = [
  [
    '/tiers/council/quorum',
    { num: 1, den: 2 },
    ['/categories/constitutional/quorum/den', '/categories/constitutional/quorum/num'],
  ],
  ['/tiers/council/threshold/of', 'electorate', ['/categories/constitutional/threshold/of']],
];

describe('an amendment of the default charter', () => {
  it.each(guarded)('CHA-4 CHA-5 is core-principles where it changes %s to %j', (path, value, guards) => {
    const { class: found, touches } = classOf(document, since({ [path]: value }));
    expect(found).toBe('core-principles');
    expect([...new Set(touches.map(({ principle }) => principle))]).toEqual(guards);
  });

  it.each(unguarded)('CHA-4 is constitutional where it changes %s to %j', (path, value) => {
    const { class: found, touches, differences } = classOf(document, since({ [path]: value }));
    expect({ found, touches }).toEqual({ found: 'constitutional', touches: [] });
    expect(differences.every((difference) => difference.path.startsWith(path))).toBe(true);
    expect(differences).not.toEqual([]);
  });

  it.each(inherited)(
    'CHA-4 is core-principles where it changes %s to %j, which guarded categories take from there',
    (path, value, paths) => {
      const { class: found, touches, differences } = classOf(document, since({ [path]: value }));
      expect(found).toBe('core-principles');
      expect(differences.every((difference) => difference.path.startsWith('/tiers/council/'))).toBe(true);
      const constitutional = touches.find(({ guards }) => guards === '/categories/constitutional');
      expect(constitutional).toMatchObject({ principle: 'backstop' });
      expect(constitutional?.paths).toEqual(expect.arrayContaining(paths));
    },
  );

  it('CHA-4 says which guarded paths it changes, who guards them, and where', () => {
    const changes = { '/categories/constitutional/delay': '1 day', '/wake': '12h' };
    expect(classOf(document, since(changes)).touches).toEqual([
      {
        principle: 'exit',
        guards: '/categories/constitutional/delay',
        paths: ['/categories/constitutional/delay'],
      },
      {
        principle: 'backstop',
        guards: '/categories/constitutional',
        paths: ['/categories/constitutional/delay'],
      },
    ]);
  });
});

/** The ways in which one and the same change can be written, at the place itself or at any place above it. */
const writings: Record<string, (path: string, value: unknown) => unknown[]> = {
  replaced: (path, value) => [replace(path, value)],
  'removed and added': (path, value) =>
    path === ''
      ? [{ op: 'add', path, value }]
      : [
          { op: 'remove', path },
          { op: 'add', path, value },
        ],
  'moved away, added, and the old one removed': (path, value) =>
    path === ''
      ? [
          { op: 'add', path: '/old', value: 0 },
          { op: 'move', from: '/name', path: '/old' },
          { op: 'add', path, value },
        ]
      : [
          { op: 'move', from: path, path: '/old' },
          { op: 'add', path, value },
          { op: 'remove', path: '/old' },
        ],
  'put elsewhere, copied from there, and the copy’s source removed': (path, value) => [
    { op: 'add', path: '/new', value },
    { op: 'copy', from: '/new', path },
    ...(path === '' ? [] : [{ op: 'remove', path: '/new' }]),
  ],
  'put elsewhere and moved from there': (path, value) => [
    { op: 'add', path: '/new', value },
    { op: 'move', from: '/new', path },
  ],
  'tested first': (path, value) => [
    test(path, valueAt(document, placeOf(path))),
    replace(path, value),
    test(path, value),
  ],
  'changed, changed back and changed again': (path, value) => [
    replace(path, value),
    replace(path, valueAt(document, placeOf(path))),
    replace(path, value),
  ],
};

/** The place itself, or the list that it is an item of: what is put at an index of a list goes before what is there. */
function aboveItem(place: Place): Place {
  const above = place.slice(0, -1);
  return Array.isArray(valueAt(document, above)) ? above : place;
}

/** Every change with the charter that it makes. */
const changes = fc.constantFrom(
  ...[
    ...guarded.map(([path, value]) => ({ path, value, expected: 'core-principles' })),
    ...inherited.map(([path, value]) => ({ path, value, expected: 'core-principles' })),
    ...unguarded.map(([path, value]) => ({ path, value, expected: 'constitutional' })),
  ].map(({ path, value, expected }) => {
    const changed = since({ [path]: value });
    return { path, changed, expected, classified: classOf(document, changed) };
  }),
);

describe('however a patch is written', () => {
  it.prop([changes, fc.nat(), fc.constantFrom(...Object.keys(writings))], { numRuns: 200 })(
    'CHA-4 the same change is of the same class, and a parent or the whole document hides nothing',
    ({ path, changed, expected, classified }, height, writing) => {
      const place = placeOf(path);
      const inBoth = place.filter((_, level) =>
        [document, changed].every((side) => valueAt(side, place.slice(0, level + 1)) !== undefined),
      );
      const at = aboveItem(inBoth.slice(0, height % (inBoth.length + 1)));
      const written = writings[writing]!(pointer(at), valueAt(changed, at));
      const made = after(written);
      expect(made).toEqual(changed);
      expect(classOf(document, made)).toEqual(classified);
      expect(classified.class).toBe(expected);
    },
  );

  it.prop([fc.constantFrom(...guarded), fc.subarray(unguarded)], {
    numRuns: 50,
  })('CHA-4 a guarded change stays one among others', ([path, value], others) => {
    const all = [...others, [path, value] as const].filter(([other]) => !path.startsWith(`${other}/`));
    expect(classOf(document, since(Object.fromEntries(all))).class).toBe('core-principles');
  });

  it('CHA-4 what changes nothing is of the milder class, and has no difference', () => {
    const patch = [
      { op: 'move', from: '/categories/constitutional', path: '/categories/hidden' },
      { op: 'move', from: '/categories/hidden', path: '/categories/constitutional' },
    ];
    expect(classOf(document, after(patch))).toEqual({
      class: 'constitutional',
      differences: [],
      touches: [],
    });
  });
});
