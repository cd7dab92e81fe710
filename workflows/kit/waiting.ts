/** The one wait of a process: for an act, for what falls due by itself, for the instant of a reminder, and for news from outside. */
import { nextMark, type OwedWindow, remindersReached } from '../../rules/reminders.ts';
import { untilDue } from './alarm.ts';
import { type Dated, now, timeLeft } from './clock.ts';
import type { Process } from '../process.ts';
import { startReminding } from './reminders.ts';

/** What a process waits for. All of it is asked again whenever something has changed. */
export interface Waits<Due> {
  /** Whether the wait is over. */
  readonly isOver: () => boolean;
  /** What falls due next by itself, and at which instant. */
  readonly due: () => Due | undefined;
  /** The windows in which acts are owed: at their marks, whoever still owes one is reminded (CNF-5). */
  readonly owed: () => readonly OwedWindow[];
}

/**
 * Answers what comes next: that the wait is over, that something was noted and is to be written, what falls due, or that something outside
 * may have changed, in this order. What comes at the instant at which something falls due is refused by its validator, so nothing changes
 * once it is reached.
 */
export async function comesNext<Due extends Dated>(
  process: Process,
  waits: Waits<Due>,
): Promise<'over' | 'noted' | 'news' | Due> {
  for (;;) {
    if (waits.isOver()) return 'over';
    const { state, journal } = process;
    if (journal.entries.length > 0) return 'noted';
    const due = waits.due();
    if (due !== undefined && timeLeft(due.at) <= 0) return due;
    if (process.looking) {
      process.looking = false;
      return 'news';
    }
    const windows = waits.owed();
    const mark = nextMark(windows, process.reminded);
    if (mark !== null && timeLeft(mark) <= 0) {
      remind(process, windows);
      continue;
    }
    const stirs = (): boolean =>
      waits.isOver() || process.looking || journal.entries.length > 0 || process.state !== state;
    await untilDue(process.alarm, stirs, nearest(mark, due), `${process.kind.name}, ${state.stage}`);
  }
}

function remind(process: Process, windows: readonly OwedWindow[]): void {
  const { background, kind, state, reminded } = process;
  process.reminded = now();
  for (const reminder of remindersReached(windows, reminded, process.reminded))
    startReminding(background, { kind: kind.name, process: state.id, ...reminder });
}

const nearest = (mark: string | null, due: Dated | undefined): Dated | undefined =>
  mark !== null && (due === undefined || mark < due.at) ? { at: mark, what: 'reminder' } : due;
