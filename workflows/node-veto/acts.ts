/** The acts of a node veto: answers, joining, what the panel finds, the question and withdrawing (NVP-1 to NVP-4). */
import {
  agreementFault,
  answerFault,
  joiningFault,
  mayAct,
  type NodeVetoAct,
  nodeFault,
} from '../../rules/node-veto/permissions.ts';
import type { NodeVetoState } from '../../rules/node-veto/state.ts';
import { refuse } from '../../rules/refusal.ts';
import { taking } from '../kit/acts.ts';
import { newId, now } from '../kit/clock.ts';
import {
  nodeVetoAgreement,
  nodeVetoAnswer,
  nodeVetoFinding,
  nodeVetoJoining,
  nodeVetoQuestion,
  nodeVetoWithdrawal,
} from '../messages/node-veto.ts';
import { happen, type Process, shown } from '../process.ts';

/** What its workflow holds beside its state. */
export interface Own {
  readonly state: NodeVetoState;
  /** Since when the stage at hand runs. */
  since: string;
  /** Why nothing is left to veto. */
  lapsed: { readonly because: string; readonly at: string } | null;
  /** Whether the act was told that it is not held any more. */
  released: boolean;
  /** Whether nobody answered in time: a panel is drawn. */
  unanswered: boolean;
  /** Whether the question has begun, and what the council answered. */
  asking: boolean;
  answer: { readonly isOverturned: boolean; readonly at: string } | null;
}

export type NodeVeto = Process<NodeVetoState, 'node-veto'> & Own;

/** From here on its acts are taken. */
export function takeActs(process: NodeVeto): void {
  const takes = taking({
    process,
    may: (act: NodeVetoAct, { member: id, council = false }, at) =>
      mayAct(act, process.state, { id, status: 'active', council }, at),
    already: (act) =>
      process.lapsed === null && process.answer === null
        ? undefined
        : refuse('already-done', 'PRO-10', { act, stage: process.state.stage }),
    shown: () => shown(process),
  });
  takes(
    nodeVetoAnswer,
    'answer',
    ({ member: by, removes = null, contest = null }) => {
      if (contest !== null) process.since = now();
      happen(process, 'answered', { by, removes, contest });
    },
    ({ contest = null }) => answerFault(process.state, contest),
  );
  takes(
    nodeVetoAgreement,
    'agreement',
    ({ member: by }) => happen(process, 'agreed', { by, answer: process.state.answers }),
    ({ answer }) => agreementFault(process.state, answer),
  );
  takes(
    nodeVetoJoining,
    'joining',
    ({ member: by, node, members, danger = null, evidence = null }) =>
      happen(process, 'joined', { node, by, members, danger, evidence }),
    ({ member: id, family = null, ...coming }) =>
      nodeFault(coming.node, { id, family }) ?? joiningFault(process.state, coming),
  );
  takes(nodeVetoFinding, 'finding', ({ member: by, uphold, reason }) => {
    const at = now();
    happen(process, 'found', { by, uphold, reason }, at);
    if (process.state.stage !== 'panel') process.since = at;
  });
  takes(nodeVetoQuestion, 'question', ({ member: by, reason }) =>
    happen(process, 'asked', { by, reason, id: newId() }),
  );
  takes(nodeVetoWithdrawal, 'withdrawal', ({ member: by }) => happen(process, 'left', { by }));
}
