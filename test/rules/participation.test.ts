/** Who took part in a poll, people and agents apart. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { firstReasons, mostReasons, ofBoth, participationOf } from '../../rules/polls/participation.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { category, charter } from './charter.ts';

const { offline } = charter();
const { threshold, quorum } = category();
const bar = { threshold: threshold!, quorum };
const nobody = { person: 0, agent: 0 };
const noAgents = { electorate: 0, answered: 0, represented: 0, offlineUnanswered: 0 };

describe('who took part', () => {
  it('MEM-4 tells who answered, who was represented, of whom an abstention is assumed and who is absent, agents apart', () => {
    const all = { electorate: 10, answered: 6, represented: 2, offlineUnanswered: 3 };
    const agents = { electorate: 4, answered: 2, represented: 1, offlineUnanswered: 2 };
    expect(participationOf(all, agents, { offline, recused: 1 })).toEqual({
      counted: { person: 3, agent: 1 },
      represented: { person: 1, agent: 1 },
      assumed: { person: 1, agent: 2 },
      absent: { person: 1, agent: 0 },
      recused: 1,
    });
  });

  it('MEM-4 assumes nothing until half of the electorate has answered, and nothing at all of positions', () => {
    const before = { electorate: 10, answered: 4, represented: 0, offlineUnanswered: 3 };
    const half = { ...before, answered: 5 };
    const asked = { offline, recused: 0 };
    expect(participationOf(before, noAgents, asked).assumed).toEqual(nobody);
    expect(participationOf(half, noAgents, asked).assumed).toEqual({ person: 3, agent: 0 });
    expect(participationOf(half, noAgents, { ...asked, offline: null }).assumed).toEqual(nobody);
  });

  const present = fc
    .record({
      people: fc.array(fc.nat(3), { maxLength: 12 }),
      agents: fc.array(fc.nat(3), { maxLength: 12 }),
    })
    .map(({ people, agents }) => {
      const of = (each: readonly number[]) => ({
        electorate: each.length,
        answered: each.filter((what) => what === 1 || what === 2).length,
        represented: each.filter((what) => what === 2).length,
        offlineUnanswered: each.filter((what) => what === 3).length,
      });
      return { all: of([...people, ...agents]), agents: of(agents) };
    });

  it.prop([present])(
    'VOT-5 has each elector in one place, and as many as the tally has',
    ({ all, agents }) => {
      const told = participationOf(all, agents, { offline, recused: 0 });
      const { counted, represented, assumed, absent } = told;
      const tally = tallyOf({ for: all.answered, against: 0, abstain: 0, ...all }, bar, charter());
      expect(ofBoth(counted) + ofBoth(represented) + ofBoth(assumed)).toBe(tally.participating);
      expect(ofBoth(absent)).toBe(tally.electorate - tally.participating);
      for (const kind of ['person', 'agent'] as const) {
        const of = kind === 'agent' ? agents.electorate : all.electorate - agents.electorate;
        expect(counted[kind] + represented[kind] + assumed[kind] + absent[kind]).toBe(of);
      }
    },
  );
});

it.prop([fc.array(fc.record({ member: fc.string(), at: fc.constantFrom('1', '2', '3') }))])(
  'VOT-7 VOT-4 the reasons given first are the same in whatever order they are read',
  (given) => {
    const inOrder = given.toSorted((one, other) =>
      one.at === other.at ? (one.member < other.member ? -1 : 1) : one.at < other.at ? -1 : 1,
    );
    expect(firstReasons(given)).toEqual(inOrder.slice(0, mostReasons));
    expect(firstReasons(given.toReversed())).toEqual(inOrder.slice(0, mostReasons));
  },
);
