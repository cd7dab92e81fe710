/** The timer of a process: it stands while the same thing falls due next, so that an act in between neither ends it nor starts another. */
import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';
import { shown } from '../messages.ts';
import { type Dated, timeLeft } from './clock.ts';

/** A timer that was started, and what for. */
interface Standing {
  readonly at: string;
  readonly summary: string;
  readonly scope: CancellationScope;
  hasFired: boolean;
}

export interface Alarm {
  standing: Standing | null;
}

export const noAlarm = (): Alarm => ({ standing: null });

/**
 * Waits until something holds, or an instant is reached.
 * @param where what Temporal's page says beside what falls due: never a member's words
 */
export async function untilDue(
  alarm: Alarm,
  holds: () => boolean,
  due: Dated | undefined,
  where: string,
): Promise<void> {
  set(alarm, due, where);
  await condition(() => holds() || alarm.standing?.hasFired === true);
}

function set(alarm: Alarm, due: Dated | undefined, where: string): void {
  const { standing } = alarm;
  const summary = due === undefined ? '' : `${where}: ${due.what}`;
  const stands = standing !== null && standing.at === due?.at && standing.summary === summary;
  if (stands && !standing.hasFired) return;
  standing?.scope.cancel();
  alarm.standing = due === undefined ? null : start(due.at, summary);
}

function start(at: string, summary: string): Standing {
  const standing: Standing = { at, summary, scope: new CancellationScope(), hasFired: false };
  void standing.scope
    .run(() => sleep(timeLeft(at), { summary: shown(summary) }))
    .then(
      () => {
        standing.hasFired = true;
      },
      (error: unknown) => {
        if (!isCancellation(error)) throw error;
      },
    );
  return standing;
}
