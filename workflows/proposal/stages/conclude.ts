/** The end of a decision: its row, its last entry and its record are written together (PRO-9, REC-1). */
import type { Outcome } from '../../../rules/model.ts';
import { activitiesFor } from '../../activities.ts';
import { tellWhoAwaits } from '../../kit/awaiting.ts';
import { type Decision, electorsOf, type Ending, note, showStage, takeChange } from '../decision.ts';
import { writeEnding } from '../../kit/journal.ts';
import { lapseNodeVetoes } from '../node-vetoes.ts';
import { lapseQuestions } from '../question.ts';
import { allFinished } from '../../kit/reminders.ts';
import { acknowledge } from '../conditions.ts';
import { openLookback } from '../looking-back.ts';
import { after } from '../../../rules/window.ts';

/** Answers the outcome; null where the submission was refused and nothing was ever written. */
export async function conclude(
  decision: Decision,
  { outcome, rule, facts }: Ending,
): Promise<Outcome | null> {
  const exists = decision.journal.sequence > 0 || decision.refused === null;
  if (exists) {
    await acknowledge(decision);
    if (outcome === 'executed') await openLookback(decision);
    await writeEnding(decision.journal, async (sequence) => {
      const endedAt = decision.stageEnded;
      const { retry } = decision.charter.execution;
      // What cannot succeed any more is not run again, and what another has done is not undone by it (EXE-2).
      const retryUntil =
        outcome === 'execution-failed' && facts.mayPass === true ? after(endedAt, retry) : null;
      decision.proposal = {
        ...decision.proposal,
        stage: 'ended',
        deadline: null,
        outcome,
        endedAt,
        retryUntil,
      };
      note(decision, 'ended', { outcome, rule, ...facts }, endedAt);
      showStage(decision);
      const { conclude: writeRecord } = activitiesFor(electorsOf(decision));
      await writeRecord({ ...takeChange(decision, sequence), ending: { outcome, rule, facts } });
    });
  }
  await lapseQuestions(decision);
  await lapseNodeVetoes(decision);
  const { links } = decision.proposal;
  const question = links.find(
    ({ relation }) => relation === 'question-of' || relation === 'node-veto-question-of',
  );
  // Whoever waits for it has lost sight of it (PRO-9).
  if (question !== undefined && links.some(({ relation }) => relation === 'continuation-of'))
    await tellWhoAwaits(question.id);
  await allFinished(decision.background);
  return exists ? outcome : null;
}
