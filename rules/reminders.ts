/** Reminders: at half and at nine tenths of every window, those who still owe an act in it are told that it is due soon (CNF-5, DEL-3). */
import type { OwedAct } from './audience.ts';

/** The window in which an act is owed; instants are ISO 8601, UTC. */
export interface OwedWindow {
  readonly act: OwedAct;
  readonly opens: string;
  readonly due: string;
}

export interface Reminder extends OwedWindow {
  /** The instant that it is for. */
  readonly mark: string;
}

/** Half and nine tenths of a window, to the millisecond; of one shorter than ten milliseconds the second is its close. */
export function marksOf(opens: string, closes: string): readonly [half: string, nineTenths: string] {
  const [from, until] = [Date.parse(opens), Date.parse(closes)];
  const before = (part: number): string => new Date(until - Math.floor((until - from) / part)).toISOString();
  return [before(2), before(10)];
}

/** The first mark of these windows after an instant; null where there is none. */
export function nextMark(windows: readonly OwedWindow[], after: string): string | null {
  const marks = windows.flatMap(({ opens, due }) => marksOf(opens, due).filter((mark) => mark < due));
  return marks.filter((mark) => mark > after).toSorted()[0] ?? null;
}

/**
 * The reminders whose mark lies after `after` and is reached at `at`: the last of each window that is not over, so that a machine that
 * was away does not remind twice at once.
 */
export function remindersReached(windows: readonly OwedWindow[], after: string, at: string): Reminder[] {
  return windows.flatMap((window) => {
    const reached = marksOf(window.opens, window.due).filter((mark) => mark > after && mark <= at);
    const mark = at < window.due ? reached.at(-1) : undefined;
    return mark === undefined ? [] : [{ ...window, mark }];
  });
}
