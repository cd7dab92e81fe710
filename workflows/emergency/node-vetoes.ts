/** What a node veto does to an emergency: an action that names the node waits, for so long at most; the act ends where the danger stands (NVP-1 to NVP-3). */
import { setHandler } from '@temporalio/workflow';
import { emergencyHoldFault, lapsesWith } from '../../rules/node-veto/holding.ts';
import { holdingOf, openOn, sameMatterFault } from '../../rules/node-veto/on-act.ts';
import { nodeFault, raiserFault } from '../../rules/node-veto/permissions.ts';
import { boundBy } from '../../rules/proposal/vetoes/vetoes.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import { handle, validator } from '../kit/acts.ts';
import { now } from '../kit/clock.ts';
import { denied } from '../messages.ts';
import type { By } from '../messages/by.ts';
import * as messages from '../messages/node-veto.ts';
import { lapseNodeVeto, type NodeVetoOver, startNodeVeto } from '../node-vetoing.ts';
import { happen, shown, write } from '../process.ts';
import type { Emergency } from './state.ts';
import { after } from '../../rules/window.ts';

type Raised = By & messages.NodeVetoRaised;

export function handleNodeVetoes(emergency: Emergency): void {
  handle(
    emergency,
    messages.nodeVeto,
    (args) => raised(emergency, args),
    validator<Raised>((args) => fault(emergency, args)),
  );
  setHandler(denied, ({ nodeVeto: id, at }) => {
    if (holdingOf(emergency.state)?.id === id) happen(emergency, 'hold-ended', { id, because: 'denied' }, at);
  });
}

function fault(emergency: Emergency, { member: id, family = null, node }: Raised): Refusal | undefined {
  const { state, journal } = emergency;
  if (journal.ending) return refuse('already-done', 'PRO-10', { act: 'node-veto', stage: state.stage });
  return (
    nodeFault(node, { id, family }) ??
    raiserFault(id, [state.actor]) ??
    emergencyHoldFault(state, node) ??
    sameMatterFault(state)
  );
}

async function raised(emergency: Emergency, { member: by, ...said }: Raised): Promise<void> {
  const at = now();
  const { id, node, charter, withoutHold, heldBefore = 0 } = said;
  const holds = withoutHold === null;
  const holdEnds = holds ? after(at, charter.nodeVetoes.emergency - heldBefore) : null;
  happen(emergency, 'node-vetoed', { id, by, node, holds, holdEnds }, at);
  await write(emergency);
  const { id: of, actor, what, action } = emergency.state;
  await startNodeVeto(
    { by, at, ...said },
    {
      of: { kind: 'emergency', id: of, title: what },
      answerers: [actor],
      concerned: [...new Set([actor, ...boundBy(action)])],
      recused: [actor],
      holdEnds,
    },
    emergency.awaiting,
    (how) => ends(emergency, id, how),
  );
  await shown(emergency);
}

/** What was found in the end: while the act is in force, one in which the danger stands ends with its reversal (NVP-3). */
function ends(emergency: Emergency, id: string, { outcome, at }: NodeVetoOver): void {
  if (emergency.state.stage !== 'ended' && !emergency.journal.ending)
    happen(emergency, 'node-veto-ended', { id, outcome }, at);
}

/** Its action is not to be done while it is held; once it is undone it is not held any more (NVP-2). */
export const isHeld = ({ state }: Emergency): boolean => holdingOf(state) !== undefined;

/** It has ended, and what it did is undone: nothing is left to veto (NVP-1). */
export async function lapseNodeVetoes({ state }: Emergency): Promise<void> {
  const open = openOn(state);
  if (open !== undefined && lapsesWith(state.outcome)) await lapseNodeVeto(open.id, 'its act has ended');
}
