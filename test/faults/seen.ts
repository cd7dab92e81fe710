/** What readers saw: facts that never change, figures that only grow, and deadlines; whoever sees otherwise has found a fault. */
import canonicalize from 'canonicalize';
import type { Json } from './client.ts';

/** What a fault is called in the report. */
export type FaultKind =
  /** Acknowledged, and not there. */
  | 'lost'
  /** Done more than once. */
  | 'doubled'
  /** Refused, and there all the same. */
  | 'refused but done'
  /** What was read, recorded, proven or carried out is not the same. */
  | 'differs'
  /** What was seen is not there any more. */
  | 'went back'
  /** Before its window, or later than an outage explains. */
  | 'out of time'
  | 'stands still';

export interface Violation {
  readonly kind: FaultKind;
  /** The decision's name in the plan, or its id. */
  readonly decision: string;
  readonly sentence: string;
}

export interface Seen {
  readonly violations: readonly Violation[];
  /** Once for each sentence. */
  readonly violates: (kind: FaultKind, decision: string, sentence: string) => void;
  /** This stands so, now and for ever. */
  readonly stands: (decision: string, place: string, value: Json) => void;
  /** A figure that never falls, as an answer to a question asked at `asked` had it. */
  readonly grows: (decision: string, place: string, figure: number, asked: number) => void;
  /** What is not seen in the last look, though it was seen before, went back. */
  readonly lastLook: () => LastLook;
}

export interface LastLook {
  readonly stands: Seen['stands'];
  readonly close: () => void;
}

const shortened = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);

export function createSeen(): Seen {
  const violations: Violation[] = [];
  const told = new Set<string>();
  const standing = new Map<string, { readonly decision: string; readonly text: string }>();
  const figures = new Map<string, { readonly figure: number; readonly answered: number }>();
  const violates: Seen['violates'] = (kind, decision, sentence) => {
    const once = `${kind} ${decision} ${sentence}`;
    if (told.has(once)) return;
    told.add(once);
    violations.push({ kind, decision, sentence });
  };
  const stands: Seen['stands'] = (decision, place, value) => {
    const text = canonicalize(value) ?? 'null';
    const whole = `${decision} ${place}`;
    const before = standing.get(whole);
    if (before === undefined) standing.set(whole, { decision, text });
    else if (before.text !== text)
      violates(
        'went back',
        decision,
        `${place} was ${shortened(before.text)} and is ${shortened(text)} to who reads it again`,
      );
  };
  return {
    violations,
    violates,
    stands,
    grows: (decision, place, figure, asked) => {
      const whole = `${decision} ${place}`;
      const most = figures.get(whole);
      if (most !== undefined && figure < most.figure && asked > most.answered)
        violates('went back', decision, `${place} fell from ${most.figure} to ${figure}`);
      if (most === undefined || figure > most.figure) figures.set(whole, { figure, answered: Date.now() });
    },
    lastLook: () => {
      const found = new Set<string>();
      return {
        stands: (decision, place, value) => {
          found.add(`${decision} ${place}`);
          stands(decision, place, value);
        },
        close: () => {
          for (const [whole, { decision, text }] of standing)
            if (!found.has(whole))
              violates('went back', decision, `${whole} was seen as ${shortened(text)}, and is not there`);
        },
      };
    },
  };
}
