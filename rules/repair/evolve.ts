/** The state of a repair plan after an entry of its timeline: the workflow folds them as they happen, the verifier as they were told (MND-1 to MND-4). */
import { after, laterOf } from '../window.ts';
import { settledIn } from './circle.ts';
import type { RepairEntry } from './entries.ts';
import { become, isSettled, outstandingAgain, take } from './instalments.ts';
import {
  type Circle,
  type Claim,
  type Instalment,
  isAgreed,
  type Obligation,
  type Owed,
  type RepairState,
} from './state.ts';
import { next } from './step.ts';

/** @param entry with the instant at which it happened */
export function evolve(before: RepairState, entry: RepairEntry): RepairState {
  const state = changed(before, entry);
  return { ...state, deadline: next(state)?.at ?? null };
}

function changed(state: RepairState, { at, ...entry }: RepairEntry): RepairState {
  const { repairs } = state.charter;
  switch (entry.kind) {
    case 'continuation-of':
      return state;
    case 'opened':
      return put(state, { n: 1, ...entry.facts });
    case 'begun':
      return agreedOn(state, entry.facts.obligations, at);
    case 'circle-opened': {
      const { by, affected, obligations, closes } = entry.facts;
      const circle = { by, affected, obligations, closes, spoken: [], choices: [] };
      return { ...state, stage: 'circle', circle, putBy: [by] };
    }
    case 'spoken':
      return inCircle(state, ({ spoken }) => ({ spoken: [...spoken, entry.facts.by] }));
    case 'chosen':
      return chosen(inCircle(state, ({ choices }) => ({ choices: [...choices, entry.facts] })));
    case 'carried':
      return {
        ...state,
        stage: 'open',
        obligations: entry.facts.obligations,
        agreedAt: entry.facts.agreedAt,
      };
    case 'terms-put':
      return put(state, entry.facts);
    case 'terms-answered':
      return answered(state, entry.facts, at);
    case 'done': {
      const { obligation, claim: n, instalments: taken, amount, until } = entry.facts;
      const claim: Claim = { n, instalments: taken, state: 'confirming', asked: at, until, contested: false };
      return of(state, obligation, (owed) => ({
        ...owed,
        instalments: become(take(owed, amount).instalments, taken, 'done'),
        claims: [...owed.claims, claim],
      }));
    }
    case 'receiver-answered': {
      const { obligation, claim, confirm, until } = entry.facts;
      if (confirm) return concluded(state, obligation, claim, 'confirmed');
      return asking(state, obligation, claim, { asked: at, until, contested: true });
    }
    case 'verification-asked': {
      const { obligation, claim, until } = entry.facts;
      return asking(state, obligation, claim, { asked: at, until });
    }
    case 'verified': {
      const { obligation, claim, done } = entry.facts;
      return done ? concluded(state, obligation, claim, 'verified') : undone(state, obligation, claim, at);
    }
    case 'unconfirmed':
      return concluded(state, entry.facts.obligation, entry.facts.claim, 'unconfirmed');
    case 'not-done':
      return undone(state, entry.facts.obligation, entry.facts.claim, at);
    case 'missed': {
      const { obligation, instalment: missed } = entry.facts;
      return of(state, obligation, (owed) => ({
        ...owed,
        instalments: owed.instalments.map((one): Instalment =>
          one.n === missed ? { ...one, state: 'missed', breaks: after(at, repairs.overdue) } : one,
        ),
      }));
    }
    case 'released':
      return of(state, entry.facts.obligation, (owed) => released(owed, entry.facts.amount));
    case 'ended': {
      const { outcome, to } = entry.facts;
      const continuedBy = typeof to === 'string' ? to : state.continuedBy;
      return { ...state, stage: 'ended', outcome, endedAt: at, continuedBy };
    }
  }
}

