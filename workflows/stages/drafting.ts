/** A draft, until its author submits it (PRO-1, PRO-2). */
import { requirementsOf } from '../../rules/gates.ts';
import { leastWhole } from '../../rules/share.ts';
import { after, now } from '../clock.ts';
import { type Decision, ending, type Ending, note, write } from '../decision.ts';
import { activities } from '../swift.ts';
import { stageEnd } from '../stage.ts';

/** Answers nothing once the proposal is submitted. */
export async function drafting(decision: Decision): Promise<Ending | undefined> {
  if (decision.input.from === 'draft') {
    const lapsed = await waitForSubmission(decision);
    if (lapsed !== undefined) return lapsed;
  } else {
    await submit(decision);
    if (decision.refused !== null) return ending('lapsed', decision.refused.rule, decision.refused.facts);
    // Nobody refuses what opened by itself, and nobody could answer it (MEM-3).
    if (decision.proposal.tier !== 1 && decision.proposal.electorate?.size === 0)
      return ending('rejected', 'MEM-3', { electorate: decision.proposal.electorate });
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
    if (decision.interrupted !== null) return decision.interrupted;
    if (!decision.submitting) return ending('lapsed', 'PRO-1', { deadline: decision.proposal.deadline });
    await submit(decision);
  }
  return undefined;
}

/** Fixes the electorate and copies the charter in force, in one transaction (MEM-3, CHA-1); or says why it cannot be submitted. */
async function submit(decision: Decision): Promise<void> {
  const at = now();
  const { input, content } = decision;
  const { id, category, author, opening } = input;
  const { pace, version: charter } = decision.copy;
  const taken = await activities.submit({ id, category, author, at, pace, charter, content, opening });
  decision.submitting = false;
  decision.refused = 'refusal' in taken ? taken.refusal : null;
  if ('refusal' in taken) return;
  const { copy, electorate, family = null, mandate = null } = taken;
  decision.copy = copy;
  const { version, hash } = copy;
  const { tier } = decision.category;
  const { escalation } = copy.charter;
  decision.proposal = {
    ...decision.proposal,
    tier,
    family,
    mandate,
    charter: { version, hash, pace },
    electorate,
    submittedAt: at,
    deadline: null,
    amendments: { made: 0, most: copy.charter.amendments.most },
    requirements: requirementsOf(content, decision.category, copy.charter, (length) => after(at, length)),
    escalation: tier === 2 && escalation !== null ? leastWhole(escalation, electorate.size) : null,
    accused: content.accused ?? null,
    victims: content.victims ?? [],
  };
  decision.stageEnded = at;
  const { requirements } = decision.proposal;
  note(
    decision,
    'submitted',
    {
      by: author,
      electorate,
      charter: { version, hash },
      ...(family === null ? {} : { family }),
      ...(mandate === null ? {} : { mandate: mandate.id, callBack: mandate.callBack }),
      ...(requirements.length === 0 ? {} : { requirements }),
    },
    at,
  );
}
