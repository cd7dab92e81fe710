/** The state of a repair plan after an entry of its timeline: the workflow folds them as they happen, the verifier as they were told (MND-1 to MND-4). */
import { after } from '../window.ts';
import { settledIn } from './circle.ts';
import type { RepairEntry } from './entries.ts';
import { asking, claimed, concluded, missed, owedOf, released, undone } from './owed.ts';
import { isAgreed } from './people.ts';
import type { Circle, Obligation, Owed, RepairState } from './state.ts';
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
      const { obligation, claim: n, instalments, amount, until } = entry.facts;
      return of(state, obligation, (owed) => claimed(owed, { n, instalments, asked: at, until }, amount));
    }
    case 'receiver-answered': {
      const { obligation, claim, confirm, until } = entry.facts;
      return of(state, obligation, (owed) =>
        confirm
          ? concluded(owed, claim, 'confirmed')
          : asking(owed, claim, { asked: at, until, contested: true }),
      );
    }
    case 'verification-asked': {
      const { obligation, claim, until } = entry.facts;
      return of(state, obligation, (owed) => asking(owed, claim, { asked: at, until }));
    }
    case 'verified': {
      const { obligation, claim, done } = entry.facts;
      return of(state, obligation, (owed) =>
        done ? concluded(owed, claim, 'verified') : undone(owed, claim, at),
      );
    }
    case 'unconfirmed':
      return of(state, entry.facts.obligation, (owed) => concluded(owed, entry.facts.claim, 'unconfirmed'));
    case 'not-done':
      return of(state, entry.facts.obligation, (owed) => undone(owed, entry.facts.claim, at));
    case 'missed': {
      const breaks = after(at, repairs.overdue);
      return of(state, entry.facts.obligation, (owed) => missed(owed, entry.facts.instalment, breaks));
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

const of = (state: RepairState, n: number, change: (owed: Owed) => Owed): RepairState => ({
  ...state,
  obligations: state.obligations.map((owed) => (owed.n === n ? change(owed) : owed)),
});
