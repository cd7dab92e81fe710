/** While an act is in force: what falls due by itself, in its order, until something decides it (EMG-3 to EMG-7). */
import {
  type Duty,
  type EmergencyOutcome,
  type EmergencyPollKind,
  emergencyPollKinds,
} from '../../rules/emergency/state.ts';
import { emergencyOwed } from '../../rules/emergency/owing.ts';
import { type Due, next } from '../../rules/emergency/step.ts';
import { isAnswered } from '../../rules/emergency/polls.ts';
import { newId, now } from '../kit/clock.ts';
import { activities } from '../activities.ts';
import { startOpened } from '../openings.ts';
import { happen, write } from '../process.ts';
import { comesNext } from '../kit/waiting.ts';
import { closePoll, openPoll } from './polls.ts';
import { removalOf } from './removal.ts';
import type { Emergency } from './state.ts';

/** What an act came to, by which rule, and when. */
export interface Decided {
  readonly outcome: EmergencyOutcome;
  readonly rule: string;
  readonly at: string;
}

/** Waits until the act is overridden, ratified, or has reached its limit. */
export async function inForce(act: Emergency): Promise<Decided> {
  for (;;) {
    const decided = await moves(act, () => false);
    if (decided !== undefined) return decided;
  }
}

/** Waits until report and justification are in, or their breach is noted. */
export async function accounting(act: Emergency, isOver: () => boolean): Promise<void> {
  while (!isOver()) await moves(act, isOver);
}

/** Waits for what comes next, and lets it happen. */
async function moves(act: Emergency, isOver: () => boolean): Promise<Decided | undefined> {
  const moved = await comesNext(act, {
    isOver,
    due: () => next(act.state, act.rules),
    owed: () => emergencyOwed(act.state, act.taskSince),
  });
  switch (moved) {
    case 'over':
      return undefined;
    case 'noted':
      await write(act);
      return undefined;
    case 'news':
      return firstDecided(act);
    default:
      return happens(act, moved);
  }
}

/** Of the polls that may close before their time, the first that decides. */
async function firstDecided(act: Emergency): Promise<Decided | undefined> {
  for (const kind of emergencyPollKinds) {
    const poll = act.state.polls[kind];
    if (act.state.stage !== 'in-force' || poll === undefined || poll.closedAt !== null) continue;
    const decided = await closed(act, kind);
    if (decided !== undefined) return decided;
  }
  return undefined;
}

async function closed(act: Emergency, kind: EmergencyPollKind): Promise<Decided | undefined> {
  const reached = await closePoll(act, kind);
  if (act.journal.entries.length > 0) await write(act);
  if (!reached) return undefined;
  const at = act.state.polls[kind]?.closedAt ?? now();
  return kind === 'override'
    ? { outcome: 'overridden', rule: 'EMG-5', at }
    : { outcome: 'ratified', rule: 'EMG-6', at };
}

async function happens(act: Emergency, due: Due): Promise<Decided | undefined> {
  switch (due.what) {
    case 'poll':
      return closed(act, due.kind);
    case 'breach':
      await breach(act, due.kind, due.at);
      return undefined;
    case 'limit':
      return { outcome: 'expired', rule: 'EMG-6', at: due.at };
    case 'stood':
      return { outcome: 'stood', rule: 'EMG-7', at: due.at };
  }
}

/** What was owed did not come: on record; the council is asked about the act, and about the leader (EMG-3, EMG-4). */
async function breach(act: Emergency, duty: Duty, at: string): Promise<void> {
  happen(act, 'breach', { duty, due: at }, at);
  await write(act);
  if (act.state.stage === 'in-force' && !isAnswered(act.state, 'override')) {
    const refused = await openPoll(act, 'override', { by: null, reason: null, at });
    if (refused !== undefined) happen(act, 'override-passed-over', { because: refused.code }, at);
  }
  await openRemoval(act, duty);
  if (act.journal.entries.length > 0) await write(act);
}

/** One removal proposal for one act at most; none against who holds no emergency authority any more (EMG-4, EMG-8). */
async function openRemoval(act: Emergency, duty: Duty): Promise<void> {
  if (act.state.removal !== null) return;
  const { actor: member } = act.state;
  if (!(await activities.leads({ member }))) {
    happen(act, 'removal-passed-over', { because: 'no leader any more', member });
    return;
  }
  const id = newId();
  happen(act, 'removal-opened', { id });
  await write(act);
  await startOpened({
    id,
    ...removalOf(act.state, duty),
    copy: act.input.charter,
    link: { relation: 'removal-of', id: act.state.id },
    opening: { whole: true },
  });
}
