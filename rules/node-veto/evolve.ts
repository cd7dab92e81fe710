/** The state of a node veto after an entry of its timeline: the workflow folds them as they happen, the verifier as they were told (NVP-1 to NVP-4). */
import { earlierOf } from '../window.ts';
import type { NodeVetoEntry } from './entries.ts';
import { deniedTo, findingOf, type Finding, type NodeIn, type NodeVetoState } from './state.ts';
import { after } from '../window.ts';

/** @param entry with the instant at which it happened */
export function evolve(state: NodeVetoState, entry: NodeVetoEntry): NodeVetoState {
  const { at } = entry;
  switch (entry.kind) {
    case 'continuation-of':
      return state;
    case 'opened': {
      const { danger, remedy, holds, holdEnds: ends, withoutHold, closes } = entry.facts;
      return {
        ...state,
        nodes: [nodeIn(entry.facts, at)],
        danger,
        remedy,
        hold: holds ? { since: at, ends, ended: null } : null,
        withoutHold,
        deadline: closes,
      };
    }
    case 'joined':
      return { ...state, nodes: [...state.nodes, nodeIn(entry.facts, at)] };
    case 'answered': {
      const { removes, contest } = entry.facts;
      // Who has agreed has agreed to what was said before.
      const nodes = state.nodes.map((one): NodeIn => ({ ...one, agreed: false }));
      return contest === null
        ? { ...state, removes, answers: state.answers + 1, nodes }
        : toPanel({ ...state, nodes });
    }
    case 'agreed':
      return ofSpeaker(state, entry.facts.by, { agreed: true });
    case 'left':
      return ofSpeaker(state, entry.facts.by, { left: state.stage === 'answer' ? 'before' : 'after' });
    case 'panel-drawn': {
      const { draw, panel: members, closes } = entry.facts;
      const drawn = { ...state, stage: 'panel', panel: { draw, members, found: [] }, draws: draw } as const;
      if (members.length > 0) return { ...drawn, deadline: closes };
      return found(drawn, draw === 1 ? 'upheld' : 'denied', at, closes);
    }
    case 'found': {
      if (state.panel === null) return state;
      const { by, uphold } = entry.facts;
      const panel = { ...state.panel, found: [...state.panel.found, { by, uphold }] };
      const finding = findingOf(panel);
      return finding === undefined
        ? { ...state, panel }
        : found({ ...state, panel }, finding, at, after(at, state.charter.nodeVetoes.ask));
    }
    case 'panel-silent': {
      const { draws } = state.charter.nodeVetoes.panel;
      if (entry.facts.draw >= draws)
        return found(state, 'denied', at, after(at, state.charter.nodeVetoes.ask));
      const silent = [...state.silent, ...(state.panel?.members ?? [])];
      return toPanel({ ...state, silent });
    }
    case 'asked':
      return { ...state, stage: 'question', deadline: null, question: entry.facts.id };
    case 'ended': {
      const { outcome, to } = entry.facts;
      const continuedBy = typeof to === 'string' ? to : state.continuedBy;
      const ended = { ...released(state, at), outcome, denied: deniedTo({ ...state, outcome }) };
      return { ...ended, stage: 'ended', deadline: null, endedAt: at, continuedBy };
    }
  }
}

const nodeIn = ({ node, by, members }: Pick<NodeIn, 'node' | 'by' | 'members'>, at: string): NodeIn => ({
  node,
  by,
  members,
  at,
  agreed: false,
  left: null,
});

const ofSpeaker = (state: NodeVetoState, member: string, change: Partial<NodeIn>): NodeVetoState => ({
  ...state,
  nodes: state.nodes.map((one) => (one.by === member && one.left === null ? { ...one, ...change } : one)),
});

/** A panel is to be drawn. */
const toPanel = (state: NodeVetoState): NodeVetoState => ({
  ...state,
  stage: 'panel',
  panel: null,
  deadline: null,
});

/** Held while upheld, not once denied (NVP-3). */
const found = (state: NodeVetoState, finding: Finding, at: string, closes: string): NodeVetoState => ({
  ...(finding === 'denied' ? released(state, at) : state),
  stage: finding,
  finding,
  deadline: closes,
});

/** The act is not held any more; where its hold was over before, it ended then (NVP-2). */
const released = (state: NodeVetoState, at: string): NodeVetoState => {
  const { hold } = state;
  if (hold === null || hold.ended !== null) return state;
  return { ...state, hold: { ...hold, ended: earlierOf(hold.ends ?? at, at) } };
};
