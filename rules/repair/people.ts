/** Who is in a repair plan, and whose word its terms wait for (MND-1, MND-4). */
import { settledIn } from './circle.ts';
import type { Circle, Obligation, RepairState } from './state.ts';

type Sides = Pick<Obligation, 'by' | 'to' | 'verifier'>;

/** Whom obligations name: who owes, who is owed, who verifies. */
const namedIn = (obligations: readonly Sides[]): readonly string[] =>
  obligations.flatMap(({ by, to, verifier }) => [by, to, verifier]);

/** Everybody whom a circle names. */
const namedInCircle = ({ affected, obligations }: Circle): readonly string[] => [
  ...affected,
  ...obligations.flatMap(({ by, to, verifier }) => (to === null ? [by, verifier] : [by, to, verifier])),
];

/** The circle of a plan that is at it; null of every other. */
export const circleAt = ({ stage, circle }: Pick<RepairState, 'stage' | 'circle'>): Circle | null =>
  stage === 'circle' ? circle : null;

/** To whom what a circle put is owed, until it holds: their plan stands for all, and without their word no other takes its place (MND-1). */
const owedByChoice = ({ stage, circle }: Pick<RepairState, 'stage' | 'circle'>): readonly string[] =>
  stage === 'proposed' && circle !== null ? (settledIn(circle) ?? []).map(({ to }) => to) : [];

type Plan = Pick<RepairState, 'obligations' | 'terms' | 'stage' | 'circle'>;

/** Everybody in a plan as it stands, each once: whom what holds names, whom the terms that are put do, and the circle that is asked, or whom it chose. */
export const peopleOf = (plan: Plan): string[] => {
  const { obligations, terms } = plan;
  const circle = circleAt(plan);
  return [
    ...new Set([
      ...namedIn(obligations),
      ...namedIn(terms?.obligations ?? []),
      ...(circle === null ? owedByChoice(plan) : namedInCircle(circle)),
    ]),
  ];
};

/** Whether everybody in it has accepted the terms (MND-4). */
export const isAgreed = (plan: Plan): boolean =>
  plan.terms !== null && peopleOf(plan).every((member) => plan.terms?.acceptedBy.includes(member));
