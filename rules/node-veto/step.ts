/** What falls due by itself in a node veto, and what ends it, row by row as in its table of stages (NVP-3, NVP-4). */
import { type Finding, type NodeVetoOutcome, type NodeVetoState, staying } from './state.ts';

/** A thing that falls due by itself, and when. */
export interface Due {
  readonly at: string;
  /** Nobody answered: a panel; the panel was silent; nobody asked the council. */
  readonly what: 'unanswered' | 'silence' | 'unasked';
}

/** By which rule a node veto ends so. */
export const endingRules: Readonly<Record<NodeVetoOutcome, string>> = {
  settled: 'NVP-3',
  withdrawn: 'NVP-3',
  vetoed: 'NVP-3',
  denied: 'NVP-3',
  overturned: 'NVP-3',
  lapsed: 'NVP-1',
  interrupted: 'PRO-9',
};

/** What falls due next; nothing once it has ended, and while others are to be drawn or the council is asked. */
export function next({ stage, deadline: at }: Pick<NodeVetoState, 'stage' | 'deadline'>): Due | undefined {
  if (at === null) return undefined;
  switch (stage) {
    case 'answer':
      return { at, what: 'unanswered' };
    case 'panel':
      return { at, what: 'silence' };
    case 'upheld':
    case 'denied':
      return { at, what: 'unasked' };
    case 'question':
    case 'ended':
      return undefined;
  }
}

/** Whether a panel is to be drawn now. */
export const isToBeDrawn = ({ stage, panel }: Pick<NodeVetoState, 'stage' | 'panel'>): boolean =>
  stage === 'panel' && panel === null;

/** As what it ends where what was found stands, or the council overturns it. */
export const outcomeOf = (
  finding: Finding | null,
  isOverturned: boolean,
): 'vetoed' | 'denied' | 'overturned' => {
  if (finding === 'upheld') return isOverturned ? 'overturned' : 'vetoed';
  return isOverturned ? 'vetoed' : 'denied';
};

/** As what it ends at once by what its nodes did; undefined where it goes on. */
export function endingOf(
  state: Pick<NodeVetoState, 'stage' | 'nodes'>,
): 'settled' | 'withdrawn' | 'denied' | undefined {
  if (state.stage === 'ended' || state.nodes.length === 0) return undefined;
  const left = staying(state);
  if (left.length === 0) return state.stage === 'answer' ? 'withdrawn' : 'denied';
  return state.stage === 'answer' && left.every(({ agreed }) => agreed) ? 'settled' : undefined;
}
