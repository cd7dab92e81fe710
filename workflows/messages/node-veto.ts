/** The acts of a node veto, and that one is raised. */
import { defineUpdate } from '@temporalio/workflow';
import type { Node, NodeVetoState } from '../../rules/node-veto/state.ts';
import type { Refusal } from '../../rules/refusal.ts';
import type { By } from './by.ts';

/** A node as it comes, and whose own case it is then (NVP-1). */
export interface NodeComing {
  readonly node: Node;
  readonly members: readonly string[];
  /** How many there were as the API counted who is left to judge, where it joins. */
  readonly known?: number | undefined;
}

/** What a node says of an act, and what the workflow of the act does not hold: under which id, and whether it is held (NVP-1, NVP-4). */
export interface NodeVetoRaised extends NodeComing {
  readonly id: string;
  readonly danger: string;
  readonly evidence: string;
  readonly remedy: string;
  readonly act: string;
  readonly charter: NodeVetoState['charter'];
  readonly withoutHold: Refusal | null;
  /** Milliseconds for which it was held before and nobody judged it. */
  readonly heldBefore?: number | undefined;
  /** Whether the charter has a question that the council can be asked (VET-2). */
  readonly asks: boolean;
}

/** To the process whose act it is. */
export const nodeVeto = defineUpdate<void, [By & NodeVetoRaised]>('nodeVeto');
export const nodeVetoAnswer = defineUpdate<
  void,
  [By & { removes?: string | undefined; contest?: string | undefined }]
>('nodeVetoAnswer');
/** `answer`: to which one, counted from 1. */
export const nodeVetoAgreement = defineUpdate<void, [By & { answer?: number | undefined }]>(
  'nodeVetoAgreement',
);
export const nodeVetoJoining = defineUpdate<
  void,
  [By & NodeComing & { danger?: string | undefined; evidence?: string | undefined }]
>('nodeVetoJoining');
export const nodeVetoFinding = defineUpdate<void, [By & { uphold: boolean; reason: string }]>(
  'nodeVetoFinding',
);
export const nodeVetoQuestion = defineUpdate<void, [By & { reason: string }]>('nodeVetoQuestion');
export const nodeVetoWithdrawal = defineUpdate<void, [By]>('nodeVetoWithdrawal');
