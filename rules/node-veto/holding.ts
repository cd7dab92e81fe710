/** Which acts a node stops, and for whom one is held again (NVP-1, NVP-2, NVP-4). */
import type { Charter } from '../../charter/types.ts';
import type { EmergencyState } from '../emergency/state.ts';
import type { Action } from '../model.ts';
import type { ProposalState } from '../proposal/state.ts';
import { familyNamed, vetoQuestion } from '../proposal/tiers.ts';
import { boundBy } from '../proposal/vetoes/vetoes.ts';
import { type Refusal, refuse } from '../refusal.ts';
import {
  isUnjudged,
  keyOf,
  longestHold,
  type Node,
  type NodeVetoState,
  spendsFor,
  type VetoableKind,
} from './state.ts';

/** Questions, the end of a leader's authority, and crises: nothing of them waits for a node (NVP-2). */
const neverHeld: readonly string[] = [vetoQuestion, 'emergency-removal', 'crisis'];

/** Whether an action names a node: whom it binds or gives to, or whom a call is about by a value of its address, its headers or its body. */
export function namesNode(action: Action, node: Node): boolean {
  const id = 'member' in node ? node.member : node.family;
  if (action.type === 'http.call') return saidIn(action).includes(id);
  return 'member' in node ? boundBy(action).includes(id) : familyNamed(action).includes(id);
}

const saidIn = ({ url, headers = {}, body }: Extract<Action, { type: 'http.call' }>): readonly string[] => [
  ...url.split(/[/?#&=]/u).map(unescaped),
  ...Object.values(headers),
  ...textsIn(body),
];

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const never = (facts: Readonly<Record<string, unknown>>): Refusal => refuse('not-holdable', 'NVP-2', facts);

/** Why a node cannot stop a proposal: from its submission to the end of its execution it can, but what is a family's or a member's alone (NVP-1, NVP-2). */
export function proposalHoldFault({
  tier,
  category,
  stage,
  submittedAt,
}: Pick<ProposalState, 'tier' | 'category' | 'stage' | 'submittedAt'>): Refusal | undefined {
  if (tier !== 3) return refuse('not-holdable', 'NVP-1', { tier });
  if (neverHeld.includes(category)) return never({ category });
  return submittedAt === null || stage === 'ended' ? refuse('wrong-stage', 'NVP-1', { stage }) : undefined;
}

/** Why a node cannot stop an emergency: its action that names the node can be held until it is done, never its reversal (NVP-2). */
export function emergencyHoldFault(
  {
    stage,
    action,
    actionState,
    retryOf,
  }: Pick<EmergencyState, 'stage' | 'action' | 'actionState' | 'retryOf'>,
  node: Node,
): Refusal | undefined {
  if (retryOf !== null) return never({ kind: 'reversal' });
  if (!namesNode(action, node)) return never({ action: action.type, node: keyOf(node) });
  if (stage !== 'in-force') return refuse('wrong-stage', 'NVP-2', { stage, allowedIn: ['in-force'] });
  return actionState === 'done' || actionState === 'failed'
    ? refuse('wrong-stage', 'NVP-1', { stage, actionState })
    : undefined;
}

/** A node veto of the same act before. */
export type Former = Pick<NodeVetoState, 'id' | 'of' | 'nodes' | 'outcome' | 'finding' | 'endedAt' | 'hold'>;

interface Comes {
  /** The process that is stopped. */
  readonly of: { readonly kind: VetoableKind; readonly id: string };
  readonly node: Node;
  readonly by: string;
  readonly at: string;
}

/** Those of the same matter: of the process itself, and of others for so long (NVP-4). */
const ofMatter = (
  { of, at }: Pick<Comes, 'of' | 'at'>,
  before: readonly Former[],
  within: number,
): readonly Former[] => {
  const since = new Date(Date.parse(at) - within).toISOString();
  return before.filter((former) => former.of.id === of.id || (former.endedAt ?? at) > since);
};

/**
 * For how many milliseconds ladders that nobody judged have held the act: one matter has one ladder, and whoever comes next takes it up where it
 * was left (NVP-4).
 * @param before those of the same act that have ended
 */
export const heldBefore = (
  comes: Pick<Comes, 'of' | 'at'>,
  before: readonly Former[],
  { within }: Pick<NonNullable<Charter['nodeVetoes']>, 'within'>,
): number =>
  ofMatter(comes, before, within)
    .filter(isUnjudged)
    .reduce((sum, { hold, endedAt }) => {
      if (hold === null) return sum;
      return sum + Date.parse(hold.ended ?? endedAt ?? hold.since) - Date.parse(hold.since);
    }, 0);

/**
 * Why a node's veto holds nothing, though it is heard: the act, reworded too, has had its ladder, or as much of the time as one may take; or too
 * many of the node's, or of who speaks for it, were denied (NVP-4). Undefined where it holds.
 * @param before those of the same act that have ended
 * @param denied when others were denied to the node, or to who speaks for it: the one that has more of them within the time
 */
export function withoutHold(
  { of, node, by, at }: Comes,
  before: readonly Former[],
  denied: readonly (readonly string[])[],
  lengths: NonNullable<Charter['nodeVetoes']>,
): Refusal | undefined {
  const { denied: most, within } = lengths;
  const since = new Date(Date.parse(at) - within).toISOString();
  const same = ofMatter({ of, at }, before, within);
  const spent = same.find((former) => {
    const spends = spendsFor(former);
    return spends === 'all' || (spends === 'nodes' && wasIn(former, { node, by }));
  });
  if (spent !== undefined) return refuse('same-matter', 'NVP-4', { nodeVeto: spent.id });
  if (heldBefore({ of, at }, before, lengths) >= longestHold(of.kind, lengths))
    return refuse('same-matter', 'NVP-4', { nodeVeto: same.findLast(isUnjudged)?.id });
  const counted = Math.max(0, ...denied.map((ones) => ones.filter((one) => one > since && one <= at).length));
  return counted >= most ? refuse('limit-reached', 'NVP-4', { most, counted }) : undefined;
}

const wasIn = ({ nodes }: Pick<Former, 'nodes'>, { node, by }: Pick<Comes, 'node' | 'by'>): boolean =>
  nodes.some((one) => keyOf(one.node) === keyOf(node) || one.by === by);

/** Whether an act that ends so leaves nothing to veto: what was done is judged all the same (NVP-1). */
export const lapsesWith = (outcome: string | null): boolean =>
  !['executed', 'ratified', 'stood'].includes(outcome ?? '');
