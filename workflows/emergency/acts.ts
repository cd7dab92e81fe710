/** The acts that move an emergency (PRO-10). */
import { condition } from '@temporalio/workflow';
import type { EmergencyPollKind } from '../../rules/emergency/state.ts';
import { type EmergencyAct, mayAct } from '../../rules/emergency/permissions.ts';
import { taking } from '../kit/acts.ts';
import { now } from '../kit/clock.ts';
import type { By } from '../messages/by.ts';
import * as messages from '../messages/emergency.ts';
import { task } from '../messages/shared.ts';
import { happen, shown } from '../process.ts';
import { refusal } from '../kit/proof.ts';
import { handleNodeVetoes } from './node-vetoes.ts';
import { openPoll } from './polls.ts';
import type { Emergency } from './state.ts';

export function handleEmergencyActs(emergency: Emergency): void {
  handleNodeVetoes(emergency);
  const takes = taking<EmergencyAct>({
    process: emergency,
    may: (asked, { member: id, council = false }, at) =>
      mayAct(asked, emergency.state, { id, status: 'active', council, electorOf: [], operator: false }, at),
    shown: () => shown(emergency),
  });
  takes(messages.report, 'report', ({ member: by, text }) => {
    const at = now();
    const late = at >= emergency.state.reportDue;
    happen(emergency, 'reported', { by, text, late }, at);
  });
  takes(messages.justification, 'justification', ({ member: by, text }) => {
    const at = now();
    const late = at >= emergency.state.justificationDue;
    happen(emergency, 'justified', { by, text, late }, at);
  });
  takes<By & { kind: EmergencyPollKind; reason: string | null }>(
    messages.pollCall,
    ({ kind }) => `${kind}-calls`,
    async ({ member, kind, reason }) => {
      const refused = await openPoll(emergency, kind, { by: member, reason, at: now() });
      if (refused !== undefined) throw refusal(refused);
    },
  );
  takes(task, 'task', async ({ evidence }) => {
    emergency.confirmation = { evidence, at: now() };
    await condition(() => emergency.confirmation === null);
  });
}
