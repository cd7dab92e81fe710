/** A poll by names: what became of one elector's vote, how many of those who answered are agents, and what is no poll (VOT-4, DEL-1, MEM-3). */
import { describe, expect, it } from 'vitest';
import { resolveByNames } from '../../rules/delegation/named.ts';
import { chains, poll, unlimited } from './delegation-stories.ts';

const story = {
  electors: ['aria', 'mira', 'opus', 'tess', 'wren'],
  ballots: { mira: 'for' },
  delegations: [
    ['aria', 'mira'],
    ['opus', 'nobody'],
    ['mira', 'tess'],
  ],
} as const;

describe('the vote of one elector', () => {
  const resolved = () => resolveByNames(poll(story), unlimited);

  it('DEL-2 DEL-6 is where their delegation brought it, or why nobody carries it', () => {
    const { voteOf } = resolved();
    expect(voteOf('aria')).toEqual({
      elector: 'aria',
      delegation: 'aria-mira',
      to: 'mira',
      representative: 'mira',
      fate: 'carried',
      exceeding: false,
    });
    expect(voteOf('opus')).toMatchObject({ to: 'nobody', representative: null, fate: 'not-an-elector' });
  });

  it('DEL-2 is none of who votes in person or has delegated nothing, nor of who is no elector', () => {
    const { voteOf } = resolved();
    for (const elector of ['mira', 'tess', 'nobody']) expect(voteOf(elector), elector).toBeNull();
  });

  it('VOT-8 is each delegated one once, those delegated first before others', () => {
    const { count, votes } = resolved();
    expect(count).toBe(2);
    expect([...votes].map(({ elector }) => elector)).toEqual(['aria', 'opus']);
    expect([...votes], 'as often as they are read').toHaveLength(2);
  });

  it('VOT-4 is found by the places that are at hand as by the names', () => {
    const given = poll(story);
    const places = given.electors.map(({ id }) => id);
    const placeOf = (id: string) => (places.includes(id) ? places.indexOf(id) : undefined);
    const found = resolveByNames({ ...given, placeOf }, unlimited);
    expect(found.voteOf('aria')).toEqual(resolved().voteOf('aria'));
    expect(found.voteOf('nobody')).toBeNull();
    expect(found.resolution.figures).toEqual(resolveByNames(given, unlimited).resolution.figures);
  });
});

describe('agents among the electors', () => {
  const given = poll({ ...story, offline: ['tess'] });
  const of = (...agents: readonly string[]) =>
    resolveByNames(
      { ...given, electors: given.electors.map((one) => ({ ...one, agent: agents.includes(one.id) })) },
      chains,
    ).resolution.figures.agents;

  it('MEM-3 DEL-2 are counted beside all: how many there are, who answered, who was carried, who is away', () => {
    expect(of('aria', 'opus')).toEqual({ electorate: 2, answered: 1, represented: 1, offlineUnanswered: 0 });
    expect(of('mira', 'tess')).toEqual({ electorate: 2, answered: 1, represented: 0, offlineUnanswered: 1 });
    expect(of()).toEqual({ electorate: 0, answered: 0, represented: 0, offlineUnanswered: 0 });
  });

  it('MEM-3 are not counted where the electorate was fixed without its members’ kinds', () => {
    expect(resolveByNames(given, chains).resolution.figures.agents).toBeUndefined();
  });
});

describe('delegations out of their order', () => {
  it('DEL-3 VOT-4 count by their numbers, in whichever order they are read', () => {
    const given = poll({
      electors: ['aria', 'mira', 'opus', 'tess'],
      ballots: { opus: 'for' },
      delegations: [
        ['aria', 'mira'],
        ['tess', 'opus'],
        ['aria', 'opus'],
      ],
    });
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ]) {
      const delegations = order.map((place) => given.delegations[place]!);
      const { votes } = resolveByNames({ ...given, delegations }, unlimited);
      expect([...votes].map(({ delegation }) => delegation)).toEqual(['tess-opus', 'aria-opus']);
    }
  });
});
