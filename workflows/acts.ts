/** The acts that move a proposal: each is checked by a synchronous validator, and answered once readers can see what it did (PRO-10). */
import { condition, setHandler } from '@temporalio/workflow';
import type { Content } from '../rules/model.ts';
import { type Act, mayAct } from '../rules/proposal.ts';
import { type Refusal, refuse } from '../rules/refusal.ts';
import { incomplete } from '../rules/requirements.ts';
import { actionFault } from '../rules/tiers.ts';
import { after, now } from './clock.ts';
import { type Decision, ending, nextWrite, note, refusal, write } from './decision.ts';
import * as messages from './messages.ts';

type Checked<Args> = (args: Args) => Refusal | undefined;

/** A validator: whether the member may act now, and what else the act needs. It reads and throws, nothing more. */
function validator<Args extends messages.By>(
  decision: Decision,
  act: Act,
  also: Checked<Args> = () => undefined,
) {
  return (args: Args): void => {
    const actor = { id: args.member, status: 'active', elector: false, operator: false } as const;
    const refused = mayAct(act, decision.proposal, actor, now()) ?? takenAlready(decision, act) ?? also(args);
    if (refused !== undefined) throw refusal(refused);
  };
}

/** An act that has been accepted but whose stage has not moved on yet cannot be done again, nor another against it. */
function takenAlready(decision: Decision, act: Act): Refusal | undefined {
  const { withdrawn, submitting, resolution, confirmation, proposal } = decision;
  const taken = withdrawn !== null || submitting || resolution !== null || confirmation !== null;
  return taken ? refuse('already-done', 'PRO-10', { act, stage: proposal.stage }) : undefined;
}

export function handleActs(decision: Decision): void {
  setHandler(messages.state, () => decision.proposal);
  setHandler(messages.lookAgain, () => {
    decision.lookAgain = true;
  });
  setHandler(messages.opened, async () => {
    await condition(() => decision.written > 0 || decision.refused !== null);
    if (decision.refused !== null) throw refusal(decision.refused);
  });
  setHandler(messages.edit, ({ changes }) => edited(decision, changes), {
    validator: validator(decision, 'edit'),
  });
  setHandler(messages.submission, () => submitted(decision), {
    validator: validator(decision, 'submission', () => contentFault(decision, decision.content)),
  });
  setHandler(messages.withdrawal, ({ member }) => withdrawn(decision, member), {
    validator: validator(decision, 'withdrawal'),
  });
  setHandler(messages.amendments, ({ changes }) => amended(decision, changes), {
    validator: validator<messages.Changes>(decision, 'amendments', ({ changes }) =>
      contentFault(decision, { ...newest(decision), ...changes }),
    ),
  });
  setHandler(messages.resolution, ({ adopt, reason }) => resolved(decision, adopt, reason), {
    validator: validator(decision, 'resolution'),
  });
  setHandler(messages.task, ({ evidence }) => confirmed(decision, evidence), {
    validator: validator(decision, 'task'),
  });
}

/** PRO-2 and TIE-5, for a text that is submitted or takes the place of another. */
function contentFault({ charter, category }: Decision, content: Content): Refusal | undefined {
  return (
    incomplete(content, charter) ??
    (content.action === null ? undefined : actionFault(content.action, category))
  );
}

const newest = ({ pending, content }: Decision): Content => pending ?? content;

async function edited(decision: Decision, changes: Partial<Content>): Promise<void> {
  const at = now();
  const { proposal } = decision;
  decision.content = { ...decision.content, ...changes };
  decision.proposal = {
    ...proposal,
    edits: { ...proposal.edits, made: proposal.edits.made + 1 },
    deadline: after(at, decision.charter.drafts.lapse),
  };
  note(decision, 'edited', { by: proposal.author, parts: Object.keys(changes) }, at);
  await write(decision, {
    newVersion: { version: 1, round: 0, at, inForceAt: at, content: decision.content },
  });
}

async function submitted(decision: Decision): Promise<void> {
  decision.submitting = true;
  await condition(() => !decision.submitting);
  if (decision.refused !== null) throw refusal(decision.refused);
  await condition(() => decision.proposal.stage !== 'draft');
  const { sequence } = decision;
  await condition(() => decision.written >= sequence);
}

async function withdrawn(decision: Decision, member: string): Promise<void> {
  const { stage, round } = decision.proposal;
  decision.withdrawn = ending('withdrawn', 'PRO-6', { by: member, at: now(), stage, round });
  await nextWrite(decision);
}

/** In review the new text is in force at once and the review starts anew; in a round it waits for the round's end (PRO-6). */
async function amended(decision: Decision, changes: Partial<Content>): Promise<void> {
  const at = now();
  const { proposal, charter } = decision;
  const made = proposal.amendments.made + 1;
  const version = made + 1;
  const content = { ...newest(decision), ...changes };
  const inReview = proposal.stage === 'review';
  decision.proposal = {
    ...proposal,
    amendments: { ...proposal.amendments, made },
    ...(inReview ? { version, deadline: after(at, charter.review as number) } : { pendingVersion: version }),
  };
  if (inReview) decision.content = content;
  else decision.pending = content;
  const { deadline } = decision.proposal;
  note(
    decision,
    inReview ? 'amended' : 'amendment-put',
    { by: proposal.author, version, parts: Object.keys(changes), deadline },
    at,
  );
  await write(decision, {
    newVersion: { version, round: proposal.round, at, inForceAt: inReview ? at : null, content },
  });
}

async function resolved(decision: Decision, adopt: boolean, reason: string): Promise<void> {
  decision.resolution = { adopt, reason, at: now() };
  await nextWrite(decision);
}

async function confirmed(decision: Decision, evidence: string): Promise<void> {
  decision.confirmation = { evidence, at: now() };
  await nextWrite(decision);
}
