/** What was done before its retry came to do it: how a record says so, and what must hold then (EXE-2). */
import type { DoneBefore } from '../../rules/actions/execution.ts';
import { type Difference, inRecord } from '../recount/difference.ts';
import { clockDifference, millisecond, notBefore } from './course/windows.ts';

/** The step of the rationale; none where it was done by the decision itself, or not at all. */
export const doneBeforeReason = ({
  doneBefore: before,
}: {
  readonly doneBefore: DoneBefore | null;
}): readonly { readonly rule: string; readonly doneBefore: string; readonly at: string }[] =>
  before === null ? [] : [{ rule: 'EXE-2', doneBefore: before.decision, at: before.at }];

interface Ended {
  readonly id: string;
  readonly endedAt: string;
  readonly ending: { readonly doneBefore: DoneBefore | null };
}

/** @param isDoneAgain whether the record is of a retry at whose end the action was done */
export function* doneBeforeDifferences(
  { id, endedAt, ending: { doneBefore: before } }: Ended,
  isDoneAgain: boolean,
): Generator<Difference> {
  if (before === null) return;
  const pointer = '/ending/doneBefore';
  if (!isDoneAgain) yield inRecord(pointer, 'is told, but nothing was executed again here (EXE-2)');
  if (before.decision === id)
    yield inRecord(
      `${pointer}/decision`,
      'is this decision, which comes after what it executes again (EXE-2)',
    );
  yield* notBefore('/endedAt', endedAt, {
    earliest: before.at,
    what: 'when its action had been done (EXE-2)',
  });
}

/** Those whose action it is, from the decision itself to its last retry: since when each could do it. */
export type Chain = ReadonlyMap<string, string>;

/** Whether what a retry found done is of its own chain, which has one key, and not done before that could be. */
export function doneBeforeFault({ ending: { doneBefore: before } }: Ended, chain: Chain): string | undefined {
  if (before === null) return undefined;
  const { decision, at } = before;
  const since = chain.get(decision);
  if (since === undefined)
    return `says that ${decision} had done it before, which is not what it executes again (EXE-2)`;
  return millisecond(at) + clockDifference < millisecond(since)
    ? `says that ${decision} had done it at ${at}, before it could, from ${since} on (EXE-2)`
    : undefined;
}
