/** How a category adopts: how long its rounds are open, by what each is judged, and how many votes come before the last resort (CON-3, DEA-2). */
import { describe, expect, it } from 'vitest';
import { judgedBy, roundLength } from '../../rules/polls/adoption.ts';
import { votesOnPath } from '../../rules/polls/deadlock.ts';
import { participationWords } from '../../rules/polls/participation.ts';
import { positionsIn } from '../../rules/polls/parts.ts';
import { comparingOf, unrankedUnder } from '../../rules/polls/preferences.ts';
import { charter } from './charter.ts';

describe('a round', () => {
  const rules = charter({ lazy: { window: 7 } });
  const { round } = rules.discussion;

  it('CON-3 PRO-3 is open as long as the charter says; the one in which silence is assent, for its own window', () => {
    expect([1, 2].map((number) => roundLength(number, { adopts: 'lazy' }, rules))).toEqual([7, round]);
    expect([1, 3].map((number) => roundLength(number, { adopts: 'consent' }, rules))).toEqual([round, round]);
    expect(roundLength(1, {}, rules)).toBe(round);
    expect(roundLength(1, { adopts: 'lazy' }, charter({ lazy: undefined }))).toBe(round);
  });

  it('CON-3 is judged by consensus in a category that votes, the last one too', () => {
    expect([1, 3, 4].map((number) => judgedBy(number, {}, rules))).toEqual([undefined, undefined, undefined]);
  });

  it('CON-3 VOT-1 counts in a part those who agree, with reservations or not, and all who have a position', () => {
    const counts = { agree: 1, 'agree-with-reservations': 2, 'stand-aside': 4, block: 8 };
    expect(positionsIn({ part: 'alder', electorate: 20, ...counts })).toEqual({
      part: 'alder',
      agreeing: 3,
      positions: 15,
      electorate: 20,
    });
  });
});

describe('the votes before the last resort', () => {
  const path = (extraRounds: number, deferral: number | null) => ({
    ...charter().deadlock!,
    extraRounds,
    deferral,
  });

  it('DEA-2 are the first, one after more rounds, and one after the pause, where the charter has them', () => {
    expect(votesOnPath(null, {})).toBe(1);
    expect([path(0, null), path(1, null), path(0, 1), path(2, 1)].map((one) => votesOnPath(one, {}))).toEqual(
      [1, 2, 2, 3],
    );
  });

  it('CON-3 DEA-2 are without the first where consent takes its place', () => {
    expect(votesOnPath(null, { adopts: 'consent' })).toBe(0);
    expect(votesOnPath(path(1, 1), { adopts: 'consent' })).toBe(2);
    expect(votesOnPath(path(1, 1), { adopts: 'lazy' })).toBe(3);
  });
});

describe('what is not ranked', () => {
  it('CON-1 is last, or compared with nothing where the charter says so, which a poll then carries', () => {
    const compared = { preferences: { unranked: 'not-compared' } } as const;
    expect([unrankedUnder({}), unrankedUnder(compared)]).toEqual(['last', 'not-compared']);
    expect([comparingOf({}), comparingOf(compared)]).toEqual([{}, compared]);
  });
});

describe('who took part, in words', () => {
  it('MEM-4 GUA-2 says how many people and agents, one or more, or nobody; and who is recused', () => {
    const nobody = { person: 0, agent: 0 };
    const took = {
      counted: { person: 5, agent: 1 },
      represented: { person: 0, agent: 2 },
      assumed: nobody,
      absent: { person: 1, agent: 0 },
      recused: 0,
    };
    const words =
      '5 people and 1 agent in person, 2 agents represented, nobody assumed to abstain, 1 person absent';
    expect(participationWords(took)).toBe(words);
    expect(participationWords({ ...took, recused: 1 })).toBe(`${words}; 1 recused`);
  });
});
