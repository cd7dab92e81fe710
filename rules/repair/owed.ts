/** What becomes of one obligation of a plan that holds: it is said to be done, answered, missed, released, or carried over (MND-2 to MND-4). */
import { after, laterOf } from '../window.ts';
import { become, isSettled, outstandingAgain, take } from './instalments.ts';
import type { Claim, Instalment, Obligation, Owed, RepairState } from './state.ts';

/** An obligation as it begins to hold: nothing of it is done. @param n its number in the plan, from 1 @param grace in milliseconds, after each instalment is due */
export const owedOf = ({ instalments, ...obligation }: Obligation, n: number, grace: number): Owed => ({
  ...obligation,
  n,
  instalments: instalments.map(({ due, amount }, place) => ({
    n: place + 1,
    due,
    amount,
    state: 'open',
    grace: after(due, grace),
    breaks: null,
  })),
  claims: [],
});

/** It was said to be done, and its receiver is asked until the claim closes. */
export const claimed = (
  owed: Owed,
  claim: Pick<Claim, 'n' | 'instalments' | 'asked' | 'until'>,
  amount: number | null,
): Owed => ({
  ...owed,
  instalments: become(take(owed, amount).instalments, claim.instalments, 'done'),
  claims: [...owed.claims, { ...claim, state: 'confirming', contested: false }],
});

/** An instalment counts as missed, and breaks the plan at an instant. */
export const missed = (owed: Owed, instalment: number, breaks: string): Owed => ({
  ...owed,
  instalments: owed.instalments.map((one): Instalment =>
    one.n === instalment ? { ...one, state: 'missed', breaks } : one,
  ),
});

const ofClaim = (owed: Owed, n: number, change: (claim: Claim) => Partial<Owed>): Owed => {
  const found = owed.claims.find((claim) => claim.n === n);
  return found === undefined ? owed : { ...owed, ...change(found) };
};

const withClaim = ({ claims }: Owed, changes: Pick<Claim, 'n'> & Partial<Claim>): readonly Claim[] =>
  claims.map((claim) => (claim.n === changes.n ? { ...claim, ...changes } : claim));

/** The verifier is asked about a claim. */
export const asking = (
  owed: Owed,
  n: number,
  more: Partial<Pick<Claim, 'asked' | 'until' | 'contested'>>,
): Owed =>
  ofClaim(owed, n, ({ instalments }) => ({
    claims: withClaim(owed, { n, state: 'verifying', ...more }),
    instalments: become(owed.instalments, instalments, 'done'),
  }));

/** A claim counts. */
export const concluded = (owed: Owed, n: number, as: 'confirmed' | 'verified' | 'unconfirmed'): Owed =>
  ofClaim(owed, n, ({ instalments }) => ({
    claims: withClaim(owed, { n, state: 'over', until: null }),
    instalments: become(owed.instalments, instalments, as),
  }));

/** It was not done: what time has passed meanwhile counts from now on. */
export const undone = (owed: Owed, n: number, at: string): Owed =>
  ofClaim(owed, n, ({ instalments }) => ({
    claims: withClaim(owed, { n, state: 'over', until: null }),
    instalments: outstandingAgain(owed.instalments, instalments).map((one) =>
      instalments.includes(one.n)
        ? {
            ...one,
            grace: laterOf(one.grace, at),
            breaks: one.breaks === null ? null : laterOf(one.breaks, at),
          }
        : one,
    ),
  }));

/** Of all of it, what was said to be done and waits for a word too; of an amount, what is due first. */
export function released(owed: Owed, amount: number | null): Owed {
  if (amount !== null) {
    const { instalments, taken } = take(owed, amount);
    return { ...owed, instalments: become(instalments, taken, 'released') };
  }
  const open = owed.instalments.filter((one) => !isSettled(one)).map(({ n }) => n);
  return {
    ...owed,
    instalments: become(owed.instalments, open, 'released'),
    claims: owed.claims.map((claim) => ({ ...claim, state: 'over', until: null })),
  };
}

/**
 * What was agreed on, for the plan that goes on from an interrupted one: whatever ran is asked for anew, so that nobody has lost time.
 * @param at ISO 8601: when that ended
 */
export const carriedOver = (
  { obligations, charter }: Pick<RepairState, 'obligations' | 'charter'>,
  at: string,
): readonly Owed[] => {
  const { confirm, verify, grace, overdue } = charter.repairs;
  return obligations.map((owed) => ({
    ...owed,
    claims: owed.claims.map((claim) =>
      claim.state === 'over'
        ? claim
        : { ...claim, asked: at, until: after(at, claim.state === 'confirming' ? confirm : verify) },
    ),
    instalments: owed.instalments.map((one) => ({
      ...one,
      grace: one.state === 'open' ? laterOf(one.grace, after(at, grace)) : one.grace,
      breaks: one.breaks === null ? null : laterOf(one.breaks, after(at, overdue)),
    })),
  }));
};
