/** Who may do what in a repair plan, and when (MND-1 to MND-4, PRO-10, AUT-1). */
import type { MemberStatus } from '../model.ts';
import { allowing, type Permitted, permitted } from '../permitted.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { late } from '../window.ts';
import { choiceFault, wordsFault } from './circle.ts';
import { claimToAnswer, claimToVerify, isSettled, isOutstanding, outstandingOf } from './instalments.ts';
import { obligationsFault } from './obligations.ts';
import { endingOf } from './step.ts';
import {
  claimsForEach,
  mostPieces,
  mostTerms,
  type Obligation,
  type Owed,
  peopleOf,
  type RepairState,
} from './state.ts';

export const repairActs = [
  'words',
  'choice',
  'terms',
  'acceptance',
  'done',
  'confirmation',
  'verification',
  'release',
] as const;
export type RepairAct = (typeof repairActs)[number];

export interface RepairActor {
  readonly id: string;
  readonly status: MemberStatus;
}

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

type Permission = Permitted<RepairState, RepairActor>;

const only = allowing<RepairState, RepairActor>;

/** Whoever an obligation names on this side. */
const side = (part: 'by' | 'to' | 'verifier', allowed: string, rule: string) =>
  only(allowed, rule, ({ id }, { obligations }) => obligations.some((owed) => owed[part] === id));

/** Whoever is affected, in their circle. */
const affected = only(
  'who is affected',
  'MND-1',
  ({ id }, { circle }) => circle?.affected.includes(id) === true,
);

/** Once everything is settled, or declined, nothing changes it any more. */
const going =
  (act: RepairAct) =>
  (state: RepairState): Refusal | undefined =>
    endingOf(state) === undefined ? undefined : refuse('already-done', 'PRO-10', { act, stage: state.stage });

export const permissions: Readonly<Record<RepairAct, Permission>> = {
  words: {
    rule: 'MND-1',
    path: 'circle/words',
    by: 'Who is affected, in their circle.',
    stages: ['circle'],
    who: affected,
    also: ({ circle }, { id }) => (circle === null ? undefined : wordsFault(circle, id)),
  },
  choice: {
    rule: 'MND-1',
    path: 'obligations/{n}/choice',
    by: 'Who is affected, in their circle, until more than half of all say the same.',
    stages: ['circle'],
    who: affected,
  },
  terms: {
    rule: 'MND-4',
    by: 'Whoever is in it.',
    stages: ['proposed', 'open'],
    who: only('who is in it', 'MND-4', ({ id }, state) => peopleOf(state).includes(id)),
    also: (state, { id }) =>
      going('terms')(state) ??
      (state.putBy.filter((member) => member === id).length < mostTerms
        ? undefined
        : refuse('limit-reached', 'MND-4', { most: mostTerms })),
  },
  acceptance: {
    rule: 'MND-1',
    path: 'terms/acceptance',
    by: 'Whoever is in it, or would be by the terms, once.',
    stages: ['proposed', 'open'],
    who: only('who is in it', 'MND-1', ({ id }, state) => peopleOf(state).includes(id)),
    within: going('acceptance'),
    also: ({ terms }, { id }, at) =>
      terms === null
        ? refuse('unknown-terms', 'MND-4', { n: null })
        : terms.acceptedBy.includes(id)
          ? refuse('already-done', 'MND-1', { n: terms.n })
          : late(terms.closes, at),
  },
  done: {
    rule: 'MND-2',
    path: 'obligations/{n}/done',
    by: 'Who owes it.',
    stages: ['open'],
    who: side('by', 'who owes', 'MND-2'),
    within: going('done'),
    also: ({ obligations }, { id }) =>
      obligations.some((owed) => owed.by === id && owed.instalments.some(isOutstanding))
        ? undefined
        : refuse('already-done', 'MND-2', { act: 'done' }),
  },
  confirmation: {
    rule: 'MND-2',
    path: 'obligations/{n}/confirmation',
    by: 'Who it is owed to.',
    stages: ['open'],
    who: side('to', 'who it is owed to', 'MND-2'),
    within: going('confirmation'),
    also: ({ obligations }, { id }) =>
      obligations.some((owed) => owed.to === id && claimToAnswer(owed, null) !== undefined)
        ? undefined
        : refuse('already-done', 'MND-2', { act: 'confirmation' }),
  },
  verification: {
    rule: 'MND-2',
    path: 'obligations/{n}/verification',
    by: 'Its verifier, once the receiver has contested it or was silent.',
    stages: ['open'],
    who: side('verifier', 'the verifier', 'MND-2'),
    within: going('verification'),
    also: ({ obligations }, { id }) =>
      obligations.some((owed) => owed.verifier === id && claimToVerify(owed, null) !== undefined)
        ? undefined
        : refuse('already-done', 'MND-2', { act: 'verification' }),
  },
  release: {
    rule: 'MND-4',
    path: 'obligations/{n}/release',
    by: 'Who it is owed to.',
    stages: ['open'],
    who: side('to', 'who it is owed to', 'MND-4'),
    within: going('release'),
    also: ({ obligations }, { id }) =>
      obligations.some((owed) => owed.to === id && !owed.instalments.every(isSettled))
        ? undefined
        : refuse('already-done', 'MND-4', { act: 'release' }),
  },
};

/**
 * Whether a member may do something in a plan at an instant; nothing where they may.
 * @param at ISO 8601; what comes as something falls due comes after it, once that is noted (PRO-10)
 */
export const mayAct = (
  act: RepairAct,
  state: RepairState,
  actor: RepairActor,
  at: string,
): Refusal | undefined => permitted(permissions[act], state, actor, { at, closes: state.deadline });

/** Everything that the member may do now (`can`). */
export const actsAllowed = (state: RepairState, actor: RepairActor, at: string): RepairAct[] =>
  repairActs.filter((act) => mayAct(act, state, actor, at) === undefined);

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
