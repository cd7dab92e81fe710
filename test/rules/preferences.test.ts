/** Preference maps: first choices, pairs, the Condorcet winner and the Schulze order (CON-1). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  condorcetWinner,
  preferenceMap,
  rankingFault,
  schulzeOrder,
  type Pairwise,
  type Ranking,
  type Unranked,
} from '../../rules/polls/preferences.ts';

const options = ['proposal', 'alternative-1', 'status-quo'];

/** So many electors who all rank the letters of a word, each above the next. */
const electors = (number: number, word: string): Ranking[] =>
  Array.from({ length: number }, () => Array.from(word, (option) => [option]));

describe('the preference map', () => {
  it('CON-1 ranks with ties, and what is not ranked last and tied', () => {
    const map = preferenceMap(options, 'status-quo', [
      [['proposal'], ['alternative-1'], ['status-quo']],
      [['alternative-1', 'proposal']],
      [['status-quo']],
    ]);
    expect(map).toEqual({
      firstChoices: { proposal: 2, 'alternative-1': 1, 'status-quo': 1 },
      pairwise: {
        proposal: { 'alternative-1': 1, 'status-quo': 2 },
        'alternative-1': { proposal: 0, 'status-quo': 2 },
        'status-quo': { proposal: 1, 'alternative-1': 1 },
      },
      condorcetWinner: 'proposal',
      schulze: [['proposal'], ['alternative-1'], ['status-quo']],
      aboveStatusQuo: { proposal: 2, 'alternative-1': 2 },
    });
  });

  it('CON-1 who ties everything prefers nothing, but has every option first', () => {
    const map = preferenceMap(options, 'status-quo', [[options]]);
    expect(map.firstChoices).toEqual({ proposal: 1, 'alternative-1': 1, 'status-quo': 1 });
    expect(map.aboveStatusQuo).toEqual({ proposal: 0, 'alternative-1': 0 });
    expect(map.schulze).toEqual([options]);
    expect(map.condorcetWinner).toBeNull();
  });

  it('CON-1 who ranks nothing has no first choice', () => {
    const map = preferenceMap(options, 'status-quo', [[], [[]]]);
    expect(preferenceMap(options, 'status-quo', [[[], ['proposal']]]).firstChoices['proposal']).toBe(1);
    expect(map.firstChoices).toEqual({ proposal: 0, 'alternative-1': 0, 'status-quo': 0 });
    expect(map.schulze).toEqual([options]);
  });

  it('CON-1 says nothing where nobody has ranked', () => {
    const map = preferenceMap(options, 'status-quo', []);
    expect(map.condorcetWinner).toBeNull();
    expect(map.schulze).toEqual([options]);
  });

  it('CON-1 treats an id like any other, whatever it spells', () => {
    const odd = ['__proto__', 'constructor', 'status-quo'];
    const map = preferenceMap(odd, 'status-quo', [[['__proto__']], [['__proto__'], ['constructor']]]);
    expect(Object.keys(map.pairwise)).toEqual(odd);
    expect(JSON.parse(JSON.stringify(map.firstChoices))).toEqual(
      JSON.parse('{"__proto__":2,"constructor":0,"status-quo":0}'),
    );
    expect(map.schulze).toEqual([['__proto__'], ['constructor'], ['status-quo']]);
    expect(schulzeOrder(odd, {})).toEqual([odd]);
  });
});

describe('the Condorcet winner', () => {
  it('CON-1 beats every other option in pairs, however few have it first', () => {
    const rankings = [...electors(4, 'abc'), ...electors(3, 'cba'), ...electors(2, 'bca')];
    const map = preferenceMap(['a', 'b', 'c'], 'c', rankings);
    expect(map.firstChoices).toEqual({ a: 4, b: 2, c: 3 });
    expect(map.condorcetWinner).toBe('b');
  });

  it('CON-1 is nobody where a pair is even', () => {
    const map = preferenceMap(['a', 'b'], 'b', [...electors(2, 'ab'), ...electors(2, 'ba')]);
    expect(map.condorcetWinner).toBeNull();
    expect(map.schulze).toEqual([['a', 'b']]);
  });

  it('CON-1 is nobody in a cycle', () => {
    const map = preferenceMap(['a', 'b', 'c'], 'c', [
      ...electors(4, 'abc'),
      ...electors(3, 'bca'),
      ...electors(2, 'cab'),
    ]);
    expect(map.condorcetWinner).toBeNull();
    expect(map.schulze).toEqual([['a'], ['b'], ['c']]);
  });
});

