/** A draft, until its author submits it (PRO-1, PRO-2). */
import { after, now } from '../clock.ts';
import { activities, type Decision, ending, type Ending, note, write } from '../decision.ts';
import { stageEnd } from '../stage.ts';

/** Answers nothing once the proposal is submitted. */
export async function drafting(decision: Decision): Promise<Ending | undefined> {
  if (decision.input.from === 'draft') {
    const lapsed = await waitForSubmission(decision);
    if (lapsed !== undefined) return lapsed;
  } else {
    await submit(decision);
    if (decision.refused !== null) return ending('lapsed', decision.refused.rule, decision.refused.facts);
  }
  return undefined;
}

async function waitForSubmission(decision: Decision): Promise<Ending | undefined> {
  const { createdAt } = decision.input;
  decision.stageLength = decision.charter.drafts.lapse;
  decision.proposal = { ...decision.proposal, deadline: after(createdAt, decision.stageLength) };
  note(decision, 'drafted', { by: decision.input.author, closes: decision.proposal.deadline }, createdAt);
  await write(decision, {
    newVersion: { version: 1, round: 0, at: createdAt, inForceAt: createdAt, content: decision.content },
  });
  while (decision.proposal.submittedAt === null) {
    await stageEnd(decision, () => decision.submitting);
    if (decision.withdrawn !== null) return decision.withdrawn;
    if (!decision.submitting) return ending('lapsed', 'PRO-1', { deadline: decision.proposal.deadline });
    await submit(decision);
  }
  return undefined;
}

/** Fixes the electorate and copies the charter in force, in one transaction (MEM-3, CHA-1); or says why it cannot be submitted. */
async function submit(decision: Decision): Promise<void> {
  const at = now();
  const { id, category, author } = decision.input;
  const { pace } = decision.copy;
  const taken = await activities.submit({ id, category, author, at, pace, content: decision.content });
  decision.submitting = false;
  decision.refused = 'refusal' in taken ? taken.refusal : null;
  if ('refusal' in taken) return;
  const { copy, electorate } = taken;
  decision.copy = copy;
  const { version, hash } = copy;
  decision.proposal = {
    ...decision.proposal,
    charter: { version, hash, pace },
    electorate,
    submittedAt: at,
    deadline: null,
    amendments: { made: 0, most: copy.charter.amendments.most },
  };
  decision.stageEnded = at;
  note(decision, 'submitted', { by: author, electorate, charter: { version, hash } }, at);
}
