/** Opening a node veto: a process of its own, which outlives the act that it stops; and doing what may be held (NVP-1, NVP-2). */
import {
  CancellationScope,
  condition,
  getExternalWorkflowHandle,
  isCancellation,
} from '@temporalio/workflow';
import { type ActOf, type NodeVetoOutcome, nodeVetoOutcomes } from '../rules/node-veto/state.ts';
import type { NodeVetoEnded } from './node-veto.ts';
import type { NodeVetoInput } from './inputs.ts';
import { type Awaiting, endOf } from './kit/awaiting.ts';
import { now } from './kit/clock.ts';
import { start } from './kit/starting.ts';
import { lapse } from './messages.ts';
import type { NodeVetoRaised } from './messages/node-veto.ts';

/** What the act knows of itself. */
interface Act extends Pick<NodeVetoInput, 'answerers' | 'concerned' | 'recused' | 'holdEnds'> {
  readonly of: ActOf;
}

/** How one ended, as the act hears of it. */
export interface NodeVetoOver {
  readonly outcome: NodeVetoOutcome;
  readonly at: string;
}

/**
 * Answers once it has started.
 * @param ended hears how it ended: its own workflow says so, or where that was lost, the one in which it went on (PRO-9)
 */
export async function startNodeVeto(
  {
    by,
    at: createdAt,
    id,
    node,
    members,
    act: essence,
    ...said
  }: NodeVetoRaised & {
    readonly by: string;
    readonly at: string;
  },
  act: Act,
  awaiting: Awaiting,
  ended: (over: NodeVetoOver) => void,
): Promise<void> {
  const { danger, evidence, remedy, charter, withoutHold, heldBefore, asks } = said;
  const input: NodeVetoInput = {
    id,
    ...act,
    act: essence,
    known: id,
    heldBefore,
    asks,
    charter,
    createdAt,
    continuationOf: null,
    first: { node, by, members },
    joined: [],
    danger,
    evidence,
    remedy,
    holds: withoutHold === null,
    withoutHold,
  };
  const child = await start<NodeVetoEnded>({ kind: 'node-veto', input }, `node veto of ${act.of.kind}`);
  void endOf(child.result(), awaiting, { kind: 'node-veto', id }).then((found) => {
    if ('own' in found) ended({ outcome: found.own.outcome, at: found.own.endedAt });
    else ended({ outcome: outcomeIn(found.elsewhere?.outcome), at: found.elsewhere?.endedAt ?? now() });
  });
}

/** One that never was answers nothing. */
const outcomeIn = (outcome: string | undefined): NodeVetoOutcome =>
  nodeVetoOutcomes.find((one) => one === outcome) ?? 'lapsed';

/** Nothing is left to veto; one that has ended meanwhile takes no signal. */
export const lapseNodeVeto = (id: string, because: string): Promise<void> =>
  getExternalWorkflowHandle(id)
    .signal(lapse, { because })
    .catch(() => undefined);

/**
 * Does what a node veto may hold: while one does it waits, and what is under way then is given up and tried again after it (NVP-2).
 * @param wait for the end of the hold, or of what it is for
 * @returns null where it is held to its end
 */
export async function unlessHeld<Done>(
  isHeld: () => boolean,
  wait: () => Promise<void>,
  does: () => Promise<Done>,
): Promise<Done | null> {
  for (;;) {
    if (isHeld()) await wait();
    if (isHeld()) return null;
    const trying = new CancellationScope();
    const tried = { isOver: false };
    void condition(() => tried.isOver || isHeld()).then(
      () => {
        if (!tried.isOver) trying.cancel();
      },
      () => undefined,
    );
    try {
      return await trying.run(does);
    } catch (failure) {
      if (!isCancellation(failure) || !isHeld()) throw failure;
    } finally {
      tried.isOver = true;
    }
  }
}
