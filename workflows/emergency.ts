/** An emergency: a leader acts alone and at once, answers for it, and the council may override or ratify it (EMG-1 to EMG-7). */
import { CancellationScope } from '@temporalio/workflow';
import { type EmergencyOutcome, isAccounted, isReversed } from '../rules/emergency/state.ts';
import type { Decided } from '../rules/emergency/step.ts';
import { activities } from './activities.ts';
import { now } from './kit/clock.ts';
import { handleEmergencyActs } from './emergency/acts.ts';
import { accounting, inForce } from './emergency/in-force.ts';
import { lapseNodeVetoes } from './emergency/node-vetoes.ts';
import { carryOut } from './emergency/performing.ts';
import { type Emergency, openEmergency } from './emergency/state.ts';
import { writeDown } from './kit/journal.ts';
import type { EmergencyInput } from './inputs.ts';
import { conclude, happen, takeChange, write } from './process.ts';
import { allFinished } from './kit/reminders.ts';
import { after } from '../rules/window.ts';

/** Answers the ending (EMG-7); null where the act was refused after all, so that there never was one. */
export async function emergency(input: EmergencyInput): Promise<EmergencyOutcome | null> {
  const emergency = openEmergency(input);
  handleEmergencyActs(emergency);
  await begin(emergency);
  if (emergency.refused !== null) {
    await allFinished(emergency.background);
    return null;
  }
  if (input.retryOf !== null) {
    await reverse(emergency);
    return end(emergency, 'EXE-2');
  }
  const acting = new CancellationScope();
  const acted = carryOut(emergency, 'action', acting); // EMG-1
  const decided = await inForce(emergency); // EMG-3 to EMG-6
  await decide(emergency, decided);
  if (isReversed(decided.outcome)) {
    acting.cancel();
    await acted;
    await reverse(emergency); // EMG-5, EMG-6
  } else if (decided.outcome === 'stood') await endAllocation(emergency, decided.at); // EMG-2
  await account(emergency, acted); // EMG-3, EMG-4
  return end(emergency, decided.rule);
}

/** The first row, once the council has been asked again whether its actor may act. */
async function begin(emergency: Emergency): Promise<void> {
  const { createdAt, actor, what, reason, action, reversal, retryOf } = emergency.input;
  const { reportDue, justificationDue, limit } = emergency.state;
  if (retryOf === null) {
    const facts = { by: actor, what, reason, action, reversal, reportDue, justificationDue, limit };
    happen(emergency, 'acted', facts, createdAt);
  } else happen(emergency, 'retry-of', { id: retryOf.id }, createdAt);
  await writeDown(emergency.journal, async (sequence) => {
    const change = takeChange(emergency, sequence, false);
    emergency.refused = await activities.beginEmergency({ change, repeat: emergency.rules.repeat });
  });
}

/** From here on the outcome stands; what is owed is waited for (EMG-7). */
async function decide(emergency: Emergency, { outcome, rule, at }: Decided): Promise<void> {
  happen(emergency, 'decided', { outcome, rule }, at);
  if (emergency.state.stage !== 'reversal') await write(emergency);
}

/** What the act granted ends with it, and what it did is undone, as far as it can be (EMG-2, EMG-7). */
async function reverse(emergency: Emergency): Promise<void> {
  happen(emergency, 'reversal-opened', { action: emergency.state.reversal.type });
  await write(emergency);
  await endAllocation(emergency, emergency.state.decidedAt ?? now());
  await meanwhile(emergency, carryOut(emergency, 'reversal', new CancellationScope()));
}

/** What is owed falls due also while something is being done. */
async function meanwhile(
  emergency: Emergency,
  doing: Promise<void>,
  also: () => boolean = () => true,
): Promise<void> {
  let done = false;
  const ended = doing.then(() => {
    done = true;
  });
  await accounting(emergency, () => done && also());
  await ended;
}

async function endAllocation(emergency: Emergency, at: string): Promise<void> {
  const { id, retryOf, action } = emergency.state;
  if (action.type !== 'allocation.grant' || retryOf !== null) return;
  const until = await activities.endAllocation({ id, at });
  if (until !== null) happen(emergency, 'allocation-ended', { until });
}

async function account(emergency: Emergency, acted: Promise<void>): Promise<void> {
  if (emergency.state.stage !== 'accounting') {
    emergency.state = { ...emergency.state, stage: 'accounting' };
    await write(emergency);
  }
  await meanwhile(emergency, acted, () => isAccounted(emergency.state));
}

async function end(emergency: Emergency, rule: string): Promise<EmergencyOutcome | null> {
  await conclude(emergency, () => {
    const at = now();
    const { outcome, actionState, reversalState } = emergency.state;
    const { retry } = emergency.input.charter.charter.execution;
    const retryUntil = reversalState === 'failed' ? after(at, retry) : null;
    return { at, facts: { outcome, rule, actionState, reversalState }, state: { retryUntil } };
  });
  await lapseNodeVetoes(emergency);
  return emergency.state.outcome;
}
