/** While an act is in force: what falls due by itself, in its order, until something decides it (EMG-3 to EMG-7). */
import { type Duty, type EmergencyPollKind, emergencyPollKinds } from '../../rules/emergency/state.ts';
import { emergencyOwed } from '../../rules/emergency/owing.ts';
import { type Decided, decidedBy, type Due, next } from '../../rules/emergency/step.ts';
import { isAnswered } from '../../rules/emergency/polls.ts';
import { vetoedBy } from '../../rules/node-veto/on-act.ts';
import { newId } from '../kit/clock.ts';
import { activities } from '../activities.ts';
import { startOpened } from '../opening/proposals.ts';
import { happen, write } from '../process.ts';
import { comesNext } from '../kit/waiting.ts';
import { closePoll, openPoll } from './polls.ts';
import { removalOf } from './removal.ts';
import type { Emergency } from './state.ts';

/** Waits until the act is overridden, ratified, or has reached its limit. */
export async function inForce(emergency: Emergency): Promise<Decided> {
  for (;;) {
    const decided = decidedByNode(emergency) ?? (await moves(emergency, () => isVetoed(emergency)));
    if (decided !== undefined) return decided;
  }
}

const isVetoed = ({ state }: Emergency): boolean => vetoedBy(state) !== undefined;

const decidedByNode = (emergency: Emergency): Decided | undefined =>
  isVetoed(emergency) ? decidedBy(emergency.state, undefined) : undefined;

/** Waits until report and justification are in, or their breach is noted. */
export async function accounting(emergency: Emergency, isOver: () => boolean): Promise<void> {
  while (!isOver()) await moves(emergency, isOver);
}

/** Waits for what comes next, and lets it happen. */
async function moves(emergency: Emergency, isOver: () => boolean): Promise<Decided | undefined> {
  const moved = await comesNext(emergency, {
    isOver,
    due: () => next(emergency.state, emergency.rules),
    owed: () => emergencyOwed(emergency.state, emergency.taskSince),
  });
  switch (moved) {
    case 'over':
      return undefined;
    case 'noted':
      await write(emergency);
      return undefined;
    case 'news':
      return firstDecided(emergency);
    default:
      return happens(emergency, moved);
  }
}

/** Of the polls that may close before their time, the first that decides. */
async function firstDecided(emergency: Emergency): Promise<Decided | undefined> {
  for (const kind of emergencyPollKinds) {
    const poll = emergency.state.polls[kind];
    if (emergency.state.stage !== 'in-force' || poll === undefined || poll.closedAt !== null) continue;
    const decided = await closed(emergency, kind);
    if (decided !== undefined) return decided;
  }
  return undefined;
}

async function closed(emergency: Emergency, kind: EmergencyPollKind): Promise<Decided | undefined> {
  const reached = await closePoll(emergency, kind);
  if (emergency.journal.entries.length > 0) await write(emergency);
  return reached ? decidedBy(emergency.state, undefined) : undefined;
}

async function happens(emergency: Emergency, due: Due): Promise<Decided | undefined> {
  switch (due.what) {
    case 'poll':
      return closed(emergency, due.kind);
    case 'breach':
      await breach(emergency, due.kind, due.at);
      return undefined;
    case 'hold':
      happen(emergency, 'hold-ended', { id: due.id, because: 'time' }, due.at);
      return undefined;
    case 'limit':
    case 'stood':
      return decidedBy(emergency.state, due);
  }
}

/** What was owed did not come: on record; the council is asked about the act, and about the leader (EMG-3, EMG-4). */
async function breach(emergency: Emergency, duty: Duty, at: string): Promise<void> {
  happen(emergency, 'breach', { duty, due: at }, at);
  await write(emergency);
  if (emergency.state.stage === 'in-force' && !isAnswered(emergency.state, 'override')) {
    const refused = await openPoll(emergency, 'override', { by: null, reason: null, at });
    if (refused !== undefined) happen(emergency, 'override-passed-over', { because: refused.code }, at);
  }
  await openRemoval(emergency, duty);
  if (emergency.journal.entries.length > 0) await write(emergency);
}

/** One removal proposal for one act at most; none against who holds no emergency authority any more (EMG-4, EMG-8). */
async function openRemoval(emergency: Emergency, duty: Duty): Promise<void> {
  if (emergency.state.removal !== null) return;
  const { actor: member } = emergency.state;
  if (!(await activities.leads({ member }))) {
    happen(emergency, 'removal-passed-over', { because: 'no leader any more', member });
    return;
  }
  const id = newId();
  happen(emergency, 'removal-opened', { id });
  await write(emergency);
  await startOpened({
    id,
    ...removalOf(emergency.state, duty),
    copy: emergency.input.charter,
    link: { relation: 'removal-of', id: emergency.state.id },
    opening: { whole: true },
  });
}
