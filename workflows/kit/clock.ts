/** The workflow's clock: the server's time of the task at hand, the same at every replay. */
import { condition, uuid4 } from '@temporalio/workflow';
import { shown } from '../messages.ts';

/** The instant now, ISO 8601 UTC, to the millisecond. */
export const now = (): string => new Date(Date.now()).toISOString();

/** A version 7 UUID of this instant, the same at every replay: ids of decisions grow with time. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${uuid4().slice(15)}`;
}

/** Milliseconds until an instant; 0 or below once it is reached. */
export const timeLeft = (instant: string): number => Date.parse(instant) - Date.now();

/** Whether a deadline is reached: what comes at it is late (PRO-10). */
export const isOver = (deadline: string | null): boolean => deadline !== null && timeLeft(deadline) <= 0;

/** What falls due: its instant, ISO 8601 UTC, and what it is, in a word. */
export interface Dated {
  readonly at: string;
  readonly what: string;
}

/**
 * Waits until something holds, or an instant is reached.
 * @param where what Temporal's page says beside what falls due: never a member's words
 * @returns whether it holds
 */
export const until = (holds: () => boolean, due: Dated, where: string): Promise<boolean> =>
  condition(holds, timeLeft(due.at), { summary: shown(`${where}: ${due.what}`) });
