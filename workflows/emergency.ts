/** An emergency: a leader acts alone and at once, answers for it, and the council may override or ratify it (EMG-1 to EMG-7). */
import { CancellationScope } from '@temporalio/workflow';
import { type EmergencyOutcome, isAccounted } from '../rules/emergency/state.ts';
import { activities } from './activities.ts';
import { after, now } from './kit/clock.ts';
import { handleEmergencyActs } from './emergency/acts.ts';
import { accounting, type Decided, inForce } from './emergency/in-force.ts';
import { carryOut } from './emergency/performing.ts';
import { type Emergency, openEmergency } from './emergency/state.ts';
import { writeDown } from './kit/journal.ts';
import type { EmergencyInput } from './messages.ts';
import { conclude, happen, takeChange, write } from './process.ts';
import { allFinished } from './kit/reminders.ts';

/** Answers the ending (EMG-7); null where the act was refused after all, so that there never was one. */
export async function emergency(input: EmergencyInput): Promise<EmergencyOutcome | null> {
  const act = openEmergency(input);
  handleEmergencyActs(act);
  await begin(act);
  if (act.refused !== null) {
    await allFinished(act.telling);
    return null;
  }
  if (input.retryOf !== null) {
    await reverse(act);
    return end(act, 'EXE-2');
  }
  const acting = new CancellationScope();
  const acted = carryOut(act, 'action', acting); // EMG-1
  const decided = await inForce(act); // EMG-3 to EMG-6
  await decide(act, decided);
  if (decided.outcome === 'overridden' || decided.outcome === 'expired') {
    acting.cancel();
    await acted;
    await reverse(act); // EMG-5, EMG-6
  } else if (decided.outcome === 'stood') await endAllocation(act, decided.at); // EMG-2
  await account(act, acted); // EMG-3, EMG-4
  return end(act, decided.rule);
}

/** The first row, once the council has been asked again whether its actor may act. */
async function begin(act: Emergency): Promise<void> {
  const { createdAt, actor, what, reason, action, reversal, retryOf } = act.input;
  const { reportDue, justificationDue, limit } = act.state;
  if (retryOf === null) {
    const facts = { by: actor, what, reason, action, reversal, reportDue, justificationDue, limit };
    happen(act, 'acted', facts, createdAt);
  } else happen(act, 'retry-of', { id: retryOf.id }, createdAt);
  await writeDown(act.journal, async (sequence) => {
    const change = takeChange(act, sequence, false);
    act.refused = await activities.beginEmergency({ change, repeat: act.rules.repeat });
  });
}

/** From here on the outcome stands; what is owed is waited for (EMG-7). */
async function decide(act: Emergency, { outcome, rule, at }: Decided): Promise<void> {
  happen(act, 'decided', { outcome, rule }, at);
  if (act.state.stage !== 'reversal') await write(act);
}

/** What the act granted ends with it, and what it did is undone, as far as it can be (EMG-2, EMG-7). */
async function reverse(act: Emergency): Promise<void> {
  happen(act, 'reversal-opened', { action: act.state.reversal.type });
  await write(act);
  await endAllocation(act, act.state.decidedAt ?? now());
  await meanwhile(act, carryOut(act, 'reversal', new CancellationScope()));
}

/** What is owed falls due also while something is being done. */
async function meanwhile(
  act: Emergency,
  doing: Promise<void>,
  also: () => boolean = () => true,
): Promise<void> {
  let done = false;
  const ended = doing.then(() => {
    done = true;
  });
  await accounting(act, () => done && also());
  await ended;
}

async function endAllocation(act: Emergency, at: string): Promise<void> {
  const { id, retryOf, action } = act.state;
  if (action.type !== 'allocation.grant' || retryOf !== null) return;
  const until = await activities.endAllocation({ id, at });
  if (until !== null) happen(act, 'allocation-ended', { until });
}

async function account(act: Emergency, acted: Promise<void>): Promise<void> {
  if (act.state.stage !== 'accounting') {
    act.state = { ...act.state, stage: 'accounting' };
    await write(act);
  }
  await meanwhile(act, acted, () => isAccounted(act.state));
}

async function end(act: Emergency, rule: string): Promise<EmergencyOutcome | null> {
  await conclude(act, () => {
    const at = now();
    const { outcome, actionState, reversalState } = act.state;
    const { retry } = act.input.charter.charter.execution;
    const retryUntil = reversalState === 'failed' ? after(at, retry) : null;
    return { at, facts: { outcome, rule, actionState, reversalState }, state: { retryUntil } };
  });
  return act.state.outcome;
}
