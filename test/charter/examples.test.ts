/** Real bodies on the same engine: their rules as charters, and both sides of what each asks for. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Charter } from '../../charter/types.ts';
import { quorate } from '../../rules/polls/quorum.ts';
import { leastWhole } from '../../rules/polls/share.ts';
import { reached } from '../../rules/polls/threshold.ts';
import { inWords } from '../../charter/words/chapters.ts';
import { exampleNames, exampleText, faultsOf, loaded } from './documents.ts';

const day = 24 * 3_600_000;

describe.each(exampleNames)('the example %s', (name) => {
  it('CHA-2 has no fault, in fewer than 120 lines, begins with what it cannot say, and is told in words', () => {
    const text = exampleText(name);
    expect(faultsOf(text)).toEqual([]);
    expect(text.split('\n').length).toBeLessThan(120);
    expect(text.slice(0, text.indexOf('\nname:'))).toMatch(/differs, plainly|is not expressed/);
    expect(inWords(loaded(text).document).flatMap(({ sentences }) => sentences).length).toBeGreaterThan(30);
  });
});

/** Electors, those for and against, and abstentions, in a category of an example; whether it adopts with a quorum. */
it.each<[string, string, number, [number, number, number], boolean]>([
  ['pep-13', 'membership', 32, [21, 11, 0], false],
  ['pep-13', 'membership', 32, [22, 11, 0], true],
  ['pep-13', 'council-decision', 5, [2, 1, 2], true],
  ['pep-13', 'council-decision', 5, [2, 2, 1], false],
  ['pep-13', 'council-decision', 5, [4, 0, 0], false],
  ['pep-13', 'ejection', 5, [3, 2, 0], false],
  ['pep-13', 'ejection', 5, [4, 1, 0], true],
  ['apache', 'procedural', 20, [1, 0, 0], true],
  ['apache', 'procedural', 20, [2, 2, 0], false],
  ['apache', 'code', 20, [2, 0, 0], false],
  ['apache', 'code', 20, [3, 0, 0], true],
  ['apache', 'code', 20, [19, 1, 0], false],
  ['apache', 'release', 20, [2, 0, 0], false],
  ['apache', 'release', 20, [3, 2, 0], true],
  ['apache', 'release', 20, [3, 3, 0], false],
  ['oci-board', 'decision', 9, [4, 2, 0], true],
  ['oci-board', 'decision', 9, [4, 1, 4], false],
  ['oci-board', 'project', 9, [5, 0, 0], false],
  ['oci-board', 'project', 9, [6, 0, 0], true],
  ['oci-board', 'project', 8, [5, 0, 0], false],
  ['kubernetes-steering', 'group', 7, [3, 0, 0], false],
  ['kubernetes-steering', 'group', 7, [4, 3, 0], true],
  ['kubernetes-steering', 'change', 7, [5, 0, 0], false],
  ['kubernetes-steering', 'change', 7, [6, 1, 0], true],
  ['housing-cooperative', 'budget', 165, [32, 0, 0], false],
  ['housing-cooperative', 'budget', 165, [17, 16, 0], true],
  ['housing-cooperative', 'constitutional', 165, [22, 11, 0], true],
  ['housing-cooperative', 'constitutional', 165, [21, 12, 0], false],
  ['housing-cooperative', 'house-rules', 3, [1, 0, 0], false],
  ['housing-cooperative', 'house-rules', 3, [2, 0, 0], true],
])('VOT-1 TIE-4 %s, %s, of %d electors: %j adopts: %s', (name, category, electorate, votes, adopts) => {
  const { threshold, quorum } = loaded(exampleText(name)).charter.categories[category]!;
  const [yes, no, abstain] = votes;
  const cast = { for: yes, against: no, abstain, electorate };
  const isQuorate = quorate(quorum, { ...cast, participating: yes + no + abstain });
  expect(isQuorate && reached(threshold!, quorum, cast)).toBe(adopts);
});

describe.each(['php-rfc', 'debian-gr'] as const)('the charter %s', (name) => {
  it('PRO-4, DEA-1, MEM-1 goes to a vote without rounds, has no way on from a missed threshold, and asks no age', () => {
    const { charter } = loaded(exampleText(name));
    expect(charter).toMatchObject({
      maturity: { basis: 'age', family: { age: 0 }, council: { age: 0 } },
      guardian: null,
      discussion: { rounds: 0 },
      alternatives: { least: 0 },
      voting: { window: 14 * day, extensions: 0 },
      deadlock: null,
      delegation: null,
      emergency: null,
    });
    for (const category of Object.values(charter.categories)) {
      expect(category).toMatchObject({ tier: 3, actions: ['none', 'task'], guardianMayResolve: false });
    }
  });
});

describe('PHP', () => {
  const { charter } = loaded(exampleText('php-rfc'));

  it('PRO-3, TIE-4 has no review and asks no quorum', () => {
    expect(charter.review).toBeNull();
    expect(Object.values(charter.categories).map(({ quorum }) => quorum)).toEqual([null, null]);
  });

  it.each([
    ['rfc', 16, 8, true],
    ['rfc', 67, 34, false],
    ['rfc', 68, 34, true],
    ['rfc', 1, 0, true],
    ['secondary', 12, 12, false],
    ['secondary', 13, 12, true],
  ])('VOT-1 takes the vote on a question of %s with %d to %d: %s', (name, yes, no, accepted) => {
    expect(carries(charter, name, { for: yes, against: no, abstain: 0, electorate: 2000 })).toBe(accepted);
  });
});

describe('Debian', () => {
  const { charter } = loaded(exampleText('debian-gr'));

  it('PRO-2 asks for five sponsors of whatever is put', () => {
    for (const { endorsers } of Object.values(charter.categories))
      expect(endorsers).toEqual({ count: 5, window: 28 * day });
  });

  it('PRO-3 discusses for two weeks before it votes', () => {
    expect(charter.review).toBe(14 * day);
  });

  it('TIE-4 has the quorum of its constitution at 900 developers, and one that is near at 1,000', () => {
    const quorum = charter.categories['resolution']!.quorum!;
    const published = (developers: number) => Math.ceil((3 * Math.sqrt(developers)) / 2);
    expect(leastWhole(quorum, 900)).toBe(published(900));
    expect([leastWhole(quorum, 1000), published(1000)]).toEqual([50, 48]);
  });

  it.prop([
    fc.constantFrom(
      ['resolution', 1] as const,
      ['technical-committee', 2] as const,
      ['foundation', 3] as const,
    ),
    fc.integer({ min: 0, max: 1000 }),
    fc.integer({ min: 1, max: 1000 }),
  ])('VOT-1 asks for more than N times as many for as against', ([name, times], yes, no) => {
    const votes = { for: yes, against: no, abstain: 0, electorate: 2000 };
    expect(carries(charter, name, votes)).toBe(yes > times * no);
  });

  it.each([
    ['resolution', 10, 10, false],
    ['technical-committee', 20, 10, false],
    ['technical-committee', 21, 10, true],
    ['foundation', 30, 10, false],
    ['foundation', 31, 10, true],
  ])('VOT-1 decides on %s with %d to %d: %s', (name, yes, no, carried) => {
    expect(carries(charter, name, { for: yes, against: no, abstain: 0, electorate: 2000 })).toBe(carried);
  });
});

function carries(charter: Charter, name: string, votes: Parameters<typeof reached>[2]): boolean {
  const { threshold, quorum } = charter.categories[name]!;
  return reached(threshold!, quorum, votes);
}
