/** What guards a part of the charter, and what is said of an amendment in the wrong category. */
import { describe, expect, it } from 'vitest';
import { amendmentClassFault, classOf } from '../../charter/change/amend.ts';
import { after, document, replace, since } from './amendments.ts';

describe('a guarded path', () => {
  const guarding = (paths: string[], changes: Readonly<Record<string, unknown>> = {}) =>
    since({ ...changes, '/principles': [{ id: 'guarded', text: 'As it is.', paths }] });

  it('CHA-4 is changed by what takes away the part that it lies in', () => {
    const before = guarding(['/emergency/limit']);
    const gone = after([replace('/principles/0/paths', []), replace('/emergency', null)], before);
    expect(classOf(before, gone).touches.map(({ principle }) => principle)).toEqual([null, 'guarded']);
    const shorter = after([replace('/emergency/repeat', '1 day')], before);
    expect(classOf(before, shorter).class).toBe('constitutional');
  });

  it('CHA-4 is changed by another length of the list that it lies in, since an index names no item', () => {
    const before = guarding(['/categories/operations/actions/1']);
    const longer = after(
      [{ op: 'add', path: '/categories/operations/actions/0', value: 'allocation.permanent' }],
      before,
    );
    expect(classOf(before, longer).class).toBe('core-principles');
  });

  it('CHA-4 is not changed by one whose name it begins', () => {
    const before = guarding(['/categories/operations']);
    const more = { tier: 'council', actions: ['none'] };
    const added = after([{ op: 'add', path: '/categories/operations-abroad', value: more }], before);
    expect(classOf(before, added).class).toBe('constitutional');
  });

  it('CHA-4 is changed where the document says so, and only there is told', () => {
    const before = guarding(['/categories/operations'], {
      '/tiers/board': { tier: 3, threshold: { num: 2, den: 3 }, quorum: { num: 3, den: 4 } },
    });
    const moved = after([replace('/categories/operations/tier', 'board')], before);
    expect(classOf(before, moved).touches).toEqual([
      { principle: 'guarded', guards: '/categories/operations', paths: ['/categories/operations/tier'] },
    ]);
  });

  it('CHA-4 is the whole charter where a principle guards all of it', () => {
    const before = guarding(['']);
    expect(classOf(before, after([replace('/name', 'Moot')], before)).class).toBe('core-principles');
  });

  it('CHA-4 is changed by the length of a wake that it is measured in', () => {
    const inWakes = guarding(['/review'], { '/review': '3 wakes' });
    expect(classOf(inWakes, after([replace('/wake', '1h')], inWakes)).touches).toEqual([
      { principle: 'guarded', guards: '/review', paths: ['/review'] },
    ]);
    const inHours = guarding(['/review']);
    expect(classOf(inHours, after([replace('/wake', '1h')], inHours)).class).toBe('constitutional');
  });

  it('CHA-4 is changed by other words for the same, too: the documents are compared as written', () => {
    const before = guarding(['/review']);
    expect(classOf(before, after([replace('/review', '3 days')], before)).class).toBe('core-principles');
  });

  it('CHA-4 is judged by the principles in force, not by those that it brings', () => {
    const open = since({ '/principles': [] });
    const guarding = [{ id: 'names', text: 'Names stay.', paths: ['/name'] }];
    expect(classOf(open, after([replace('/voting/window', '1h')], open)).class).toBe('constitutional');
    const renamed = [replace('/name', 'Moot'), { op: 'add', path: '/principles', value: guarding }];
    expect(classOf(open, after(renamed, open)).touches).toEqual([
      { principle: null, guards: '/principles', paths: ['/principles'] },
    ]);
  });
});

describe('the category of an amendment', () => {
  const mild = classOf(document, since({ '/wake': '12h' }));
  const core = classOf(document, since({ '/voting/window': '1 week' }));

  it('CHA-4 is its class', () => {
    expect(amendmentClassFault('constitutional', mild)).toBeUndefined();
    expect(amendmentClassFault('core-principles', core)).toBeUndefined();
  });

  it('CHA-4 is refused where it is the milder one, with the guarded paths and who guards them', () => {
    expect(amendmentClassFault('constitutional', core)).toEqual({
      code: 'wrong-class',
      rule: 'CHA-4',
      facts: {
        category: 'constitutional',
        class: 'core-principles',
        touches: [{ principle: 'transparency', guards: '/voting', paths: ['/voting/window'] }],
      },
    });
  });

  it('CHA-4 is refused as constitutional where a patch of a parent or of the whole document hides a core principle', () => {
    const { constitutional, ...others } = document.categories;
    const eased = { ...others, constitutional: { ...constitutional!, quorum: null } };
    for (const patch of [
      [replace('/categories', eased)],
      [replace('', { ...document, name: 'Moot', categories: eased })],
    ])
      expect(amendmentClassFault('constitutional', classOf(document, after(patch)))).toMatchObject({
        code: 'wrong-class',
        facts: { touches: [{ principle: 'backstop', paths: ['/categories/constitutional/quorum'] }] },
      });
  });

  it('CHA-4 is refused where it is the stricter one, too', () => {
    expect(amendmentClassFault('core-principles', mild)).toEqual({
      code: 'wrong-class',
      rule: 'CHA-4',
      facts: { category: 'core-principles', class: 'constitutional', touches: [] },
    });
  });

  it('AMD-1 does not matter where nothing changes: that is refused in either', () => {
    for (const category of ['constitutional', 'core-principles'])
      expect(amendmentClassFault(category, classOf(document, document))).toEqual({
        code: 'changes-nothing',
        rule: 'AMD-1',
        facts: { category },
      });
  });

  it('CHA-4 is judged anew against another charter in force', () => {
    const patch = [replace('/emergency/limit', '96h')];
    expect(amendmentClassFault('constitutional', classOf(document, after(patch)))).toBeUndefined();
    const inForce = since({ '/principles/1/paths': ['/categories/constitutional/delay', '/emergency'] });
    expect(amendmentClassFault('constitutional', classOf(inForce, after(patch, inForce)))).toMatchObject({
      code: 'wrong-class',
      facts: { touches: [{ principle: 'exit', guards: '/emergency', paths: ['/emergency/limit'] }] },
    });
  });
});
