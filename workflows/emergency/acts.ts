/** The acts that move an emergency: each is checked by a synchronous validator, and answered once readers can see what it did (PRO-10). */
import { condition, setHandler } from '@temporalio/workflow';
import type { EmergencyPollKind } from '../../rules/emergency.ts';
import { type EmergencyAct, mayActOn } from '../../rules/emergency-acts.ts';
import { refuse } from '../../rules/refusal.ts';
import { now } from '../clock.ts';
import * as messages from '../messages.ts';
import { forgery, refusal } from '../proof.ts';
import { openPoll } from './polls.ts';
import { allWritten } from '../journal.ts';
import { type Emergency, note, write } from './state.ts';

export function handleEmergencyActs(act: Emergency): void {
  setHandler(messages.lookAgain, () => {
    act.lookAgain = true;
  });
  setHandler(messages.opened, async () => {
    await condition(() => act.journal.written > 0 || act.refused !== null);
    if (act.refused !== null) throw refusal(act.refused);
  });
  setHandler(
    messages.report,
    async ({ member: by, text }) => {
      const at = now();
      const late = at >= act.state.reportDue;
      act.state = { ...act.state, report: { text, at, late } };
      note(act, 'reported', { by, text, late }, at);
      await write(act);
    },
    { validator: validator(act, () => 'report') },
  );
  setHandler(
    messages.justification,
    async ({ member: by, text }) => {
      const at = now();
      const late = at >= act.state.justificationDue;
      act.state = { ...act.state, justification: { text, at, late } };
      note(act, 'justified', { by, text, late }, at);
      await write(act);
    },
    { validator: validator(act, () => 'justification') },
  );
  setHandler(
    messages.pollCall,
    async ({ member, kind, reason }) => {
      const refused = await openPoll(act, kind, { by: member, reason, at: now() });
      if (refused !== undefined) throw refusal(refused);
    },
    {
      validator: validator<messages.By & { kind: EmergencyPollKind }>(
        act,
        ({ kind }) => `${kind}-calls` as const,
      ),
    },
  );
  setHandler(
    messages.task,
    async ({ evidence }) => {
      act.confirmation = { evidence, at: now() };
      await condition(() => act.confirmation === null);
      await allWritten(act.journal);
    },
    { validator: validator(act, () => 'task') },
  );
}

/** Whether the member may act now; it reads and throws, nothing more. */
function validator<Args extends messages.By>(act: Emergency, actOf: (args: Args) => EmergencyAct) {
  return (args: Args): void => {
    const { member: id, council = false } = args;
    const actor = { id, status: 'active', council, electorOf: [], operator: false } as const;
    const asked = actOf(args);
    const refused =
      forgery(args) ??
      mayActOn(asked, act.state, actor, now()) ??
      // The ending is being written.
      (act.journal.ending
        ? refuse('already-done', 'PRO-10', { act: asked, stage: act.state.stage })
        : undefined);
    if (refused !== undefined) throw refusal(refused);
  };
}
