/** What a node veto does to a proposal: while it holds, the proposal waits in its execution; what it comes to is known here (NVP-1 to NVP-4). */
import { setHandler } from '@temporalio/workflow';
import { proposal as kind } from '../../rules/proposal/kind.ts';
import { lapsesWith, proposalHoldFault } from '../../rules/node-veto/holding.ts';
import {
  confirmedBy,
  holdEnded,
  holdingOf,
  openOn,
  over,
  sameMatterFault,
  stopped,
} from '../../rules/node-veto/on-act.ts';
import { nodeFault, raiserFault } from '../../rules/node-veto/permissions.ts';
import type { NodeVetoOutcome } from '../../rules/node-veto/state.ts';
import { boundBy } from '../../rules/proposal/vetoes/vetoes.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import { handle, validator } from '../kit/acts.ts';
import { now } from '../kit/clock.ts';
import { denied } from '../messages.ts';
import type { By } from '../messages/by.ts';
import * as messages from '../messages/node-veto.ts';
import { lapseNodeVeto, startNodeVeto } from '../node-vetoing.ts';
import { originatorOf } from '../opening/proposals.ts';
import { type Decision, ending, interrupt, note, shown, write } from './decision.ts';

type Raised = By & messages.NodeVetoRaised;

export function handleNodeVetoes(decision: Decision): void {
  handle(
    decision,
    messages.nodeVeto,
    (args) => raised(decision, args),
    validator<Raised>((args) => fault(decision, args)),
  );
  setHandler(denied, ({ nodeVeto: id, at }) => {
    const holding = holdingOf(decision.proposal);
    if (holding?.id !== id) return;
    change(decision, holdEnded(decision.proposal, id, at));
    note(decision, 'hold-ended', { id, deadline: decision.proposal.deadline }, at);
  });
}

function fault(decision: Decision, { member: id, family = null, node }: Raised): Refusal | undefined {
  const { proposal, interrupted, submitting, journal } = decision;
  if (interrupted !== null || submitting || journal.ending)
    return refuse('already-done', 'PRO-10', { act: 'node-veto', stage: proposal.stage });
  return (
    nodeFault(node, { id, family }) ??
    raiserFault(id, answerersOf(decision)) ??
    proposalHoldFault(proposal) ??
    sameMatterFault(proposal)
  );
}

/** Who wrote it, or what it goes on from; nobody where it opened by itself (PRO-12). */
const answerersOf = ({ proposal }: Decision): readonly string[] => {
  const originator = originatorOf(proposal);
  return originator === null ? [] : [originator];
};

/** From here on it is held; what comes of it is waited for beside the stages (NVP-1). */
async function raised(decision: Decision, { member: by, ...said }: Raised): Promise<void> {
  const at = now();
  const { id, node, withoutHold } = said;
  const holds = withoutHold === null;
  change(decision, stopped(decision.proposal, { id, node, holds, holdEnds: null }, at));
  note(decision, 'node-vetoed', { id, by, node, holds }, at);
  await write(decision);
  const { content, proposal } = decision;
  const { accused, recused } = proposal;
  await startNodeVeto(
    { by, at, ...said },
    {
      of: { kind: 'proposal', id: proposal.id, title: content.title ?? '' },
      answerers: answerersOf(decision),
      concerned: [...new Set([...kind.concerned(proposal), ...boundBy(content.action)])],
      recused: [accused, ...(recused ?? [])].filter((one) => one !== null),
      holdEnds: null,
    },
    decision.awaiting,
    (how) => ends(decision, id, how),
  );
  await shown(decision);
}

/** What was found in the end: an act in which the danger stands ends (NVP-3). */
function ends(
  decision: Decision,
  id: string,
  { outcome, at }: { readonly outcome: NodeVetoOutcome; readonly at: string },
): void {
  if (decision.proposal.stage === 'ended' || decision.journal.ending) return;
  change(decision, over(decision.proposal, { id, outcome, at }));
  note(decision, 'node-veto-ended', { id, outcome, deadline: decision.proposal.deadline }, at);
  if (outcome === 'vetoed') interrupt(decision, ending('vetoed', 'NVP-3', { nodeVeto: id }), now());
}

/** While it is held nobody confirms its task; what was left of the time for it is left when the hold ends (NVP-2). */
function change(decision: Decision, nodeVetoes: Decision['proposal']['nodeVetoes']): void {
  const { proposal, content, stageOpened } = decision;
  decision.proposal = { ...proposal, nodeVetoes };
  const { action } = content;
  if (proposal.stage !== 'execution' || action?.type !== 'task') return;
  const deadline = taskDeadline(decision, action.by, stageOpened);
  decision.proposal = { ...decision.proposal, deadline };
}

/** @param since when execution began */
export const taskDeadline = ({ proposal }: Decision, by: string, since: string): string | null =>
  holdingOf(proposal) === undefined ? confirmedBy(by, since, proposal) : null;

export const isHeld = ({ proposal }: Decision): boolean => holdingOf(proposal) !== undefined;

/** It has ended otherwise: nothing is left to veto; what was executed is judged all the same (NVP-1). */
export async function lapseNodeVetoes({ proposal }: Decision): Promise<void> {
  const open = openOn(proposal);
  if (open !== undefined && lapsesWith(proposal.outcome)) await lapseNodeVeto(open.id, 'its act has ended');
}