describe('the Schulze order', () => {
  it('CON-1 is E A C B D for the 45 voters of Schulze’s first worked example', () => {
    const rankings = [
      ...electors(5, 'ACBED'),
      ...electors(5, 'ADECB'),
      ...electors(8, 'BEDAC'),
      ...electors(3, 'CABED'),
      ...electors(7, 'CAEBD'),
      ...electors(2, 'CBADE'),
      ...electors(7, 'DCEBA'),
      ...electors(8, 'EBADC'),
    ];
    const map = preferenceMap(['A', 'B', 'C', 'D', 'E'], 'A', rankings);
    expect(map.pairwise['A']).toEqual({ B: 20, C: 26, D: 30, E: 22 });
    expect(map.condorcetWinner).toBeNull();
    expect(map.schulze).toEqual([['E'], ['A'], ['C'], ['B'], ['D']]);
  });

  it('CON-1 weighs a pair by the votes that won it, not by their margin', () => {
    const cycle: Pairwise = {
      a: { b: 20, c: 9 },
      b: { a: 19, c: 12 },
      c: { a: 14, b: 6 },
    };
    expect(schulzeOrder(['a', 'b', 'c'], cycle)).toEqual([['c'], ['a'], ['b']]);
  });

  it('CON-1 keeps a perfect cycle tied, in the order in which the options were given', () => {
    const cycle: Pairwise = { a: { b: 2, c: 1 }, b: { c: 2, a: 1 }, c: { a: 2, b: 1 } };
    expect(schulzeOrder(['c', 'a', 'b'], cycle)).toEqual([['c', 'a', 'b']]);
    expect(schulzeOrder([], {})).toEqual([]);
  });
});

