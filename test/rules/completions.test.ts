/** Every way in which who is out of a poll may answer: each is tried, of all together where they are few, and none where they are too many (VOT-8). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { PartFigures } from '../../rules/polls/parts.ts';
import { comesTo } from '../../rules/polls/completions.ts';
import type { Figures } from '../../rules/polls/tally.ts';

const part = (name: string, electorate: number, votes: Partial<PartFigures> = {}): PartFigures => {
  const { for: votesFor = 0, against = 0, abstain = 0, offlineUnanswered = 0 } = votes;
  return {
    part: name,
    for: votesFor,
    against,
    abstain,
    electorate,
    answered: votesFor + against + abstain,
    offlineUnanswered,
  };
};

/** Of these parts, and of who is in none. */
function figures(byPart: readonly PartFigures[], rest: PartFigures = part('', 0)): Figures {
  const sum = (of: Exclude<keyof PartFigures, 'part'>): number =>
    [...byPart, rest].reduce((all, one) => all + one[of], 0);
  return {
    for: sum('for'),
    against: sum('against'),
    abstain: sum('abstain'),
    electorate: sum('electorate'),
    answered: sum('answered'),
    represented: 0,
    offlineUnanswered: sum('offlineUnanswered'),
    byPart: [...byPart],
  };
}

/** All that are tried. */
function triedOf(given: Figures): Figures[] {
  const tried: Figures[] = [];
  expect(
    comesTo(given, (one) => {
      tried.push(one);
      return false;
    }),
  ).toBe(false);
  return tried;
}

const ways = (out: number): number => ((out + 1) * (out + 2)) / 2;

describe('the ways in which a poll may still come out', () => {
  it('VOT-8 are each number of votes for, against and abstentions of who is out, and nothing else', () => {
    const given = figures([part('ash', 4, { for: 1, against: 1, offlineUnanswered: 1 })]);
    const came = triedOf(given).map((one) => [one.for, one.against, one.abstain]);
    expect(came.toSorted()).toEqual([
      [1, 1, 2],
      [1, 2, 1],
      [1, 3, 0],
      [2, 1, 1],
      [2, 2, 0],
      [3, 1, 0],
    ]);
  });

  it('VOT-8 have everybody answered, nobody assumed, and each part as it was named', () => {
    const given = figures(
      [part('ash', 2, { for: 1 }), part('birch', 1, { abstain: 1 })],
      part('', 3, { against: 1, offlineUnanswered: 2 }),
    );
    const tried = triedOf(given);
    expect(tried).toHaveLength(ways(1) * ways(0) * ways(2));
    for (const one of tried) {
      expect(one).toMatchObject({ electorate: 6, answered: 6, offlineUnanswered: 0 });
      expect(one.for + one.against + one.abstain).toBe(6);
      expect(one.byPart!.map(({ part: name, electorate, answered }) => [name, electorate, answered])).toEqual(
        [
          ['ash', 2, 2],
          ['birch', 1, 1],
        ],
      );
      expect(one.byPart![1]).toMatchObject({ for: 0, against: 0, abstain: 1 });
    }
  });

  it('VOT-8 end with the first that holds', () => {
    let asked = 0;
    const holds = (): boolean => (asked += 1) === 2;
    expect(comesTo(figures([part('ash', 3)]), holds)).toBe(true);
    expect(asked).toBe(2);
  });

  it('VOT-8 are tried up to ten thousand with their parts, and said to hold beyond it', () => {
    // One group out, and none beside: (n + 1)(n + 2) / 2 ways.
    const alone = (out: number): Figures => {
      const { byPart: _none, ...whole } = figures([], part('', out));
      return whole;
    };
    expect([ways(139), ways(140)]).toEqual([9_870, 10_011]);
    expect(triedOf(alone(139))).toHaveLength(9_870);
    expect(triedOf(alone(0))).toEqual([{ ...alone(0), byPart: [] }]);
    expect(comesTo(alone(140), () => false)).toBe(true);
    // Each part counts as one more: 98 answers out are 4,950 ways, of one part twice as many.
    expect(ways(98)).toBe(4_950);
    expect(triedOf(figures([part('ash', 98)]))).toHaveLength(4_950);
    expect(ways(99)).toBe(5_050);
    expect(comesTo(figures([part('ash', 99)]), () => false)).toBe(true);
    // Who has answered is no way more.
    expect(triedOf(figures([part('ash', 110, { against: 12 })]))).toHaveLength(4_950);
    // Exactly ten thousand are tried still: nine parts and who is in none, of a thousand ways; of ten parts they are too many.
    const nine = [3, 3, 3, 0, 0, 0, 0, 0, 0].map((out, place) => part(`part-${place}`, out));
    expect(10 * ways(3) ** 3).toBe(10_000);
    expect(triedOf(figures(nine))).toHaveLength(1_000);
    expect(comesTo(figures([...nine, part('ten', 0)]), () => false)).toBe(true);
  });

  const group = fc.record({
    electorate: fc.nat(3),
    for: fc.nat(1),
    against: fc.nat(1),
    abstain: fc.nat(1),
  });

  it.prop([fc.array(group, { minLength: 1, maxLength: 2 }), group])(
    'VOT-8 are as many as the groups have together, each once',
    (groups, rest) => {
      const fitting = (one: typeof rest, name: string): PartFigures =>
        part(name, Math.max(one.electorate, one.for + one.against + one.abstain), one);
      const parts = groups.map((one, place) => fitting(one, `part-${place}`));
      const none = fitting(rest, '');
      const tried = triedOf(figures(parts, none));
      const expected = [...parts, none].reduce((all, one) => all * ways(one.electorate - one.answered), 1);
      const different = new Set(tried.map((one) => JSON.stringify(one)));
      return tried.length === expected && different.size === expected;
    },
  );
});
