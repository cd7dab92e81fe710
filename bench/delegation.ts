/**
 * `npm run bench:delegation [-- ELECTORS --times N --prove]`: how long the delegations of a vote take to be resolved in memory. Before a figure is printed each
 * way is followed anew, one elector at a time, by other code; with `--prove` one delegation of the resolved vote is another's.
 */
import { parseArgs } from 'node:util';
import type { Charter } from '../charter/types.ts';
import type { Delegation } from '../rules/delegation/scope.ts';
import {
  ballotCode,
  ballotCodes,
  type DelegatedPoll,
  interestCode,
  nobody,
  noInterests,
  type Resolution,
} from '../rules/delegation/columns.ts';
import { delegationRecord, type NamedPoll } from '../test/rules/delegation-record.ts';
import { resolveDelegations } from '../rules/delegation/resolution.ts';
import { common, mustBe, runBench, whole } from './report/run.ts';

type Rules = NonNullable<Charter['delegation']>;

const directShare = { num: 3, den: 10 };
const rules: Rules = {
  longest: 90 * 86_400_000,
  chains: false,
  conflicted: 'carry',
  cap: { num: 1, den: 4, of: 'delegated' },
};

/** Numbers below a bound, the same in every run: a linear congruential generator (Numerical Recipes, 1992, chapter 7.1). */
function numbers(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** An electorate of which three tenths vote in person and the rest delegate, each to whom `next` says. */
function pollOf(electors: number, next: (elector: number) => number): DelegatedPoll {
  const direct = Math.floor((electors * directShare.num) / directShare.den);
  const pick = numbers();
  const rows = electors - direct;
  return {
    ballots: Uint8Array.from({ length: electors }, (_, elector) => (elector < direct ? 1 + pick(3) : 0)),
    offline: Uint8Array.from({ length: electors }, () => (pick(20) === 0 ? 1 : 0)),
    interests: new Uint8Array(electors).fill(interestCode.none),
    delegations: {
      from: Int32Array.from({ length: rows }, (_, row) => direct + row),
      to: Int32Array.from({ length: rows }, (_, row) => next(direct + row)),
      breadth: new Uint8Array(rows),
    },
  };
}

/** The same poll by names, as a record or a view is made of it. */
function named({ ballots, offline, delegations }: DelegatedPoll): NamedPoll {
  const name = (elector: number | undefined) => `elector-${elector ?? ''}`;
  const places = Array.from(ballots.keys());
  return {
    decision: { id: 'decision', category: 'infrastructure' },
    closes: '2026-03-01T00:00:00.000Z',
    electors: places.map((elector) => ({ id: name(elector), offline: offline[elector] === 1 })),
    ballots: places.flatMap((elector) => {
      const choice = ballotCodes[ballots[elector] ?? ballotCode.none];
      return choice === undefined || choice === 'none' ? [] : [{ elector: name(elector), choice }];
    }),
    disclosures: places
      .filter((elector) => ballots[elector] !== ballotCode.none)
      .map((elector) => ({ member: name(elector), interests: noInterests })),
    delegations: Array.from(delegations.from, (from, row): Delegation => ({
      id: `delegation-${row}`,
      sequence: row,
      from: name(from),
      to: name(delegations.to[row]),
      scope: { proposal: 'decision' },
      madeAt: '2026-01-01T00:00:00.000Z',
      until: '2026-03-15T00:00:00.000Z',
      revokedAt: null,
    })),
  };
}

/** Milliseconds of each run. */
function timed(run: () => void): readonly number[] {
  return Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
}

/** At whom an elector's vote ends, followed a step at a time; undefined where it runs in a circle or, without chains, further than a step. */
function endOf(
  { ballots, delegations }: DelegatedPoll,
  elector: number,
  chains: boolean,
): number | undefined {
  const direct = ballots.length - delegations.from.length;
  let end = elector;
  for (let steps = 0; steps <= ballots.length; steps += 1) {
    if (end < direct) return end;
    if (steps > 0 && !chains) return end;
    // Who does not vote in person delegates, in the order of their places.
    end = delegations.to[end - direct] ?? -1;
  }
  return undefined;
}

/** @throws a refusal where a vote does not end where its way leads, or is lost */
function mustEnd(poll: DelegatedPoll, chains: boolean, resolution: Resolution): void {
  for (let sample = 0; sample < 50; sample += 1) {
    const elector = poll.ballots.length - 1 - Math.floor((sample * poll.delegations.from.length) / 50);
    const end = resolution.representative[elector];
    mustBe(`the end of elector ${elector}`, end === nobody ? undefined : end, endOf(poll, elector, chains));
  }
  const { for: adopting, against, abstain, represented } = resolution.figures;
  const inPerson = poll.ballots.reduce((sum, ballot) => sum + Number(ballot !== ballotCode.none), 0);
  mustBe('votes in person and carried', adopting + against + abstain, inPerson + represented);
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: common });
const electors = whole('electors', positionals[0] ?? '1000000');
if (electors < 10) throw new RangeError('electors: 10 at least');
const times = whole('times', values.times);

const pick = numbers();
const direct = Math.floor((electors * directShare.num) / directShare.den);
const oneStep = pollOf(electors, () => pick(direct));
const anywhere = pollOf(electors, () => pick(electors));
const oneChain = pollOf(electors, (elector) => elector - 1);
const withChains = { ...rules, chains: true };
const cases = [
  ['one step each', oneStep, rules],
  ['chains at random, with circles', anywhere, withChains],
  ['a single chain', oneChain, withChains],
] as const;

await runBench(
  { bench: 'delegation', refusal: 'the end of elector' },
  values,
  async ({ figure, proving }) => {
    const at = { count: electors, of: 'electors' };
    for (const [name, poll, by] of cases) {
      let resolution = resolveDelegations(poll, by);
      const runs = timed(() => (resolution = resolveDelegations(poll, by)));
      if (proving) resolution = resolveDelegations(misled(poll), by);
      mustEnd(poll, by.chains, resolution);
      figure({ what: `delegations resolved: ${name}`, unit: 'ms', at, runs });
    }
    const byName = named(oneStep);
    const runs = timed(() => delegationRecord(byName, rules));
    figure({ what: 'delegations resolved by names, with their record', unit: 'ms', at, runs });
  },
);

/** The same poll, but the last elector has delegated to another. */
function misled(poll: DelegatedPoll): DelegatedPoll {
  const to = Int32Array.from(poll.delegations.to);
  to[to.length - 1] = to.at(-1) === 0 ? 1 : 0;
  return { ...poll, delegations: { ...poll.delegations, to } };
}
