/** A draft, until its author submits it (PRO-1, PRO-2). */
import { leastAsking } from '../../../rules/polls/share.ts';
import { interestsAsked } from '../../../rules/proposal/interests.ts';
import { after, laterOf } from '../../../rules/window.ts';
import { findOtherCategories } from '../category-requests.ts';
import { now } from '../../kit/clock.ts';
import { type Decision, ending, type Ending, note, write } from '../decision.ts';
import { activities } from '../../activities.ts';
import { askedOf } from '../asking.ts';
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
  const { createdAt, startsAt = null } = decision.input;
  decision.stageLength = decision.charter.drafts.lapse;
  decision.proposal = { ...decision.proposal, deadline: after(createdAt, decision.stageLength) };
  const starts = startsAt === null ? {} : { starts: startsAt };
  note(
    decision,
    'drafted',
    { by: decision.input.author, closes: decision.proposal.deadline, ...starts },
    createdAt,
  );
  await write(decision);
  while (decision.proposal.submittedAt === null) {
    const start = decision.proposal.startsAt;
    const isMoved = (): boolean => decision.proposal.startsAt !== start;
    const reached = await stageEnd(decision, () => decision.submitting || isMoved(), start);
    if (decision.interrupted !== null) return decision.interrupted;
    if (decision.submitting) await submit(decision);
    else if (reached === 'mark') await submitByItself(decision);
    else if (!isMoved()) return ending('lapsed', 'PRO-1', { deadline: decision.proposal.deadline });
  }
  return undefined;
}

/** Submits it by itself, checked as when its author does; what is refused then stays a draft, and its author is told (PRO-1, PRO-2). */
async function submitByItself(decision: Decision): Promise<void> {
  const { id, category, author } = decision.input;
  decision.submitting = true;
  const at = laterOf(now(), decision.input.createdAt);
  const { pace, version: charter } = decision.copy;
  const asked = { id, category, author, at, pace, charter, content: decision.content };
  decision.refused = await activities.checkSubmission(asked);
  if (decision.refused === null) await submit(decision);
  decision.submitting = false;
  if (decision.refused === null) return;
  const { code: because, rule: refusedBy } = decision.refused;
  decision.refused = null;
  const closes = after(at, decision.charter.drafts.lapse);
  decision.proposal = { ...decision.proposal, startsAt: null, deadline: closes };
  note(decision, 'start-refused', { by: author, because, refusedBy, closes }, at);
  await write(decision);
}

/** An author corrects for so long; what opened by itself nobody does (PRO-6, PRO-12). */
function correctionsFrom(
  at: string,
  { amendments: { corrections } }: Decision['charter'],
): Decision['proposal']['corrections'] {
  const { most, window } = corrections ?? { most: 0, window: 0 };
  return { made: 0, most, until: most === 0 ? null : after(at, window) };
}

/** Fixes the electorate and copies the charter in force, in one transaction (MEM-3, CHA-1); or says why it cannot be submitted. */
async function submit(decision: Decision): Promise<void> {
  const { input, content } = decision;
  // It was created by the database's clock.
  const at = laterOf(now(), input.createdAt);
  const { id, category, author, opening } = input;
  const { pace, version: charter } = decision.copy;
  const taken = await activities.submit({ id, category, author, at, pace, charter, content, opening });
  decision.submitting = false;
  decision.refused = 'refusal' in taken ? taken.refusal : null;
  if ('refusal' in taken) return;
  const { copy, electorate, family, mandate, asks, endorsers } = taken;
  decision.copy = copy;
  const { version, hash } = copy;
  const { tier } = decision.category;
  const { escalation } = copy.charter;
  const { interests = null } = interestsAsked(copy.charter, { tier, category });
  decision.proposal = {
    ...decision.proposal,
    tier,
    family,
    mandate,
    asks,
    charter: { version, hash, pace },
    electorate,
    startsAt: null,
    submittedAt: at,
    deadline: null,
    amendments: { made: 0, most: copy.charter.amendments.most },
    corrections: correctionsFrom(at, copy.charter),
    // Of what is to be endorsed they are asked for once it counts (PRO-2).
    requirements: endorsers === undefined ? askedOf(decision, content, 1, at) : [],
    endorsement: endorsers === undefined ? null : { needed: endorsers, members: [] },
    escalation: tier === 2 && escalation !== null ? leastAsking(escalation, electorate.size) : null,
    interests,
    accused: content.accused ?? null,
    victims: content.victims ?? [],
  };
  findOtherCategories(decision);
  decision.stageEnded = at;
  const { requirements, originator, escalation: asking } = decision.proposal;
  note(
    decision,
    'submitted',
    {
      by: author,
      electorate,
      charter: { version, hash },
      ...(originator === null ? {} : { originator }),
      ...(family === null ? {} : { family }),
      ...(asking === null ? {} : { escalation: asking }),
      ...(mandate === null
        ? {}
        : { mandate: mandate.id, council: mandate.council, callBack: mandate.callBack }),
      ...(asks === null
        ? {}
        : { asks: asks.matters.map(({ matter, named, without }) => ({ matter, named, without })) }),
      ...(endorsers === undefined ? {} : { endorsers }),
      ...(requirements.length === 0 ? {} : { requirements }),
    },
    at,
  );
}