describe('what holds for every set of rankings', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  /** A ranking of all names or of some, with ties. */
  const ranking: fc.Arbitrary<Ranking> = fc
    .array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 5 })
    .map((places) =>
      [0, 1, 2, 3, 4]
        .map((place) => names.filter((_, index) => places[index] === place))
        .filter((group) => group.length > 0),
    );
  const rankings = fc.array(ranking, { maxLength: 15 });
  const sorted = (order: readonly (readonly string[])[]) => order.map((group) => [...group].sort());

  /** The strongest path found by walking every path: slow, and nothing like the way the rule finds it. */
  function strongest(pairwise: Pairwise, from: string, to: string, passed: readonly string[] = []): number {
    const link = (first: string, second: string) =>
      pairwise[first]![second]! > pairwise[second]![first]! ? pairwise[first]![second]! : 0;
    const vias = names.filter((name) => name !== from && name !== to && !passed.includes(name));
    const detours = vias.map((via) =>
      Math.min(link(from, via), strongest(pairwise, via, to, [...passed, from])),
    );
    return Math.max(link(from, to), ...detours);
  }

  it.prop([rankings])('CON-1 the pairs count every elector at most once', (given) => {
    const { pairwise } = preferenceMap(names, 'e', given);
    for (const first of names)
      for (const second of names.filter((name) => name !== first)) {
        const place = (of: Ranking, name: string) => {
          const found = of.findIndex((group) => group.includes(name));
          return found === -1 ? Infinity : found;
        };
        const above = given.filter((each) => place(each, first) < place(each, second)).length;
        expect(pairwise[first]![second]).toBe(above);
      }
  });

  it.prop([rankings])(
    'CON-1 where it is not compared, an option counts in no pair of who leaves it out',
    (given) => {
      const partial = given.map((each) => each.slice(0, -1));
      const { pairwise, aboveStatusQuo, firstChoices } = preferenceMap(names, 'e', partial, 'not-compared');
      const place = (of: Ranking, name: string) => of.findIndex((group) => group.includes(name));
      for (const first of names)
        for (const second of names.filter((name) => name !== first)) {
          const both = partial.filter((each) => place(each, first) >= 0 && place(each, second) >= 0);
          const above = both.filter((each) => place(each, first) < place(each, second));
          expect(pairwise[first]![second]).toBe(above.length);
        }
      for (const name of names.slice(0, 4)) expect(aboveStatusQuo[name]).toBe(pairwise[name]!['e']);
      expect(firstChoices).toEqual(preferenceMap(names, 'e', partial).firstChoices);
    },
  );

  it.prop([rankings])('CON-1 who ranks all says the same, however what is not ranked counts', (given) => {
    const whole = given.map((each) => [...each, names.filter((name) => !each.flat().includes(name))]);
    expect(preferenceMap(names, 'e', whole, 'not-compared')).toEqual(preferenceMap(names, 'e', given));
  });

  it.prop([rankings, fc.nat(), fc.constantFrom<Unranked>('last', 'not-compared')])(
    'CON-1 a winner who is put first by one more elector is a winner still',
    (given, index, unranked) => {
      fc.pre(given.length > 0);
      const partial = given.map((each) => (each.length > 1 ? each.slice(0, -1) : each));
      const [winner] = preferenceMap(names, 'e', partial, unranked).schulze[0]!;
      const at = index % partial.length;
      fc.pre(partial[at]!.flat().includes(winner!));
      const raised = partial.map((each, place) =>
        place === at ? [[winner!], ...each.map((group) => group.filter((one) => one !== winner))] : each,
      );
      expect(preferenceMap(names, 'e', raised, unranked).schulze[0]).toContain(winner);
    },
  );

  it.prop([rankings])('CON-1 a Condorcet winner stands first and alone', (given) => {
    const map = preferenceMap(names, 'e', given);
    const beatsAll = names.filter((name) =>
      names.every((other) => other === name || map.pairwise[name]![other]! > map.pairwise[other]![name]!),
    );
    expect(map.condorcetWinner).toBe(beatsAll[0] ?? null);
    if (map.condorcetWinner !== null) expect(map.schulze[0]).toEqual([map.condorcetWinner]);
  });

  it.prop([rankings])('CON-1 nobody stands behind an option with a weaker path to it', (given) => {
    const { pairwise, schulze } = preferenceMap(names, 'e', given);
    expect(schulze.flat().sort()).toEqual(names);
    schulze.forEach((group, index) => {
      for (const behind of schulze.slice(index).flat())
        for (const ahead of group)
          expect(strongest(pairwise, behind, ahead)).toBeLessThanOrEqual(strongest(pairwise, ahead, behind));
      for (const option of schulze[index + 1] ?? [])
        expect(
          group.some((ahead) => strongest(pairwise, ahead, option) > strongest(pairwise, option, ahead)),
        ).toBe(true);
    });
  });

  it.prop([
    rankings,
    fc.shuffledSubarray(names, { minLength: 5 }),
    fc.shuffledSubarray(names, { minLength: 5 }),
  ])(
    'CON-1 neither the order of electors, nor of options, nor their names matter',
    (given, order, renamed) => {
      const rename = (name: string) => renamed[names.indexOf(name)]!;
      const plain = preferenceMap(names, 'e', given);
      const other = preferenceMap(
        order.map(rename),
        rename('e'),
        [...given].reverse().map((each) => each.map((group) => group.map(rename))),
      );
      expect(sorted(other.schulze)).toEqual(sorted(plain.schulze.map((group) => group.map(rename))));
      for (const name of names) expect(other.firstChoices[rename(name)]).toBe(plain.firstChoices[name]);
    },
  );

  it.prop([rankings, fc.constantFrom(...names)])(
    'CON-1 a clone put right behind an option changes neither whether it wins nor whether another does',
    (given, cloned) => {
      const withClone = given.map((each) =>
        each.flatMap((group) => {
          if (!group.includes(cloned)) return [group];
          return group.length === 1 ? [group, ['clone']] : [[...group, 'clone']];
        }),
      );
      const first = preferenceMap(names, 'e', given).schulze[0]!;
      const cloneFirst = preferenceMap([...names, 'clone'], 'e', withClone).schulze[0]!;
      const merged = new Set(cloneFirst.map((option) => (option === 'clone' ? cloned : option)));
      expect([...merged].sort()).toEqual([...first].sort());
    },
  );

  it.prop([rankings])('CON-1 the order follows from the matrix alone', (given) => {
    const map = preferenceMap(names, 'e', given);
    expect(schulzeOrder(names, map.pairwise)).toEqual(map.schulze);
    expect(condorcetWinner(names, map.pairwise)).toBe(map.condorcetWinner);
    for (const name of names.slice(0, 4)) expect(map.aboveStatusQuo[name]).toBe(map.pairwise[name]!['e']);
    expect(map.aboveStatusQuo).not.toHaveProperty('e');
  });
});

describe('a faulty ranking', () => {
  it('CON-1 is refused for an option the decision does not have', () => {
    expect(rankingFault([['proposal'], ['alternative-2']], options)).toEqual({
      code: 'unknown-option',
      rule: 'CON-1',
      facts: { option: 'alternative-2' },
    });
    expect(rankingFault([['__proto__']], options)).toMatchObject({ code: 'unknown-option' });
  });

  it('CON-1 is refused for an option it repeats, in one group or in two', () => {
    const refusal = { code: 'repeated-option', rule: 'CON-1', facts: { option: 'proposal' } };
    expect(rankingFault([['proposal'], ['proposal']], options)).toEqual(refusal);
    expect(rankingFault([['proposal', 'proposal']], options)).toEqual(refusal);
  });

  it('CON-1 is none when it ties options or leaves some out', () => {
    expect(rankingFault([['status-quo', 'proposal']], options)).toBeUndefined();
    expect(rankingFault([], options)).toBeUndefined();
  });
});
