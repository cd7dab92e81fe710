/** Whom each entry of a repair plan concerns, and who owes what in it (MND-1 to MND-4, CNF-5). */
import { type Audience, type Notification, type OwedAct, owing, people, telling } from '../audience.ts';
import type { OwedWindow } from '../reminders.ts';
import { undecidedIn } from './circle.ts';
import type { RepairEntry } from './entries.ts';
import { isOutstanding } from './instalments.ts';
import { circleAt, peopleOf } from './people.ts';
import type { Instalment, Owed, RepairState } from './state.ts';

/** Who has not accepted the terms that are put. */
const undecided = (state: RepairState): readonly Audience[] =>
  state.terms === null
    ? []
    : people(...peopleOf(state).filter((member) => !state.terms?.acceptedBy.includes(member)));

const everyone = (state: RepairState): readonly Audience[] => people(...peopleOf(state));

const owedIn = ({ obligations }: RepairState, number: number): Owed | undefined =>
  obligations.find(({ n }) => n === number);

export function repairNotices(state: RepairState, { kind, facts, at }: RepairEntry): readonly Notification[] {
  switch (kind) {
    case 'circle-opened': {
      const { affected, closes, by } = facts;
      const others = people(...peopleOf(state).filter((member) => !affected.includes(member)));
      return [...owing(people(...affected), 'choice', closes), ...telling(others, by)];
    }
    case 'chosen':
      return state.terms === null ? [] : owing(undecided(state), 'acceptance', state.terms.closes);
    case 'opened':
    case 'terms-put':
      return owing(undecided(state), 'acceptance', facts.closes);
    case 'terms-answered':
      return state.agreedAt === at
        ? [...owesFirst(state), ...telling(everyone(state))]
        : telling(everyone(state), facts.by);
    case 'begun':
      return [...owesFirst(state), ...telling(everyone(state))];
    case 'carried':
    case 'ended':
      return telling(everyone(state));
    case 'done':
      return owing(people(owedIn(state, facts.obligation)?.to), 'confirmation', facts.until);
    case 'receiver-answered': {
      const owed = owedIn(state, facts.obligation);
      const asked = facts.confirm ? [] : owing(people(owed?.verifier), 'verification', facts.until);
      return [...asked, ...telling(people(owed?.by))];
    }
    case 'verification-asked': {
      const owed = owedIn(state, facts.obligation);
      return [
        ...owing(people(owed?.verifier), 'verification', facts.until),
        ...telling(people(owed?.by, owed?.to)),
      ];
    }
    case 'missed': {
      const owed = owedIn(state, facts.obligation);
      return [
        ...owing(people(owed?.by), 'done', breaksAt(owed, facts.instalment)),
        ...telling(people(owed?.to)),
      ];
    }
    case 'verified':
    case 'unconfirmed':
    case 'not-done':
    case 'released': {
      const owed = owedIn(state, facts.obligation);
      return telling(people(owed?.by, owed?.to));
    }
    case 'spoken':
    case 'continuation-of':
      return [];
  }
}

/** As a plan begins, each is told when the first that they owe is missed. */
const owesFirst = ({ obligations }: RepairState): readonly Notification[] =>
  obligations.flatMap(({ by, instalments: [first] }) =>
    first === undefined ? [] : owing(people(by), 'done', first.grace),
  );

const breaksAt = (owed: Owed | undefined, instalment: number): string | null =>
  owed?.instalments.find(({ n }) => n === instalment)?.breaks ?? null;

/** The windows in which something is owed now: of what comes later, from when the one before it was due. */
export function repairOwed(state: RepairState): readonly OwedWindow[] {
  const { terms, obligations, agreedAt, createdAt } = state;
  const circle = circleAt(state);
  const choosing = circle === null ? [] : [{ act: 'choice', opens: createdAt, due: circle.closes } as const];
  const accepting =
    terms === null ? [] : [{ act: 'acceptance', opens: agreedAt ?? createdAt, due: terms.closes } as const];
  return [
    ...choosing,
    ...accepting,
    ...obligations.flatMap((owed) => [...claimsOwed(owed), ...instalmentsOwed(owed, agreedAt ?? createdAt)]),
  ];
}

const claimsOwed = ({ claims }: Owed): readonly OwedWindow[] =>
  claims.flatMap(({ state, asked, until }) =>
    state === 'over' || until === null
      ? []
      : [{ act: state === 'confirming' ? 'confirmation' : 'verification', opens: asked, due: until }],
  );

const instalmentsOwed = ({ instalments }: Owed, since: string): readonly OwedWindow[] =>
  instalments.flatMap((one, place) =>
    isOutstanding(one)
      ? [{ act: 'done', opens: instalments[place - 1]?.due ?? since, due: dueOf(one) } as const]
      : [],
  );

/** Until when it is owed before something follows from it. */
const dueOf = ({ state, grace, breaks }: Instalment): string =>
  state === 'missed' && breaks !== null ? breaks : grace;

export function owingRepair(state: RepairState, act: OwedAct): readonly Audience[] {
  const those = (part: 'by' | 'to' | 'verifier', owes: (owed: Owed) => boolean): readonly Audience[] =>
    people(...state.obligations.filter(owes).map((owed) => owed[part]));
  const isAsked = (asked: 'confirming' | 'verifying') => (owed: Owed) =>
    owed.claims.some((claim) => claim.state === asked);
  switch (act) {
    case 'choice': {
      const circle = circleAt(state);
      return circle === null ? [] : people(...undecidedIn(circle));
    }
    case 'acceptance':
      return undecided(state);
    case 'done':
      return those('by', ({ instalments }) => instalments.some(isOutstanding));
    case 'confirmation':
      return those('to', isAsked('confirming'));
    case 'verification':
      return those('verifier', isAsked('verifying'));
    default:
      return [];
  }
}
