/** A node veto as the act that it stops knows it: whether it holds, until when, and what became of it (NVP-2 to NVP-4). */
import { type Refusal, refuse } from '../refusal.ts';
import { laterOf } from '../window.ts';
import type { Node, NodeVetoOutcome } from './state.ts';

/** One of them; instants are ISO 8601, UTC. */
export interface NodeVetoOn {
  readonly id: string;
  readonly node: Node;
  readonly at: string;
  /** Whether it held the act, until when at the latest, and when that ended; null: not yet. */
  readonly holds: boolean;
  readonly holdEnds: string | null;
  readonly heldUntil: string | null;
  readonly outcome: NodeVetoOutcome | null;
  readonly endedAt: string | null;
}

type Stopped = { readonly nodeVetoes?: readonly NodeVetoOn[] | undefined };

/** The one that is open: one matter has one ladder (NVP-4). */
export const openOn = ({ nodeVetoes = [] }: Stopped): NodeVetoOn | undefined =>
  nodeVetoes.find(({ outcome }) => outcome === null);

/** The one that holds the act now; while there is one, nothing is done of it (NVP-2). */
export const holdingOf = ({ nodeVetoes = [] }: Stopped): NodeVetoOn | undefined =>
  nodeVetoes.find(({ holds, heldUntil }) => holds && heldUntil === null);

/** The one by which it ends (NVP-3). */
export const vetoedBy = ({ nodeVetoes = [] }: Stopped): NodeVetoOn | undefined =>
  nodeVetoes.find(({ outcome }) => outcome === 'vetoed');

/** A hold that ends by itself next; undefined where none does (NVP-2). */
export function holdEnding(stopped: Stopped): { readonly at: string; readonly id: string } | undefined {
  const holding = holdingOf(stopped);
  return holding?.holdEnds == null ? undefined : { at: holding.holdEnds, id: holding.id };
}

/** With one more that has just come. */
export const stopped = (
  { nodeVetoes = [] }: Stopped,
  { id, node, holds, holdEnds }: Pick<NodeVetoOn, 'id' | 'node' | 'holds' | 'holdEnds'>,
  at: string,
): readonly NodeVetoOn[] => [
  ...nodeVetoes,
  { id, node, at, holds, holdEnds, heldUntil: null, outcome: null, endedAt: null },
];

const ofOne = (
  { nodeVetoes = [] }: Stopped,
  id: string,
  change: (one: NodeVetoOn) => NodeVetoOn,
): readonly NodeVetoOn[] => nodeVetoes.map((one) => (one.id === id ? change(one) : one));

const released = (one: NodeVetoOn, at: string): NodeVetoOn =>
  one.holds && one.heldUntil === null ? { ...one, heldUntil: at } : one;

/** What was held is not any more. */
export const holdEnded = (act: Stopped, id: string, at: string): readonly NodeVetoOn[] =>
  ofOne(act, id, (one) => released(one, at));

/** One is over. */
export const over = (
  act: Stopped,
  { id, outcome, at }: { readonly id: string; readonly outcome: NodeVetoOutcome; readonly at: string },
): readonly NodeVetoOn[] => ofOne(act, id, (one) => ({ ...released(one, at), outcome, endedAt: at }));

/**
 * Until when a task is confirmed that was held for a time: what was left when a hold began is left when it ends (NVP-2).
 * @param by as it was asked; ISO 8601, UTC @param since when it was first asked for
 */
export const confirmedBy = (by: string, since: string, { nodeVetoes = [] }: Stopped): string =>
  nodeVetoes.reduce((due, { at, holds, heldUntil }) => {
    const from = laterOf(at, since);
    if (!holds || heldUntil === null || from >= due || heldUntil <= from) return due;
    return new Date(Date.parse(due) + Date.parse(heldUntil) - Date.parse(from)).toISOString();
  }, by);

/** One matter has one ladder: who comes later joins it (NVP-4). */
export function sameMatterFault(act: Stopped): Refusal | undefined {
  const open = openOn(act);
  return open === undefined ? undefined : refuse('same-matter', 'NVP-4', { nodeVeto: open.id });
}
