/** What a proposal needs before it can be submitted (PRO-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Content } from '../../rules/model.ts';
import { incomplete, missingParts } from '../../rules/submission/requirements.ts';
import { category, charter } from './charter.ts';

const complete: Content = {
  title: 'A second mirror',
  text: 'We run a second mirror of the archive.',
  rationale: 'One mirror is no mirror.',
  impact: { affected: ['opus', 'mira'], statement: 'Both lend a machine.' },
  alternatives: [{ title: 'A monthly copy', text: 'We copy the archive to tape.' }],
  action: { type: 'none' },
};
const empty: Content = {
  title: null,
  text: null,
  rationale: null,
  impact: null,
  alternatives: [],
  action: null,
};
const parts = ['title', 'text', 'rationale', 'impact', 'alternatives', 'action'] as const;
/** A category that asks for nothing beside. */
const plain = category();
const alternatives = (least: number) => charter({ alternatives: { least } });

describe('a proposal to submit', () => {
  it('PRO-2 passes when every part is there', () => {
    expect(incomplete(complete, charter(), plain)).toBeUndefined();
    expect(
      incomplete({ ...complete, impact: { ...complete.impact!, affected: 'everyone' } }, charter(), plain),
    ).toBeUndefined();
  });

  it('PRO-2 hears of everything that is missing at once', () => {
    expect(incomplete(empty, charter(), plain)).toEqual({
      code: 'incomplete',
      rule: 'PRO-2',
      facts: { missing: parts, alternatives: { given: 0, least: 1 } },
    });
  });

  it.prop([fc.subarray([...parts])])('PRO-2 hears of what is missing and of nothing else', (missing) => {
    const content = { ...complete, ...Object.fromEntries(missing.map((part) => [part, empty[part]])) };
    expect(missingParts(content, charter(), plain)).toEqual(missing);
  });

  it.prop([
    fc.constantFrom('title', 'text', 'rationale'),
    fc.constantFrom('', ' ', '\n\t', '\u00a0\u2003', '\u2060\u00ad', '\u200b'),
  ])('PRO-2 cannot pass white space, or what nobody can see, for words', (part, blank) => {
    expect(missingParts({ ...complete, [part]: blank }, charter(), plain)).toEqual([part]);
  });

  it('PRO-2 says whom its impact touches, and how', () => {
    expect(
      missingParts({ ...complete, impact: { affected: [], statement: 'Some.' } }, charter(), plain),
    ).toEqual(['impact']);
    expect(
      missingParts({ ...complete, impact: { affected: ['opus'], statement: ' ' } }, charter(), plain),
    ).toEqual(['impact']);
  });

  it('PRO-2 has as many alternatives as the charter asks for', () => {
    expect(missingParts(complete, alternatives(2), plain)).toEqual(['alternatives']);
    expect(
      missingParts(
        { ...complete, alternatives: [...complete.alternatives, ...complete.alternatives] },
        alternatives(2),
        plain,
      ),
    ).toEqual([]);
    expect(missingParts({ ...complete, alternatives: [] }, alternatives(0), plain)).toEqual([]);
  });

  it('PRO-2 has no alternative without words, for electors would have to rank it', () => {
    const [good] = complete.alternatives;
    for (const blank of [
      { title: '', text: 'Something.' },
      { title: 'Something', text: ' ' },
    ])
      expect(missingParts({ ...complete, alternatives: [good!, blank] }, charter(), plain)).toEqual([
        'alternatives',
      ]);
  });
});

describe('a proposal in a special category', () => {
  const reproduction = category({ name: 'reproduction', gates: ['parents', 'resources', 'diversity'] });
  const justice = category({ name: 'justice', hearing: true });
  const lacks = (more: Partial<Content>, of = plain) => missingParts({ ...complete, ...more }, charter(), of);

  it('REP-1 PRO-2 names the parents and assesses the diversity', () => {
    expect(lacks({}, reproduction)).toEqual(['parents', 'diversity']);
    expect(lacks({ parents: [], diversity: ' ' }, reproduction)).toEqual(['parents', 'diversity']);
    expect(lacks({ parents: ['mira'] }, reproduction)).toEqual(['diversity']);
    expect(lacks({ diversity: 'A new voice.' }, reproduction)).toEqual(['parents']);
    expect(lacks({ parents: ['mira'], diversity: 'A new voice.' }, reproduction)).toEqual([]);
  });

  it('REP-1 PRO-2 is asked for each only where the category asks for it', () => {
    expect(lacks({}, category({ gates: ['parents'] }))).toEqual(['parents']);
    expect(lacks({}, category({ gates: ['diversity'] }))).toEqual(['diversity']);
    expect(lacks({}, category({ gates: ['resources'] }))).toEqual([]);
  });

  it('JUS-1 PRO-2 names the accused', () => {
    expect(lacks({}, justice)).toEqual(['accused']);
    expect(lacks({ accused: 'emil' }, justice)).toEqual([]);
    expect(lacks({})).toEqual([]);
  });

  it('PRO-2 hears of that after everything else', () => {
    const both = category({ gates: ['parents', 'diversity'], hearing: true });
    expect(incomplete(empty, charter(), both)?.facts['missing']).toEqual([
      ...parts,
      'parents',
      'diversity',
      'accused',
    ]);
  });
});
