/** Two amendments in flight: what each builds on is kept, and the second does not run over what the first has changed. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { difference } from '../../charter/change/difference.ts';
import { placeOf, valueAt } from '../../charter/text/places.ts';
import { conflictWith, touched } from '../../charter/change/touched.ts';
import { after, document, replace, since, test } from './amendments.ts';

const { principles } = document;

describe('what an amendment builds on', () => {
  it('AMD-1 is the old value at each path that its operations name, sources and tests included', () => {
    expect(
      touched(document, [
        test('/wake', '24h'),
        replace('/emergency/limit', '96h'),
        { op: 'copy', from: '/review', path: '/hearing' },
        { op: 'remove', path: '/appeals' },
      ]),
    ).toEqual([
      { path: '/wake', value: '24h' },
      { path: '/emergency/limit', value: '72h' },
      { path: '/hearing', value: '72h' },
      { path: '/review', value: '72h' },
      { path: '/appeals', value: { window: '72h' } },
    ]);
  });

  it('AMD-1 is nothing where it adds what is new, and null where it switches on what is off', () => {
    const patch = [
      { op: 'add', path: '/categories/garden', value: { tier: 'council', actions: ['none'] } },
      replace('/deadlock', document.deadlock),
    ];
    expect(touched(since({ '/deadlock': null }), patch)).toEqual([
      { path: '/categories/garden' },
      { path: '/deadlock', value: null },
    ]);
  });

  it('AMD-1 is the charter at submission, whatever its own operations did before', () => {
    const patch = [replace('/wake', '12h'), test('/wake', '12h')];
    expect(touched(document, patch)).toEqual([{ path: '/wake', value: '24h' }]);
  });

  it('AMD-1 is the whole outermost list of a path that leads through one', () => {
    const gates = { path: '/categories/reproduction/gates', value: ['parents', 'resources', 'diversity'] };
    for (const patch of [
      [{ op: 'remove', path: '/categories/reproduction/gates/2' }],
      [{ op: 'add', path: '/categories/reproduction/gates/-', value: 'parents' }],
    ])
      expect(touched(document, patch)).toEqual([gates]);
    expect(touched(document, [replace('/principles/4/paths/0', '/wake')])).toEqual([
      { path: '/principles', value: principles },
    ]);
  });

  it('AMD-1 is kept once: a part is not kept beside the whole', () => {
    const patch = [
      replace('/voting/window', '96h'),
      replace('/voting', { window: '48h', extensions: 0 }),
      test('/voting/extensions', 0),
    ];
    expect(touched(document, patch)).toEqual([{ path: '/voting', value: { window: '72h', extensions: 1 } }]);
    expect(touched(document, [...patch, replace('', document)])).toEqual([{ path: '', value: document }]);
  });

  it('AMD-1 is nothing for what is no patch', () => {
    expect(() => touched(document, [{ op: 'merge', path: '/voting' }])).toThrow();
  });
});

describe('an amendment that waited while another came into force', () => {
  const limit = [replace('/emergency/limit', '96h')];

  it('AMD-1 still finds what it builds on where the other changed something else', () => {
    const kept = touched(document, limit);
    expect(conflictWith(document, kept)).toBeUndefined();
    expect(conflictWith(since({ '/emergency/report': '2 wakes', '/wake': '12h' }), kept)).toBeUndefined();
  });

  it('AMD-1 does not where the value is another, and is told which, what it was and what it is', () => {
    expect(conflictWith(since({ '/emergency/limit': '48h' }), touched(document, limit))).toEqual({
      path: '/emergency/limit',
      before: '72h',
      after: '48h',
    });
  });

  it('AMD-1 does not where the other made the very change that it would make', () => {
    expect(conflictWith(after(limit), touched(document, limit))).toMatchObject({ after: '96h' });
  });

  it('AMD-1 does not where the part that the value was in is off', () => {
    expect(conflictWith(since({ '/emergency': null }), touched(document, limit))).toEqual({
      path: '/emergency/limit',
      before: '72h',
    });
  });

  it('AMD-1 does not where it would add what is there by now', () => {
    const garden = { tier: 'council', actions: ['none'] };
    const kept = touched(document, [{ op: 'add', path: '/categories/garden', value: garden }]);
    expect(conflictWith(since({ '/categories/garden': garden }), kept)).toEqual({
      path: '/categories/garden',
      after: garden,
    });
  });

  it('AMD-1 does not where its copy would take another value from elsewhere', () => {
    const kept = touched(document, [{ op: 'copy', from: '/review', path: '/hearing' }]);
    expect(conflictWith(since({ '/review': '96h' }), kept)).toMatchObject({ path: '/review' });
  });

  it('AMD-1 does not find the item at its index after the list has shifted, though the index has one like it', () => {
    const alike = since({ '/principles/0/paths': principles[1]?.paths });
    const patch = [{ op: 'add', path: '/principles/1/paths/-', value: '/appeals' }];
    const kept = touched(alike, patch);
    const shifted = after(
      [{ op: 'copy', from: '/principles/0', path: '/principles/0' }, replace('/principles/0/id', 'first')],
      alike,
    );
    expect(valueAt(shifted, placeOf('/principles/1/paths'))).toEqual(
      valueAt(alike, placeOf('/principles/1/paths')),
    );
    expect(conflictWith(shifted, kept)).toEqual({
      path: '/principles',
      before: alike.principles,
      after: shifted.principles,
    });
  });

  it('AMD-1 is not stopped by another order of keys, in which a database may give them back', () => {
    const kept = touched(document, [replace('/deadlock/guardianNeeds', { num: 2, den: 3 })]);
    const reordered = { ...document, deadlock: { guardianNeeds: { den: 2, num: 1 } } };
    expect(conflictWith(reordered, kept)).toBeUndefined();
  });

  it('AMD-1 finds what it builds on again in JSON that was stored and read', () => {
    const patch = [replace('', document), { op: 'add', path: '/garden', value: 1 }, replace('/review', null)];
    for (const one of patch) {
      const kept = touched(document, [one]);
      const stored = JSON.parse(JSON.stringify(kept)) as typeof kept;
      expect(stored).toEqual(kept);
      expect(conflictWith(document, stored)).toBeUndefined();
    }
  });
});

/** Two changes each of one field, at paths of any depth, written as replacements. */
const changes = fc.constantFrom(
  ...([
    ['/wake', '12h'],
    ['/review', null],
    ['/voting', { window: '48h', extensions: 0 }],
    ['/voting/window', '96h'],
    ['/emergency', null],
    ['/emergency/override/threshold/den', 5],
    ['/categories/operations/actions', ['none']],
    ['/categories/operations/actions/0', 'allocation.permanent'],
    ['/categories/operations', { tier: 'council', actions: ['none'] }],
    ['/principles/1/text', 'Whoever disagrees may leave.'],
    ['/principles/2/text', 'Talk first.'],
  ] as const),
);

describe('any two amendments', () => {
  it.prop([changes, changes], { numRuns: 200 })(
    'AMD-1 conflict where the first changed what the second names, and else make the same charter in either order',
    ([first, one], [second, other]) => {
      const patch = [replace(second, other)];
      const now = after([replace(first, one)]);
      const conflict = conflictWith(now, touched(document, patch));
      const meets = first.startsWith(second) || second.startsWith(first);
      const sameList = first.startsWith('/principles') && second.startsWith('/principles');
      expect(conflict !== undefined).toBe(meets || sameList);
      if (conflict === undefined)
        expect(difference(after(patch, now), after([replace(first, one)], after(patch)))).toEqual([]);
      else expect(valueAt(now, placeOf(conflict.path))).toEqual(conflict.after);
    },
  );
});
