/** Statements as a conversation: replies under what they answer, corrected ones under what stands in their place (PRO-4, REC-2). */
import type { components } from '../../../schemas/openapi.ts';

export type Statement = components['schemas']['ListStatementsAnswer']['items'][number];

export interface Said {
  readonly statement: Statement;
  /** What it stands in place of, the last words first. */
  readonly before: readonly Statement[];
  readonly replies: readonly Said[];
}

/** Deeper replies stand level with those above them, so that no chain of them runs out of the page. */
const deepest = 4;

/** @param statements in their order; an answer to one that is not among them stands by itself */
export function threadsOf(statements: readonly Statement[]): readonly Said[] {
  const known = new Map(statements.map((one) => [one.number, one]));
  const latest = new Map<number, number>();
  // What corrects comes later, so its own place is known before that of what it corrects.
  for (const { number, correctedBy } of statements.toReversed())
    latest.set(number, correctedBy === null ? number : (latest.get(correctedBy) ?? number));
  const children = new Map<number | null, Statement[]>();
  for (const one of statements) {
    if (latest.get(one.number) !== one.number) continue;
    const parent = one.replyTo === null ? null : (latest.get(one.replyTo) ?? null);
    children.set(parent, [...(children.get(parent) ?? []), one]);
  }
  const said = (statement: Statement, depth: number): readonly Said[] => {
    const replies = (children.get(statement.number) ?? []).flatMap((reply) => said(reply, depth + 1));
    const own = (nested: readonly Said[]): Said => ({
      statement,
      before: before(statement),
      replies: nested,
    });
    return depth < deepest ? [own(replies)] : [own([]), ...replies];
  };
  const before = ({ corrects }: Statement): readonly Statement[] => {
    const one = corrects === null ? undefined : known.get(corrects);
    return one === undefined ? [] : [one, ...before(one)];
  };
  return (children.get(null) ?? []).flatMap((one) => said(one, 0));
}
