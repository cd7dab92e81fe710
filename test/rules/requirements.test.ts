/** What a proposal needs before it can be submitted (PRO-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Content } from '../../rules/model.ts';
import { incomplete, missingParts } from '../../rules/requirements.ts';
import { charter } from './charter.ts';

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
const alternatives = (least: number) => charter({ alternatives: { least } });

describe('a proposal to submit', () => {
  it('PRO-2 passes when every part is there', () => {
    expect(incomplete(complete, charter())).toBeUndefined();
    expect(
      incomplete({ ...complete, impact: { ...complete.impact!, affected: 'everyone' } }, charter()),
    ).toBeUndefined();
  });

  it('PRO-2 hears of everything that is missing at once', () => {
    expect(incomplete(empty, charter())).toEqual({
      code: 'incomplete',
      rule: 'PRO-2',
      facts: { missing: parts, alternatives: { given: 0, least: 1 } },
    });
  });

  it.prop([fc.subarray([...parts])])('PRO-2 hears of what is missing and of nothing else', (missing) => {
    const content = { ...complete, ...Object.fromEntries(missing.map((part) => [part, empty[part]])) };
    expect(missingParts(content, charter())).toEqual(missing);
  });

  it.prop([fc.constantFrom('title', 'text', 'rationale'), fc.constantFrom('', ' ', '\n\t', '\u00a0\u2003')])(
    'PRO-2 cannot pass white space for words',
    (part, blank) => {
      expect(missingParts({ ...complete, [part]: blank }, charter())).toEqual([part]);
    },
  );

  it('PRO-2 says whom its impact touches, and how', () => {
    expect(missingParts({ ...complete, impact: { affected: [], statement: 'Some.' } }, charter())).toEqual([
      'impact',
    ]);
    expect(missingParts({ ...complete, impact: { affected: ['opus'], statement: ' ' } }, charter())).toEqual([
      'impact',
    ]);
  });

  it('PRO-2 has as many alternatives as the charter asks for', () => {
    expect(missingParts(complete, alternatives(2))).toEqual(['alternatives']);
    expect(
      missingParts(
        { ...complete, alternatives: [...complete.alternatives, ...complete.alternatives] },
        alternatives(2),
      ),
    ).toEqual([]);
    expect(missingParts({ ...complete, alternatives: [] }, alternatives(0))).toEqual([]);
  });

  it('PRO-2 has no alternative without words, for electors would have to rank it', () => {
    const [good] = complete.alternatives;
    for (const blank of [
      { title: '', text: 'Something.' },
      { title: 'Something', text: ' ' },
    ])
      expect(missingParts({ ...complete, alternatives: [good!, blank] }, charter())).toEqual([
        'alternatives',
      ]);
  });
});
