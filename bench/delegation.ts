/** How long delegations take to resolve: `node --import tsx bench/delegation.ts [electors]`, medians of five runs. */
import type { Charter } from '../charter/types.ts';
import type { Delegation } from '../rules/delegation/scope.ts';
import { ballotCode, ballotCodes, type DelegatedPoll, interestCode } from '../rules/delegation/columns.ts';
import { delegationRecord, type NamedPoll, noInterests } from '../rules/delegation/record.ts';
import { resolveDelegations } from '../rules/delegation/resolution.ts';

type Rules = NonNullable<Charter['delegation']>;

const runs = 5;
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

/** Milliseconds that the middle one of the runs took. */
function median(run: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  times.sort((one, other) => one - other);
  return times[Math.floor(runs / 2)] ?? 0;
}

const electors = Number(process.argv[2] ?? 1_000_000);
if (!Number.isSafeInteger(electors) || electors < 10)
  throw new RangeError('electors: a whole number, 10 at least');

const pick = numbers();
const direct = Math.floor((electors * directShare.num) / directShare.den);
const oneStep = pollOf(electors, () => pick(direct));
const anywhere = pollOf(electors, () => pick(electors));
const oneChain = pollOf(electors, (elector) => elector - 1);
const byName = named(oneStep);
const withChains = { ...rules, chains: true };

const cases: readonly (readonly [string, () => void])[] = [
  ['columns, one step each', () => resolveDelegations(oneStep, rules)],
  ['columns, chains at random, with cycles', () => resolveDelegations(anywhere, withChains)],
  ['columns, a single chain', () => resolveDelegations(oneChain, withChains)],
  ['by names, one step each, with its record', () => delegationRecord(byName, rules)],
];
console.log(`${electors} electors, ${direct} ballots in person, ${electors - direct} delegations`);
for (const [name, run] of cases) console.log(`${median(run).toFixed(0).padStart(7)} ms  ${name}`);
