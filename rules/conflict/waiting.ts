/** A conflict that was referred to restorative work: it waits with the time it had left, and goes on in its stage (RST-1). */
import { type Refusal, refuse } from '../refusal.ts';
import { type Matter, referralFault, type Sides } from '../restorative/referral.ts';
import { after, late } from '../window.ts';
import { openWords } from './parties.ts';
import { type ConflictState, isWaiting, partiesOf, type Passage, type Return } from './state.ts';
import { endsEarly } from './terms.ts';

const between = (since: string, until: string): number => Date.parse(until) - Date.parse(since);

/** Whether a poll is open, which first runs to its close. */
const isPolled = ({ stage }: Pick<ConflictState, 'stage'>): boolean => stage === 'arbitration';

/** Whether what is referred waits at once. */
export const waitsAtOnce = (conflict: ConflictState): boolean => !isPolled(conflict);

/** How many milliseconds its stage has left at an instant: nothing of a poll that has closed; null where nothing falls due. */
export const leftAt = ({ deadline }: Pick<ConflictState, 'deadline'>, at: string): number | null =>
  deadline === null ? null : Math.max(0, between(at, deadline));

/** What is referred, as the rules of restorative work ask. */
export const matterOf = (conflict: ConflictState): Matter => ({
  from: { kind: 'conflict', id: conflict.id },
  stage: conflict.stage,
  outcome: conflict.outcome,
  parties: partiesOf(conflict),
  whole: true,
});

/** Why it cannot be referred now by one of its parties, or by a decision (`by` null): once, in time, and before it moves on (RST-1, PRO-10). */
export function referFault(
  conflict: ConflictState,
  sides: Sides,
  by: string | null,
  at: string,
): Refusal | undefined {
  const { id, referred, continuationOf, deadline, stage, resolution } = conflict;
  const before = referred === null ? [] : [{ id, continuationOf }];
  const refused = referralFault(matterOf(conflict), sides, before, by);
  if (refused !== undefined) return refused;
  if (endsEarly(conflict) || resolution !== null)
    return refuse('already-done', 'PRO-10', { act: 'referral', stage });
  return deadline === null ? undefined : late(deadline, at);
}

const lastOf = (path: ConflictState['path'], change: (passage: Passage) => Passage): ConflictState['path'] =>
  path.map((passage, place) => (place === path.length - 1 ? change(passage) : passage));

/** From now on nothing falls due in it. */
export function fallAsleep(conflict: ConflictState, at: string, left: number | null): ConflictState {
  const { referred, path } = conflict;
  if (referred === null) return conflict;
  return {
    ...conflict,
    deadline: null,
    referred: { ...referred, since: at, left },
    path: lastOf(path, (passage) => ({ ...passage, waited: { since: at, until: null, returned: null } })),
  };
}

/** It goes on in its stage, with the time it had left; whatever else ran in it has as much left as it had. */
export function wake(conflict: ConflictState, at: string, { ending, stage }: Return): ConflictState {
  const { referred, path, noParty } = conflict;
  if (referred === null) return conflict;
  const { since, left } = referred;
  const waitedUntil = { since: since ?? at, until: at, returned: { ending, stage } };
  const woken = {
    ...conflict,
    referred: { ...referred, returned: { ending, stage, at } },
    path: lastOf(path, (passage) => ({ ...passage, waited: waitedUntil })),
  };
  // It ended before the poll did: nothing has waited.
  if (since === null || !isWaiting(conflict)) return woken;
  const waited = between(since, at);
  const open = openWords(conflict).map(({ member }) => member);
  const deadline = left === null ? null : after(at, left);
  return {
    ...woken,
    deadline,
    path: lastOf(woken.path, (passage) => ({
      ...passage,
      closes: isPolled(conflict) ? passage.closes : (deadline ?? passage.closes),
    })),
    noParty: noParty.map((word) =>
      open.includes(word.member)
        ? { ...word, until: after(word.until, waited), due: after(word.due, waited) }
        : word,
    ),
  };
}
