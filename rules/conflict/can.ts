/** What somebody can do in a conflict as it stands: what they may, where there is something to do it to (AUT-1, CNF-1, CNF-2). */
import { contestFault, openWords, partyRulingFault } from './parties.ts';
import { type ConflictAct, conflictActs, type ConflictActor, mayAct, termsFault } from './permissions.ts';
import type { ConflictState, NoParty } from './state.ts';
import type { Refusal } from '../refusal.ts';

/** Everything that the member may do now (`can`). */
export function actsAllowed(conflict: ConflictState, who: ConflictActor, at: string): ConflictAct[] {
  const by = { by: who.id, at };
  const hasObject: Partial<Readonly<Record<ConflictAct, () => boolean>>> = {
    acceptance: () => hasOpenTerms(conflict, who),
    'no-party/contest': () => isOpen(({ member }) => contestFault(conflict, member, by)),
    'no-party/ruling': () => isOpen(({ member }) => partyRulingFault(conflict, member, by)),
  };
  const isOpen = (fault: (word: NoParty) => Refusal | undefined): boolean =>
    openWords(conflict).some((word) => fault(word) === undefined);
  return conflictActs.filter(
    (act) => mayAct(act, conflict, who, at) === undefined && (hasObject[act]?.() ?? true),
  );
}

/** Whether there are terms that they have not accepted. */
const hasOpenTerms = (conflict: ConflictState, { id }: ConflictActor): boolean =>
  conflict.terms.some(({ n, by }) => by !== id && termsFault(conflict, n, id) === undefined);
