/** What falls due by itself in a repair plan, and what ends it, row by row as in its table of stages (MND-1 to MND-4). */
import { isSettled } from './instalments.ts';
import type { Claim, Instalment, RepairOutcome, RepairState } from './state.ts';

/** Nobody has answered about a claim. */
interface OfClaim {
  readonly at: string;
  readonly what: 'verification-asked' | 'unconfirmed' | 'not-done';
  readonly obligation: number;
  readonly claim: number;
}

interface Missed {
  readonly at: string;
  readonly what: 'missed';
  readonly obligation: number;
  readonly instalment: number;
}

/** What ends the plan. */
export interface Ends {
  readonly at: string;
  readonly what: 'broken' | 'declined';
}

/** A thing that falls due by itself, and when. */
export type Due = OfClaim | Missed | Ends;

/** By which rule a plan ends so. */
export const endingRules: Readonly<Record<RepairOutcome, string>> = {
  fulfilled: 'MND-4',
  released: 'MND-4',
  broken: 'MND-3',
  declined: 'MND-1',
  replaced: 'RST-4',
  interrupted: 'PRO-9',
};

function ofClaim(obligation: number, { n: claim, state, until, contested }: Claim): readonly Due[] {
  if (state === 'over' || until === null) return [];
  const silent = contested ? 'not-done' : 'unconfirmed';
  return [{ at: until, what: state === 'confirming' ? 'verification-asked' : silent, obligation, claim }];
}

function ofInstalment(
  obligation: number,
  { n: instalment, state, grace, breaks }: Instalment,
): readonly Due[] {
  if (state === 'open') return [{ at: grace, what: 'missed', obligation, instalment }];
  return state === 'missed' && breaks !== null ? [{ at: breaks, what: 'broken' }] : [];
}

/** At one instant words that were waited for end first, then instalments are missed, and then one that was breaks the plan. */
const order: readonly Due['what'][] = ['verification-asked', 'unconfirmed', 'not-done', 'missed', 'broken'];

const earlier = (one: Due, other: Due): number =>
  one.at === other.at ? order.indexOf(one.what) - order.indexOf(other.what) : one.at < other.at ? -1 : 1;

/** What falls due next; nothing once it has ended. */
export function next({
  stage,
  circle,
  terms,
  obligations,
}: Pick<RepairState, 'stage' | 'circle' | 'terms' | 'obligations'>): Due | undefined {
  switch (stage) {
    case 'circle':
      return circle === null ? undefined : { at: circle.closes, what: 'declined' };
    case 'proposed':
      return terms === null ? undefined : { at: terms.closes, what: 'declined' };
    case 'open':
      return obligations
        .flatMap(({ n, claims, instalments }) => [
          ...claims.flatMap((claim) => ofClaim(n, claim)),
          ...instalments.flatMap((instalment) => ofInstalment(n, instalment)),
        ])
        .toSorted(earlier)[0];
    case 'ended':
      return undefined;
  }
}

/** As what a plan ends at once, as it stands; undefined where it goes on. */
export function endingOf({
  stage,
  declinedBy,
  obligations,
  charter: { repairs },
}: Pick<RepairState, 'stage' | 'declinedBy' | 'obligations' | 'charter'>): RepairOutcome | undefined {
  if (stage === 'proposed') return declinedBy === null ? undefined : 'declined';
  if (stage !== 'open') return undefined;
  const all = obligations.flatMap(({ instalments }) => instalments);
  if (all.every(isSettled)) return all.every(({ state }) => state === 'released') ? 'released' : 'fulfilled';
  return all.filter(({ state }) => state === 'missed').length >= repairs.missed ? 'broken' : undefined;
}
