/** The acts that move a proposal: each is checked by a synchronous validator, and answered once readers can see what it did (PRO-10). */
import { condition, setHandler } from '@temporalio/workflow';
import type { Content } from '../../rules/model.ts';
import { mayBeCorrection } from '../../rules/proposal/corrections.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { incomplete, misplaced } from '../../rules/submission/requirements.ts';
import { startFault } from '../../rules/submission/starts.ts';
import { permissionFault } from '../../rules/council/members.ts';
import { principleFault } from '../../rules/proposal/vetoes/vetoes.ts';
import { activities } from '../activities.ts';
import { askedOf } from './asking.ts';
import { findOtherCategories } from './category-requests.ts';
import { handle } from '../kit/acts.ts';
import { now } from '../kit/clock.ts';
import { type Decision, ending, endingShown, interrupt, note, shown, write } from './decision.ts';
import { awaitedEnded, declared, lookAgain, opened } from '../messages.ts';
import type { By } from '../messages/by.ts';
import * as messages from '../messages/proposal.ts';
import { appeal, task, withdrawal } from '../messages/shared.ts';
import { refusal } from '../kit/proof.ts';
import { handleNodeVetoes } from './node-vetoes.ts';
import { lapseVetoes } from './question.ts';
import { validator } from './validator.ts';
import { handleVetoes } from './veto-acts.ts';
import { after } from '../../rules/window.ts';

export function handleActs(decision: Decision): void {
  setHandler(messages.state, () => decision.proposal);
  setHandler(lookAgain, () => {
    decision.lookAgain = true;
  });
  setHandler(awaitedEnded, () => {
    decision.awaiting.elsewhere = true;
  });
  setHandler(declared, () => {
    decision.declared = true;
  });
  handleVetoes(decision);
  handleNodeVetoes(decision);
  setHandler(opened, async () => {
    await condition(() => decision.journal.written > 0 || decision.refused !== null);
    if (decision.refused !== null) throw refusal(decision.refused);
  });
  handle(
    decision,
    messages.edit,
    (args) => edited(decision, args),
    validator<messages.Edits>(decision, 'edit', ({ startsAt = null }) =>
      startFault(startsAt, now(), decision.charter.drafts.lapse),
    ),
  );
  handle(
    decision,
    messages.submission,
    () => submitted(decision),
    validator(decision, 'submission', () => contentFault(decision, decision.content)),
  );
  handle(
    decision,
    withdrawal,
    ({ member }) => withdrawn(decision, member),
    validator(decision, 'withdrawal'),
  );
  const amends = validator<messages.Changes>(decision, 'amendments', ({ changes }) =>
    contentFault(decision, { ...newest(decision), ...changes }),
  );
  handle(
    decision,
    messages.amendments,
    async (args) => amended(decision, args.changes, await corrects(decision, () => amends(args))),
    amends,
  );
  handle(
    decision,
    messages.approval,
    ({ approve, reason }) => approved(decision, approve, reason),
    validator(decision, 'approval'),
  );
  handle(
    decision,
    appeal,
    (args) => appealed(decision, args),
    validator<By & { principle: string; reason: string }>(decision, 'appeal', ({ principle }) =>
      principleFault(principle, decision.charter, 'APP-1'),
    ),
  );
  handle(
    decision,
    messages.resolution,
    ({ adopt, reason }) => resolved(decision, adopt, reason),
    validator(decision, 'resolution'),
  );
  handle(decision, task, ({ evidence }) => confirmed(decision, evidence), validator(decision, 'task'));
}

/** PRO-2 and TIE-5, for a text that is submitted or takes the place of another. */
function contentFault({ charter, category, proposal }: Decision, content: Content): Refusal | undefined {
  const { action, accused } = content;
  const submittedAt = proposal.submittedAt ?? now();
  return (
    misplaced(content, category) ??
    incomplete(content, charter, category) ??
    permissionFault(action, { category, charter, accused, submittedAt })
  );
}

const newest = ({ pending, content }: Decision): Content => pending ?? content;

