/** A node veto is answered anew, by whom it is put to (PRO-9). */
import { heldAs, staying } from '../../../rules/node-veto/state.ts';
import { readTimeline } from '../../../store/processes/timeline.ts';
import type { Continuation } from './continuation.ts';

/** From its first stage, with the nodes that have not withdrawn, and held as it was: nobody has found anything (NVP-3). */
export const nodeVeto: Continuation<'node-veto'> = async (db, { state }, { id, createdAt }) => {
  const [first, ...joined] = staying(state);
  if (first === undefined) throw new Error(`${state.id} has no node`);
  const [told] = await readTimeline(db, state.id, { kind: 'opened' });
  const { of, act, known, heldBefore, answerers, concerned, asks, recused, charter } = state;
  const { danger, remedy, hold, withoutHold } = state;
  return {
    id,
    of,
    act,
    known,
    heldBefore,
    answerers,
    concerned,
    asks,
    recused,
    charter,
    createdAt,
    continuationOf: state.id,
    first,
    joined,
    danger,
    evidence: typeof told?.facts.evidence === 'string' ? told.facts.evidence : '',
    remedy,
    holds: hold !== null && heldAs(state),
    holdEnds: hold?.ends ?? null,
    withoutHold,
  };
};
