/** Two real councils on the same engine: PHP's votes on its RFCs and Debian's general resolutions. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Charter } from '../../charter/types.ts';
import { leastWhole } from '../../rules/polls/share.ts';
import { reached } from '../../rules/polls/threshold.ts';
import { exampleText, faultsOf, loaded } from './documents.ts';

const day = 24 * 3_600_000;

describe.each(['php-rfc', 'debian-gr'] as const)('the charter %s', (name) => {
  it('CHA-2 has no fault, in fewer than 80 lines', () => {
    expect(faultsOf(exampleText(name))).toEqual([]);
    expect(exampleText(name).split('\n').length).toBeLessThan(80);
  });

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
