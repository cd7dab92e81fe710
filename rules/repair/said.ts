/** What is said in an act of a repair plan, and why it cannot be (MND-1, MND-2, MND-4). */
import { type Refusal, refuse } from '../refusal.ts';
import { late } from '../window.ts';
import { choiceFault } from './circle.ts';
import { claimToAnswer, claimToVerify, isOutstanding, isSettled, outstandingOf } from './instalments.ts';
import { obligationsFault } from './obligations.ts';
import type { RepairAct } from './permissions.ts';
import { claimsForEach, mostPieces, type Obligation, type Owed, type RepairState } from './state.ts';

/** What is said in an act, as far as the rules ask. */
export interface Said {
  /** The number of an obligation. */
  readonly n?: number | undefined;
  readonly obligations?: readonly Obligation[] | undefined;
  /** The number of terms. */
  readonly terms?: number | undefined;
  readonly claim?: number | undefined;
  readonly amount?: number | undefined;
  /** Whom one of the affected chooses. */
  readonly to?: string | undefined;
}

const unknown = (n: number | undefined, { obligations }: RepairState): Refusal =>
  refuse('unknown-obligation', 'MND-1', { n: n ?? null, obligations: obligations.length });

/** Why what is said in an act cannot be, of which its member may do it; undefined where it can. */
export function saidFault(
  act: RepairAct,
  state: RepairState,
  { id, at }: { readonly id: string; readonly at: string },
  said: Said,
): Refusal | undefined {
  switch (act) {
    case 'words':
      return undefined;
    case 'choice':
      return choiceFault(state.circle, { by: id, n: said.n, to: said.to });
    case 'terms':
      return obligationsFault(said.obligations ?? [], state.parties, at);
    case 'acceptance':
      return termsFault(state, said.terms);
    case 'done':
    case 'confirmation':
    case 'verification':
    case 'release': {
      const owed = state.obligations.find(({ n }) => n === said.n);
      return owed === undefined ? unknown(said.n, state) : owedFault(act, owed, { id, at, state }, said);
    }
  }
}

/** Terms that took the place of others are named by who accepts them: nobody accepts what they have not read (MND-4). */
function termsFault({ terms, putBy }: RepairState, named: number | undefined): Refusal | undefined {
  const n = named ?? (putBy.length === 1 ? 1 : undefined);
  if (terms === null || n === terms.n) return undefined;
  return n === undefined || n < terms.n
    ? refuse('replaced-terms', 'MND-4', { n: n ?? terms.n - 1, replacedBy: terms.n })
    : refuse('unknown-terms', 'MND-4', { n });
}

interface Now {
  readonly id: string;
  readonly at: string;
  readonly state: RepairState;
}

function owedFault(
  act: Exclude<RepairAct, 'words' | 'choice' | 'terms' | 'acceptance'>,
  owed: Owed,
  { id, at, state }: Now,
  { claim, amount }: Said,
): Refusal | undefined {
  switch (act) {
    case 'done':
      return (
        who(owed.by, id, 'who owes it') ??
        amountFault(owed, amount, 'MND-2') ??
        piecesFault(state, amount, 'MND-2') ??
        claimsFault(owed)
      );
    case 'confirmation': {
      const found = claimToAnswer(owed, claim ?? null);
      if (owed.to !== id) return who(owed.to, id, 'who it is owed to');
      if (found === undefined) return refuse('already-done', 'MND-2', { act, n: owed.n });
      // Contested once, the verifier has been asked: it stays unconfirmed.
      if (found.state === 'over')
        return found.contested ? refuse('already-done', 'MND-2', { act, claim: found.n }) : undefined;
      return found.until === null ? undefined : late(found.until, at);
    }
    case 'verification': {
      const found = claimToVerify(owed, claim ?? null);
      if (owed.verifier !== id) return who(owed.verifier, id, 'the verifier');
      if (found === undefined) return refuse('already-done', 'MND-2', { act, n: owed.n });
      return found.until === null ? undefined : late(found.until, at);
    }
    case 'release':
      return (
        who(owed.to, id, 'who it is owed to') ??
        (amount === undefined ? releasedFault(owed) : amountFault(owed, amount, 'MND-4')) ??
        piecesFault(state, amount, 'MND-4')
      );
  }
}

const who = (whose: string, id: string, allowed: string): Refusal | undefined =>
  whose === id ? undefined : refuse('not-permitted', 'AUT-1', { allowed });

const releasedFault = ({ n, instalments }: Owed): Refusal | undefined =>
  instalments.every(isSettled) ? refuse('already-done', 'MND-4', { act: 'release', n }) : undefined;

/** An amount is of what has one, and not more than is outstanding. */
function amountFault(owed: Owed, amount: number | undefined, rule: string): Refusal | undefined {
  if (!owed.instalments.some(isOutstanding)) return refuse('already-done', rule, { n: owed.n });
  const outstanding = outstandingOf(owed);
  if (amount === undefined || (outstanding !== null && amount <= outstanding)) return undefined;
  return refuse('not-owed', rule, { n: owed.n, amount, outstanding });
}

/** What is cut up has an end: then an instalment is done or released whole. */
function piecesFault(
  { obligations }: RepairState,
  amount: number | undefined,
  rule: string,
): Refusal | undefined {
  const all = obligations.reduce((sum, one) => sum + one.instalments.length, 0);
  return amount === undefined || all < mostPieces
    ? undefined
    : refuse('limit-reached', rule, { most: mostPieces });
}

/** What is said to be done again and again without being done, has an end too. */
function claimsFault({ claims, instalments }: Owed): Refusal | undefined {
  const most = claimsForEach * instalments.length;
  return claims.length < most ? undefined : refuse('limit-reached', 'MND-2', { most });
}