/** New terms take the place of those before; who puts them accepts them. */
const put = (
  state: RepairState,
  { n, by, obligations, closes }: Omit<NonNullable<RepairState['terms']>, 'acceptedBy'>,
): RepairState => ({
  ...state,
  terms: { n, by, obligations, closes, acceptedBy: [by] },
  putBy: [...state.putBy, by],
});

const inCircle = (state: RepairState, change: (circle: Circle) => Partial<Circle>): RepairState =>
  state.circle === null ? state : { ...state, circle: { ...state.circle, ...change(state.circle) } };

/** Once everything is chosen it is put to whom it names, and those to whom it is owed are parties. */
function chosen(state: RepairState): RepairState {
  const { circle, parties } = state;
  const obligations = circle === null ? undefined : settledIn(circle);
  if (circle === null || obligations === undefined) return state;
  const { by, closes } = circle;
  return {
    ...state,
    stage: 'proposed',
    parties: [...new Set([...parties, ...obligations.map(({ to }) => to)])],
    terms: { n: 1, by, obligations, closes, acceptedBy: [by] },
  };
}

/** Accepted by all, they hold; declined, there is no plan, or that which held goes on. */
function answered(
  state: RepairState,
  { by, accept }: { readonly by: string; readonly accept: boolean },
  at: string,
): RepairState {
  if (state.terms === null) return state;
  if (!accept) return state.stage === 'proposed' ? { ...state, declinedBy: by } : { ...state, terms: null };
  const terms = { ...state.terms, acceptedBy: [...state.terms.acceptedBy, by] };
  if (!isAgreed({ ...state, terms })) return { ...state, terms };
  return agreedOn(state, terms.obligations, at);
}

function agreedOn(state: RepairState, agreed: readonly Obligation[], at: string): RepairState {
  const { grace } = state.charter.repairs;
  const obligations = agreed.map((one, place) => owedOf(one, place + 1, grace));
  return { ...state, stage: 'open', obligations, terms: null, agreedAt: at };
}

const owedOf = ({ instalments, ...obligation }: Obligation, n: number, grace: number): Owed => ({
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

const of = (state: RepairState, n: number, change: (owed: Owed) => Owed): RepairState => ({
  ...state,
  obligations: state.obligations.map((owed) => (owed.n === n ? change(owed) : owed)),
});

const ofClaim = (
  state: RepairState,
  obligation: number,
  claim: number,
  change: (claim: Claim, owed: Owed) => Partial<Owed>,
): RepairState =>
  of(state, obligation, (owed) => {
    const found = owed.claims.find(({ n }) => n === claim);
    return found === undefined ? owed : { ...owed, ...change(found, owed) };
  });

const withClaim = ({ claims }: Owed, changes: Pick<Claim, 'n'> & Partial<Claim>): readonly Claim[] =>
  claims.map((claim) => (claim.n === changes.n ? { ...claim, ...changes } : claim));

/** The verifier is asked. */
const asking = (
  state: RepairState,
  obligation: number,
  n: number,
  more: Partial<Pick<Claim, 'asked' | 'until' | 'contested'>>,
): RepairState =>
  ofClaim(state, obligation, n, ({ instalments }, owed) => ({
    claims: withClaim(owed, { n, state: 'verifying', ...more }),
    instalments: become(owed.instalments, instalments, 'done'),
  }));

const concluded = (
  state: RepairState,
  obligation: number,
  n: number,
  as: 'confirmed' | 'verified' | 'unconfirmed',
): RepairState =>
  ofClaim(state, obligation, n, ({ instalments }, owed) => ({
    claims: withClaim(owed, { n, state: 'over', until: null }),
    instalments: become(owed.instalments, instalments, as),
  }));

/** It was not done: what time has passed meanwhile counts from now on. */
const undone = (state: RepairState, obligation: number, n: number, at: string): RepairState =>
  ofClaim(state, obligation, n, ({ instalments }, owed) => ({
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
function released(owed: Owed, amount: number | null): Owed {
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
