/** Who decides in a seat: a script, a model, or the person at the keyboard. */
import type { Fields } from '../../mcp/council.ts';
import type { Hands } from './hands.ts';

/**
 * What a seat is asked for. `review`: a text is reviewed, and words are welcome; `mending`: others have said something about one's own text;
 * `position` and `ballot`: what an elector owes (PRO-4, PRO-7).
 */
export type Asked = 'review' | 'mending' | 'position' | 'ballot';

/** What is owed, by the tool that gives it. */
export const owedTools: Partial<Readonly<Record<Asked, string>>> = {
  position: 'take_position',
  ballot: 'vote',
};

export interface Occasion {
  readonly asked: Asked;
  /** The decision's id. */
  readonly decision: string;
  /** What `get_decision` answers of it: the texts in it are quoted with their authors. */
  readonly read: Fields;
  /** Until when, ISO 8601, UTC. */
  readonly due: string;
}

export interface Mind {
  /** `reminded`: it answers once half of the time is over and it is told so. */
  readonly pace: 'at-once' | 'reminded';
  /** Does with the hands what it thinks right. */
  readonly consider: (occasion: Occasion, hands: Hands) => Promise<void>;
}
