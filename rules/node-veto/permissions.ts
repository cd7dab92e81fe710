/** Who may do what in a node veto, and when (NVP-3, NVP-4, PRO-10, AUT-1). */
import type { MemberStatus } from '../model.ts';
import { allowing, type Permitted, permitted, permitting } from '../permitted.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { keyOf, mostAnswers, type Node, type NodeVetoState, speaksFor } from './state.ts';
import { endingOf, isToBeDrawn } from './step.ts';

export interface NodeVetoActor {
  readonly id: string;
  readonly status: MemberStatus;
  /** Of council maturity now. */
  readonly council: boolean;
}

type Permission = Permitted<NodeVetoState, NodeVetoActor>;

const only = allowing<NodeVetoState, NodeVetoActor>;

const speaker = only('who speaks for a node', 'NVP-3', ({ id }, state) => speaksFor(state, id));

const ofCouncil = only('council', 'NVP-3', ({ council }) => council);

/** Who put an act withdraws it, and vetoes it in nobody's name (NVP-1). */
export const raiserFault = (by: string, answerers: readonly string[]): Refusal | undefined =>
  answerers.includes(by) ? refuse('not-holdable', 'NVP-1', { putBy: by }) : undefined;

/** Once its nodes have ended it, nothing changes it any more. */
const going =
  (act: string) =>
  (state: NodeVetoState): Refusal | undefined =>
    endingOf(state) === undefined ? undefined : refuse('already-done', 'PRO-10', { act, stage: state.stage });

export const permissions = permitting<Permission>()({
  answer: {
    rule: 'NVP-3',
    by: 'Who put the act, or acted.',
    stages: ['answer'],
    who: only('who put the act', 'NVP-3', ({ id }, { answerers }) => answerers.includes(id)),
    within: going('answer'),
  },
  agreement: {
    rule: 'NVP-3',
    by: 'Who speaks for a node, once it was said how the danger is removed.',
    stages: ['answer'],
    who: speaker,
    within: going('agreement'),
    also: ({ removes, nodes }, { id }) => {
      if (removes === null) return refuse('incomplete', 'NVP-3', { missing: ['removes'] });
      return nodes.some(({ by, left, agreed }) => by === id && left === null && !agreed)
        ? undefined
        : refuse('already-done', 'NVP-3', { act: 'agreement' });
    },
  },
  joining: {
    rule: 'NVP-4',
    by: 'Any member whom the act endangers, or for their family, until a panel has found; not who put the act.',
    stages: ['answer', 'panel'],
    who: () => undefined,
    within: (state) =>
      going('joining')(state) ??
      (isToBeDrawn(state) ? refuse('wrong-stage', 'NVP-4', { stage: state.stage, panel: null }) : undefined),
    also: ({ answerers }, { id }) => raiserFault(id, answerers),
  },
  finding: {
    rule: 'NVP-3',
    by: 'A member of the panel, once.',
    stages: ['panel'],
    who: only('the panel', 'NVP-3', ({ id }, { panel }) => panel === null || panel.members.includes(id)),
    within: (state) =>
      going('finding')(state) ??
      (isToBeDrawn(state) ? refuse('wrong-stage', 'NVP-3', { stage: state.stage, panel: null }) : undefined),
    also: ({ panel }, { id }) =>
      panel?.found.some(({ by }) => by === id) === true
        ? refuse('already-done', 'NVP-3', { act: 'finding' })
        : undefined,
  },
  question: {
    rule: 'NVP-3',
    by: 'Of what was upheld any member of the council; of what was denied who speaks for a node.',
    stages: ['upheld', 'denied'],
    // Before it is found and after, whoever could turn to the council is told that it is no time for it.
    who: (actor, state) => {
      const notForNode = speaker(actor, state);
      if (state.stage === 'denied' || notForNode === undefined)
        return state.stage === 'upheld' ? ofCouncil(actor, state) : notForNode;
      return ofCouncil(actor, state);
    },
    within: going('question'),
    also: ({ asks }) => (asks ? undefined : refuse('switched-off', 'NVP-3', { section: 'vetoes' })),
  },
  withdrawal: {
    rule: 'NVP-4',
    by: 'Who speaks for a node; once it has come to a panel that counts as denied.',
    stages: ['answer', 'panel', 'upheld', 'denied', 'question'],
    who: speaker,
    within: going('withdrawal'),
  },
});
export type NodeVetoAct = keyof typeof permissions;
export const nodeVetoActs = Object.keys(permissions) as NodeVetoAct[];

/**
 * Whether a member may do something in a node veto at an instant; nothing where they may.
 * @param at ISO 8601; what comes at the deadline is late (PRO-10)
 */
export const mayAct = (
  act: NodeVetoAct,
  state: NodeVetoState,
  actor: NodeVetoActor,
  at: string,
): Refusal | undefined => permitted(permissions[act], state, actor, { at, closes: state.deadline });

/** Everything that the member may do now (`can`). */
export const actsAllowed = (state: NodeVetoState, actor: NodeVetoActor, at: string): NodeVetoAct[] =>
  nodeVetoActs.filter((act) => mayAct(act, state, actor, at) === undefined);

/** An answer that took the place of another is named by who agrees to it: nobody agrees to what they have not read (NVP-3). */
export function agreementFault(
  { answers }: Pick<NodeVetoState, 'answers'>,
  named: number | undefined,
): Refusal | undefined {
  const n = named ?? (answers === 1 ? 1 : undefined);
  if (n === answers) return undefined;
  return n === undefined || n < answers
    ? refuse('replaced-terms', 'NVP-3', { n: n ?? answers - 1, replacedBy: answers })
    : refuse('unknown-terms', 'NVP-3', { n });
}

/** So often at most it is said anew how the danger is removed; that there is none is said at any time (NVP-3, PRO-10). */
export const answerFault = (
  { answers }: Pick<NodeVetoState, 'answers'>,
  contest: string | null,
): Refusal | undefined =>
  contest === null && answers >= mostAnswers
    ? refuse('limit-reached', 'NVP-3', { most: mostAnswers })
    : undefined;

/** Nobody says that another is endangered: a member for themselves, or for the family that they are of (NVP-1). @param family null: of none that they may speak for */
export function nodeFault(
  node: Node,
  { id, family }: { readonly id: string; readonly family: string | null },
): Refusal | undefined {
  const isOwn = 'member' in node ? node.member === id : node.family === family;
  return isOwn
    ? undefined
    : refuse('not-permitted', 'NVP-1', { allowed: 'the node itself', node: keyOf(node) });
}

/**
 * Refuses a node that is in it already, and one of whose members judges it (NVP-3, NVP-4).
 * @param known how many nodes there were as it was asked whether enough of the council is left to judge: once more have come, that is asked again (GUA-2)
 */
export function joiningFault(
  { nodes, panel }: Pick<NodeVetoState, 'nodes' | 'panel'>,
  {
    node,
    members,
    known = nodes.length,
  }: { readonly node: Node; readonly members: readonly string[]; readonly known?: number | undefined },
): Refusal | undefined {
  if (nodes.some((one) => keyOf(one.node) === keyOf(node)))
    return refuse('already-done', 'NVP-4', { act: 'joining', node: keyOf(node) });
  if (known !== nodes.length) return refuse('changed-since', 'GUA-2', { nodes: nodes.length });
  const judging = members.find((member) => panel?.members.includes(member) === true);
  return judging === undefined
    ? undefined
    : refuse('not-permitted', 'NVP-3', { allowed: 'who is not on the panel', member: judging });
}
