/**
 * Support, from the asking until it is deleted: a durable process with ids and instants alone, which leaves nothing behind (SUP-1 to SUP-4). It
 * stands on the kit beside the registry of kinds, for rules/support/state.ts says why: nothing that it writes is a timeline, a notice, an event
 * or a record, and Temporal's page is told nothing of where it stands.
 */
import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { refuse } from '../rules/refusal.ts';
import type { SupportEntry, SupportFacts } from '../rules/support/entries.ts';
import { evolve } from '../rules/support/evolve.ts';
import { declineFault, mayAct, type SupportAct } from '../rules/support/permissions.ts';
import { begunSupport, type SupportState } from '../rules/support/state.ts';
import { next } from '../rules/support/step.ts';
import { activities } from './activities.ts';
import { type Taken, taking } from './kit/acts.ts';
import { noAlarm, untilDue } from './kit/alarm.ts';
import { now, timeLeft } from './kit/clock.ts';
import { addEntry, type Journal, openJournal, writeDown } from './kit/journal.ts';
import { mustBeSealed } from './kit/proof.ts';
import type { SupportInput } from './inputs.ts';
import { opened } from './messages.ts';
import {
  supportConsent,
  supportDanger,
  supportDecline,
  supportEnd,
  supportReview,
  supportSecond,
  supportTaking,
} from './messages/support.ts';
import { shown } from './process.ts';

interface Support {
  state: SupportState;
  /** It is being deleted: nothing is taken any more. */
  forgetting: boolean;
  readonly journal: Journal<SupportEntry>;
  readonly taken: Taken;
}

export async function support(input: SupportInput): Promise<void> {
  mustBeSealed(input.id);
  const process: Support = {
    state: begunSupport(input),
    forgetting: false,
    journal: openJournal<SupportEntry>(null),
    taken: new Map(),
  };
  setHandler(opened, () => condition(() => process.journal.written > 0));
  takeActs(process);
  happen(process, 'opened', {}, input.createdAt);
  await untilForgotten(process);
  await condition(allHandlersFinished);
}

function happen<Kind extends SupportEntry['kind']>(
  process: Support,
  kind: Kind,
  facts: SupportFacts<Kind>,
  at: string = now(),
): void {
  const entry = { kind, at, facts } as SupportEntry;
  process.state = evolve(process.state, entry);
  addEntry(process.journal, entry);
}

/** Lets happen what falls due, and writes what has happened, until nothing of it is left. */
async function untilForgotten(process: Support): Promise<void> {
  const { journal } = process;
  const alarm = noAlarm();
  for (;;) {
    if (journal.entries.length > 0) await write(process);
    const { state } = process;
    const due = next(state);
    const stirs = (): boolean => process.state !== state || journal.entries.length > 0;
    // Of what falls due operators learn the instant alone.
    if (timeLeft(due.at) > 0) await untilDue(alarm, stirs, { at: due.at, what: 'due' }, 'support');
    else if (stirs()) continue;
    else if (due.what !== 'forgotten') happen(process, due.what, {}, due.at);
    else if (await isForgotten(process)) return;
  }
}

async function write(process: Support): Promise<void> {
  const { journal } = process;
  await writeDown(journal, (sequence) => {
    const { entries } = journal;
    journal.entries = [];
    return activities.recordSupport({ sequence, state: process.state, entries });
  });
}

/** Deletes all of it, but where something was said in it since: then it goes on (SUP-3). */
async function isForgotten(process: Support): Promise<boolean> {
  process.forgetting = true;
  const { id, newest } = process.state;
  const said = await activities.forgetSupport({ id, since: newest });
  process.forgetting = said === null;
  if (said !== null) happen(process, 'spoken', {}, said);
  return said === null;
}

function takeActs(process: Support): void {
  const takes = taking<SupportAct>({
    process,
    may: (act, { member: id, guardian = false, ...by }, at) =>
      mayAct(act, process.state, { id, status: 'active', guardian, onDuty: isOnDuty(by) }, at),
    already: (act) =>
      process.forgetting ? refuse('already-done', 'SUP-3', { act, stage: process.state.stage }) : undefined,
    shown: () => shown(process),
  });
  takes(supportConsent, 'consent', () => happen(process, 'consented', {}));
  takes(supportTaking, 'taking', ({ member: by }) => happen(process, 'taken', { by }));
  takes(
    supportDecline,
    'decline',
    ({ who }) => happen(process, 'declined', { who }),
    ({ member, who }) => declineFault(process.state, member, who),
  );
  takes(supportDanger, 'danger', ({ member: by, contact, seconds, ground }) =>
    happen(process, 'stated', { by, contact, seconds, ground }),
  );
  takes(supportSecond, 'second', ({ member: by }) => happen(process, 'seconded', { by }));
  takes(supportReview, 'review', ({ proper, reason }) => happen(process, 'reviewed', { proper, reason }));
  takes(supportEnd, 'end', () => happen(process, 'ended', {}));
}

const isOnDuty = (by: object): boolean => 'onDuty' in by && by.onDuty === true;
