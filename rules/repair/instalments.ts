/** The instalments of an obligation: what is outstanding, what an amount takes of it, and what becomes of a claim (MND-2 to MND-4). */
import type { Claim, Instalment, Owed } from './state.ts';

/** Neither done nor released, nor said to be. */
export const isOutstanding = ({ state }: Instalment): boolean => state === 'open' || state === 'missed';

/** Nothing is asked of it any more. */
export const isSettled = (instalment: Instalment): boolean =>
  !isOutstanding(instalment) && instalment.state !== 'done';

/** How much of it is outstanding; null of what has no quantity. */
export const outstandingOf = ({ quantity, instalments }: Owed): number | null =>
  quantity === null
    ? null
    : instalments.filter(isOutstanding).reduce((sum, { amount }) => sum + (amount ?? 0), 0);

/** Instalments, and those of them that were taken. */
interface Taken {
  readonly instalments: readonly Instalment[];
  readonly taken: readonly number[];
}

/**
 * What an amount takes of what is outstanding, the first due first; of the last that it reaches, the part that it does not take is an
 * instalment of its own.
 * @param amount null: the next one, whole
 */
export function take({ instalments }: Pick<Owed, 'instalments'>, amount: number | null): Taken {
  const outstanding = instalments.filter(isOutstanding);
  if (amount === null) return { instalments, taken: outstanding.slice(0, 1).map(({ n }) => n) };
  let left = amount;
  const [all, taken]: [Instalment[], number[]] = [[], []];
  for (const one of instalments) {
    const own = one.amount ?? 0;
    if (!isOutstanding(one) || left === 0) all.push(one);
    else {
      taken.push(one.n);
      if (own <= left) all.push(one);
      else all.push({ ...one, amount: left }, { ...one, n: instalments.length + 1, amount: own - left });
      left -= Math.min(own, left);
    }
  }
  return { instalments: all, taken };
}

/** @param state of those that are named */
export const become = (
  instalments: readonly Instalment[],
  named: readonly number[],
  state: Instalment['state'],
): readonly Instalment[] => instalments.map((one) => (named.includes(one.n) ? { ...one, state } : one));

/** What was not done is outstanding again: missed, where it was, and else to be done in its time. */
export const outstandingAgain = (
  instalments: readonly Instalment[],
  named: readonly number[],
): readonly Instalment[] =>
  instalments.map((one) =>
    named.includes(one.n) ? { ...one, state: one.breaks === null ? 'open' : 'missed' } : one,
  );

/** The claim that its receiver answers: the one named, else the oldest that waits for them, else the oldest that they were silent about. */
export function claimToAnswer({ claims, instalments }: Owed, named: number | null): Claim | undefined {
  const isUnconfirmed = (claim: Claim): boolean =>
    claim.state === 'over' &&
    claim.instalments.some((n) => instalments.find((one) => one.n === n)?.state === 'unconfirmed');
  const open = claims.filter((claim) => claim.state === 'confirming' || isUnconfirmed(claim));
  if (named !== null) return open.find(({ n }) => n === named);
  return open.find(({ state }) => state === 'confirming') ?? open[0];
}

/** The claim that its verifier answers: the one named, else the oldest. */
export const claimToVerify = ({ claims }: Owed, named: number | null): Claim | undefined =>
  claims.find(({ n, state }) => state === 'verifying' && (named === null || n === named));
