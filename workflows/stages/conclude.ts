/** The end of a decision: its row, its last entry and its record are written together (PRO-9, REC-1). */
import { allHandlersFinished, condition } from '@temporalio/workflow';
import type { Outcome } from '../../rules/model.ts';
import { type Decision, type Ending, nextChange, note, showToOperators, writeEnding } from '../decision.ts';

/** Answers the outcome; null where the submission was refused and nothing was ever written. */
export async function conclude(
  decision: Decision,
  { outcome, rule, facts }: Ending,
): Promise<Outcome | null> {
  const exists = decision.sequence > 0 || decision.refused === null;
  if (exists) {
    const endedAt = decision.stageEnded;
    decision.proposal = { ...decision.proposal, stage: 'ended', deadline: null, outcome, endedAt };
    note(decision, 'ended', { outcome, rule, ...facts }, endedAt);
    showToOperators(decision);
    const change = nextChange(decision);
    await writeEnding({ ...change, ending: { outcome, rule, facts } });
    decision.written = change.sequence;
  }
  await condition(allHandlersFinished);
  return exists ? outcome : null;
}
