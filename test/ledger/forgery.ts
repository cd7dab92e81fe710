/** A lie about a decision's passage, and what is found of it once the roots in the record are mended as a forger would. */
import { decide, type Decision, mended } from './decision.ts';
import { passages } from './passages.ts';
import { differences } from './ways.ts';

export type Lie = readonly [
  name: string,
  passage: keyof typeof passages,
  change: (decision: Decision) => void,
  sentence: string,
];

export const day = 86_400_000;

export const moved = (instant: string, by: number): string =>
  new Date(Date.parse(instant) + by).toISOString();

/** The first entry of a kind in the timeline. */
export function told({ evidence }: Decision, kind: string): Decision['evidence']['timeline'][number] {
  const entry = evidence.timeline.find((one) => one.kind === kind);
  if (entry === undefined) throw new Error(`nothing told of ${kind}`);
  return entry;
}

/** The differences that a lie leaves, each on its line. */
export function foundIn(passage: keyof typeof passages, change: (decision: Decision) => void): string {
  const script = passages[passage]?.[0];
  if (script === undefined) throw new Error(`no passage ${passage}`);
  const forged = structuredClone(decide(script));
  change(forged);
  const record = mended(forged.record, forged.evidence);
  const found = differences({ record, evidence: forged.evidence });
  return found.map((one) => `${one.document} ${one.pointer} ${one.sentence}`).join('\n');
}
