/** What obligations must be, so that a plan can be kept: between whom, verified by whom, and instalments that add up; and out of what a plan is put (MND-1, MND-4). */
import { type Refusal, refuse } from '../refusal.ts';
import {
  type Asked,
  mostInstalments,
  type Obligation,
  type RepairableKind,
  repairable,
  type RepairState,
} from './state.ts';

/** Why the instalments of an obligation do not fit together, in a sentence; undefined where they do. */
export function instalmentsFault({
  quantity,
  instalments,
}: Pick<Obligation, 'quantity' | 'instalments'>): string | undefined {
  const isRunning = instalments.every(
    ({ due }, place) => place === 0 || due > (instalments[place - 1]?.due ?? ''),
  );
  if (!isRunning) return 'come one after another: each is due later than the one before';
  const amounts = instalments.map(({ amount }) => amount);
  if (quantity === null)
    return amounts.every((one) => one === null) ? undefined : 'have amounts, but there is no quantity';
  const sum = amounts.reduce<number>((all, one) => all + (one ?? 0), 0);
  return amounts.includes(null) || sum !== quantity.amount
    ? `add up to ${sum}, but the quantity is ${quantity.amount}`
    : undefined;
}

/** The instant at which the first of them is due: until then they can be accepted. */
export const firstDue = (obligations: readonly Pick<Obligation, 'instalments'>[]): string =>
  obligations.map(({ instalments }) => instalments[0]?.due ?? '').toSorted()[0] ?? '';

/**
 * Why these cannot be put at an instant; undefined where they can.
 * @param parties between whom harm is repaired: they owe and are owed, and none of them verifies
 */
export function obligationsFault(
  obligations: readonly Obligation[],
  parties: readonly string[],
  at: string,
): Refusal | undefined {
  const sides = obligations.flatMap(({ by, to }) => [by, to]);
  const strangers = [...new Set(sides.filter((member) => !parties.includes(member)))];
  if (strangers.length > 0)
    return refuse('not-permitted', 'MND-1', { allowed: 'parties', members: strangers });
  const own = obligations.find(({ by, to }) => by === to);
  if (own !== undefined) return refuse('to-oneself', 'MND-1', { member: own.by });
  const judging = obligations.find(({ verifier }) => parties.includes(verifier));
  if (judging !== undefined) return refuse('own-case', 'MND-1', { member: judging.verifier });
  const instalments = obligations.reduce((sum, one) => sum + one.instalments.length, 0);
  if (instalments > mostInstalments) return refuse('limit-reached', 'MND-1', { most: mostInstalments });
  const first = firstDue(obligations);
  return first <= at
    ? refuse('past-instant', 'MND-1', { path: '/obligations', instant: first, at })
    : undefined;
}

/** Plans that one member puts out of one process. */
const mostOfOne = 3;

/** What harm is to be repaired out of, as it stands. */
export interface Source {
  readonly from: { readonly kind: RepairableKind; readonly id: string };
  readonly stage: string;
  readonly outcome: string | null;
  readonly parties: readonly string[];
}

const isRepairable = (kind: RepairableKind, outcome: string | null): boolean =>
  (repairable[kind] as readonly (string | null)[]).includes(outcome);

/** What an earlier plan says of itself. */
type Before = Pick<RepairState, 'id' | 'stage' | 'outcome' | 'putBy' | 'obligations' | 'terms' | 'circle'>;

/** Who owes and who is owed. */
type Between = Pick<Asked, 'by' | 'to'>;

/** Whether a plan repairs, or is to repair, what one of these would: between the same two; a circle speaks for all who are affected. */
const repairsSame = ({ obligations, terms, circle }: Before, put: readonly Between[]): boolean => {
  const own: readonly Between[] = [...obligations, ...(terms?.obligations ?? [])];
  return (
    circle !== null ||
    put.some(({ by, to }) => to === null || own.some((one) => one.by === by && one.to === to))
  );
};

/** @param before the plans out of the same process; `put`: what another is to be, and by whom */
export function openingFault(
  { from, stage, outcome, parties }: Source,
  before: readonly Before[],
  by: string,
  put: readonly Between[],
): Refusal | undefined {
  if (!parties.includes(by)) return refuse('not-permitted', 'MND-1', { allowed: 'parties' });
  if (!isRepairable(from.kind, outcome))
    return refuse('wrong-stage', 'MND-1', { stage, outcome, allowedIn: repairable[from.kind] });
  return againFault(before, by, put);
}

/** Why no other plan can be put out of the same process now; undefined where one can. What two agree on shuts out nobody else who was harmed. */
export function againFault(
  before: readonly Before[],
  by: string,
  put: readonly Between[],
): Refusal | undefined {
  const same = before.filter((plan) => repairsSame(plan, put));
  const open = same.find((plan) => plan.stage !== 'ended');
  if (open !== undefined) return refuse('already-done', 'MND-1', { repair: open.id });
  const mended = same.find((plan) => plan.outcome === 'fulfilled' || plan.outcome === 'released');
  if (mended !== undefined) return refuse('already-done', 'MND-4', { repair: mended.id });
  return before.filter(({ putBy }) => putBy[0] === by).length < mostOfOne
    ? undefined
    : refuse('limit-reached', 'MND-1', { most: mostOfOne });
}
