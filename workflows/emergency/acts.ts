/** The acts that move an emergency (PRO-10). */
import { condition } from '@temporalio/workflow';
import type { EmergencyPollKind } from '../../rules/emergency/state.ts';
import { type EmergencyAct, mayActOn } from '../../rules/emergency/permissions.ts';
import { taking } from '../kit/acts.ts';
import { now } from '../kit/clock.ts';
import * as messages from '../messages.ts';
import { happen, shown } from '../process.ts';
import { refusal } from '../kit/proof.ts';
import { openPoll } from './polls.ts';
import type { Emergency } from './state.ts';

export function handleEmergencyActs(act: Emergency): void {
  const takes = taking<EmergencyAct>({
    process: act,
    may: (asked, { member: id, council = false }, at) =>
      mayActOn(asked, act.state, { id, status: 'active', council, electorOf: [], operator: false }, at),
    shown: () => shown(act),
  });
  takes(messages.report, 'report', ({ member: by, text }) => {
    const at = now();
    const late = at >= act.state.reportDue;
    happen(act, 'reported', { by, text, late }, at);
  });
  takes(messages.justification, 'justification', ({ member: by, text }) => {
    const at = now();
    const late = at >= act.state.justificationDue;
    happen(act, 'justified', { by, text, late }, at);
  });
  takes<messages.By & { kind: EmergencyPollKind; reason: string | null }>(
    messages.pollCall,
    ({ kind }) => `${kind}-calls`,
    async ({ member, kind, reason }) => {
      const refused = await openPoll(act, kind, { by: member, reason, at: now() });
      if (refused !== undefined) throw refusal(refused);
    },
  );
  takes(messages.task, 'task', async ({ evidence }) => {
    act.confirmation = { evidence, at: now() };
    await condition(() => act.confirmation === null);
  });
}