async function edited(
  decision: Decision,
  { changes, startsAt, lookBack }: Pick<messages.Edits, 'changes' | 'startsAt' | 'lookBack'>,
): Promise<void> {
  const at = now();
  const { proposal } = decision;
  const { lookBack: _takenBack, ...others } = decision.content;
  decision.content = { ...(lookBack === null ? others : decision.content), ...changes };
  decision.proposal = {
    ...proposal,
    edits: { ...proposal.edits, made: proposal.edits.made + 1 },
    deadline: after(at, decision.charter.drafts.lapse),
    ...(startsAt === undefined ? {} : { startsAt }),
  };
  const parts = [
    ...Object.keys(changes),
    ...(lookBack === null ? ['lookBack'] : []),
    ...(startsAt === undefined ? [] : ['startsAt']),
  ];
  note(decision, 'edited', { by: proposal.author, parts }, at);
  decision.versions.push({ version: 1, round: 0, at, inForceAt: at, content: decision.content });
  await write(decision);
}

async function submitted(decision: Decision): Promise<void> {
  decision.submitting = true;
  await condition(() => !decision.submitting);
  if (decision.refused !== null) throw refusal(decision.refused);
  await condition(() => decision.proposal.stage !== 'draft');
  await shown(decision);
}

async function withdrawn(decision: Decision, member: string): Promise<void> {
  const { stage, round } = decision.proposal;
  interrupt(decision, ending('withdrawn', 'PRO-6', { by: member, at: now(), stage, round }));
  await endingShown(decision);
}

/**
 * Whether a new text is a correction: nobody else has said anything to the text, in the ballot box neither (PRO-6). What was acknowledged
 * is waited for, and meanwhile everything may change that was checked.
 * @param check throws where it cannot be put any more
 */
async function corrects(decision: Decision, check: () => void): Promise<boolean> {
  if (!mayBeCorrection(decision.proposal, now())) return false;
  const { id, author } = decision.proposal;
  const answered = await activities.isAnswered({ decision: id, author });
  check();
  const { proposal } = decision;
  const corrected = !answered && mayBeCorrection(proposal, now());
  const { made, most } = proposal.amendments;
  // Once answered, it stays so: no more of them needs to be looked up.
  if (answered) decision.proposal = { ...proposal, corrections: { ...proposal.corrections, until: null } };
  if (!corrected && made >= most) throw refusal(refuse('limit-reached', 'PRO-6', { most }));
  return corrected;
}

/** In review the new text is in force at once and the review starts anew; in a round it waits for the round's end (PRO-6). */
async function amended(decision: Decision, changes: Partial<Content>, isCorrection: boolean): Promise<void> {
  const at = now();
  const { proposal, charter } = decision;
  const counted = isCorrection ? 'corrections' : 'amendments';
  const version = proposal.amendments.made + proposal.corrections.made + 2;
  const content = { ...newest(decision), ...changes };
  const inReview = proposal.stage === 'review';
  // What was answered answered another text (PRO-6).
  const requirements = askedOf(decision, content, version, at);
  decision.proposal = {
    ...proposal,
    requirements,
    [counted]: { ...proposal[counted], made: proposal[counted].made + 1 },
    ...(inReview ? { version, deadline: after(at, charter.review as number) } : { pendingVersion: version }),
  };
  if (inReview) {
    decision.content = content;
    findOtherCategories(decision);
    const { deadline: objectingUntil } = decision.proposal;
    if (charter.vetoes !== null) decision.proposal = { ...decision.proposal, objectingUntil };
  } else decision.pending = content;
  const { deadline } = decision.proposal;
  note(
    decision,
    isCorrection ? 'corrected' : inReview ? 'amended' : 'amendment-put',
    {
      by: proposal.author,
      version,
      parts: Object.keys(changes),
      deadline,
      ...(requirements.length === 0 ? {} : { requirements }),
    },
    at,
  );
  decision.versions.push({ version, round: proposal.round, at, inForceAt: inReview ? at : null, content });
  // A new text is objected to anew (VET-2).
  if (inReview) await lapseVetoes(decision, at);
  await write(decision);
}

async function appealed(
  decision: Decision,
  { member: by, principle, reason }: By & { principle: string; reason: string },
): Promise<void> {
  decision.appeal = { by, principle, reason, at: now() };
  await condition(() => decision.appeal === null);
  await shown(decision);
}

async function approved(decision: Decision, approve: boolean, reason: string): Promise<void> {
  decision.approval = { approve, reason, at: now() };
  await condition(() => decision.approval === null);
  await shown(decision);
}

async function resolved(decision: Decision, adopt: boolean, reason: string): Promise<void> {
  decision.resolution = { adopt, reason, at: now() };
  await condition(() => decision.resolution === null);
  await shown(decision);
}

async function confirmed(decision: Decision, evidence: string): Promise<void> {
  decision.confirmation = { evidence, at: now() };
  await endingShown(decision);
}
