/** An emergency under way: what it begins with, and what its workflow holds. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { Charter } from '../../charter/types.ts';
import { begunEmergency, type EmergencyState } from '../../rules/emergency/state.ts';
import { emergency as kind } from '../../rules/emergency/kind.ts';
import { next } from '../../rules/emergency/step.ts';
import { anotherOverrideUntil } from '../../rules/emergency/polls.ts';
import type { EmergencyInput } from '../inputs.ts';
import { openProcess, type Process } from '../process.ts';
import { after } from '../../rules/window.ts';

/** What the workflow holds. */
export interface Emergency extends Process<EmergencyState, 'emergency'> {
  readonly input: EmergencyInput;
  readonly rules: NonNullable<Charter['emergency']>;
  /** What the assignee of the task that is awaited has confirmed, and since when it is awaited. */
  confirmation: { readonly evidence: string; readonly at: string } | null;
  taskSince: string | null;
}

export const openEmergency = (input: EmergencyInput): Emergency =>
  openProcess(kind, input.id, () => {
    const { emergency: rules } = input.charter.charter;
    if (rules === null) throw ApplicationFailure.nonRetryable('the charter has no emergencies');
    const state: EmergencyState =
      input.retryOf === null ? acted(input, rules) : { ...input.retryOf, ...anew(input, input.retryOf) };
    return {
      state,
      input,
      rules,
      confirmation: null,
      taskSince: null,
      derive: (held: EmergencyState): EmergencyState => ({
        ...held,
        deadline: next(held, rules)?.at ?? null,
        anotherOverrideUntil: anotherOverrideUntil(held, rules.override.window),
      }),
    };
  });

/** A leader has acted alone: what they owe is counted from that instant (EMG-1, EMG-3, EMG-4, EMG-6). */
const acted = (input: EmergencyInput, { report, justify, limit }: Emergency['rules']): EmergencyState =>
  begunEmergency({
    ...input,
    reportDue: after(input.createdAt, report),
    justificationDue: after(input.createdAt, justify),
    limit: limit === null ? null : after(input.createdAt, limit),
  });

/** The reversal of an emergency that has ended is run again (EXE-2). */
const anew = ({ id, createdAt }: EmergencyInput, { id: retryOf }: EmergencyState) =>
  ({ id, stage: 'reversal', retryOf, retriedBy: null, createdAt, endedAt: null, retryUntil: null }) as const;
