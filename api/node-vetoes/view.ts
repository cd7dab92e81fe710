/** Node vetoes as their readers see them, what they are of, and who a member is to one (NVP-1, AUT-1). */
import type { Charter } from '../../charter/types.ts';
import { matterOf } from '../../ledger/proposal/matter.ts';
import type { Member } from '../../rules/model.ts';
import { emergencyHoldFault, proposalHoldFault } from '../../rules/node-veto/holding.ts';
import type { NodeVetoOn } from '../../rules/node-veto/on-act.ts';
import {
  actsAllowed,
  nodeFault,
  type NodeVetoActor,
  raiserFault,
} from '../../rules/node-veto/permissions.ts';
import type { Node, NodeVetoState, VetoableKind } from '../../rules/node-veto/state.ts';
import { isMature } from '../../rules/polls/electorate.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import { stewardsOf } from '../../store/council/members.ts';
import { processRow } from '../../store/processes/interruptions.ts';
import { membersOfFamily, otherProcess } from '../../store/processes/kinds/node-vetoes.ts';
import { isInRoom } from '../../store/processes/rooms.ts';
import { maySee } from '../../rules/proposal/state.ts';
import { carriedCharter } from '../charter/of-decision.ts';
import { existingOf } from '../kinds/reading.ts';
import { must, problemError, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';

type Sources = Pick<Services, 'db' | 'clock' | 'pace'>;

export const existingNodeVeto = existingOf('node-veto');

/** Who a member is to one, and of which family they may speak for: from family maturity on (MEM-1). */
export interface NodeActor extends NodeVetoActor {
  readonly family: string | null;
}

export async function nodeActor(
  services: Sources,
  member: Member,
  charter: Pick<Charter, 'maturity'>,
): Promise<NodeActor> {
  const at = await services.clock(services.db);
  const { id, status, family } = member;
  const speaks = family !== null && isMature(member, 'family', charter, at);
  return { id, status, council: isMature(member, 'council', charter, at), family: speaks ? family : null };
}

export const actorIn = async (
  services: Sources,
  member: Member,
  { charter }: Pick<NodeVetoState, 'charter'>,
): Promise<NodeActor> =>
  nodeActor(services, member, (await carriedCharter(services, charter.version)).charter);

export async function showNodeVeto(services: Sources, reader: Member, state: NodeVetoState) {
  const { charter, nodes: all, act: _act, known: _known, concerned: _concerned, ...others } = state;
  const { recused: _recused, asks: _asks, draws: _draws, denied: _denied, ...shown } = others;
  const nodes = all.map(({ members: _members, ...one }) => one);
  return {
    ...shown,
    node: nodes[0]?.node ?? null,
    joined: nodes.slice(1),
    nodes,
    stewards: await stewardsOf(services.db, [...state.answerers, ...nodes.map(({ by }) => by)]),
    charterVersion: charter.version,
    pace: charter.pace,
    can: actsAllowed(state, await actorIn(services, reader, state), await services.clock(services.db)),
  };
}

export const viewNodeVeto = async (services: Sources, reader: Member, id: string) =>
  showNodeVeto(services, reader, await existingNodeVeto(services, id));

/** What a body names. */
export type NodeNamed = Node | { readonly peer: string };

/** The node for which a member comes, and whose own case that is: the member, or all who are of the family (NVP-1). */
export async function nodeOf(
  { db }: Pick<Sources, 'db'>,
  { id, family }: Pick<NodeActor, 'id' | 'family'>,
  named: NodeNamed | undefined,
): Promise<{ readonly node: Node; readonly members: readonly string[] }> {
  const node = named ?? { member: id };
  // What a peer vetoes comes by a letter, under a treaty.
  if ('peer' in node) throw refusalError(refuse('switched-off', 'NVP-5', { section: 'cells' }));
  must(nodeFault(node, { id, family }));
  return { node, members: 'member' in node ? [id] : await membersOfFamily(db, node.family) };
}

/** An act that a node would stop. */
export interface ActFound {
  readonly kind: VetoableKind;
  /** By what it is the same, however reworded (NVP-4). */
  readonly act: string;
  readonly fault: (node: Node, by: string) => Refusal | undefined;
  readonly stopped: { readonly nodeVetoes?: readonly NodeVetoOn[] | undefined };
}

/** @throws a problem `not-found`, also to who may not see it; `not-holdable` of what no node stops (NVP-2) */
export async function actFound({ db }: Pick<Sources, 'db'>, caller: Member, id: string): Promise<ActFound> {
  const proposal = await processRow(db, 'proposal', id);
  if (proposal?.kind === 'proposal') {
    const { state, content } = proposal;
    if (!maySee(state, caller.id)) throw problemError('not-found');
    // A draft may have no action yet, and nobody stops it.
    const act = matterOf({ text: content?.text ?? '', action: content?.action ?? { type: 'none' } });
    return {
      kind: 'proposal',
      act: act.toString('hex'),
      fault: (_node, by) =>
        raiserFault(by, [state.author ?? state.originator ?? '']) ?? proposalHoldFault(state),
      stopped: state,
    };
  }
  const emergency = await processRow(db, 'emergency', id);
  if (emergency?.kind === 'emergency') {
    const { state } = emergency;
    const act = matterOf({ action: state.action, text: state.what }).toString('hex');
    return {
      kind: 'emergency',
      act,
      fault: (node, by) => raiserFault(by, [state.actor]) ?? emergencyHoldFault(state, node),
      stopped: state,
    };
  }
  const other = await otherProcess(db, id);
  if (other === undefined || (other.confidential && !(await isInRoom(db, other, caller))))
    throw problemError('not-found');
  throw refusalError(refuse('not-holdable', 'NVP-2', { kind: other.kind }));
}
