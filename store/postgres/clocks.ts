/** Whether the clocks agree by which windows run: Temporal's, which opens and ends them, and the database's, which times answers (VOT-6). */

/** Milliseconds that Temporal's clock and the database's may be apart where a window opens or an answer is timed. */
const mostApart = 1_000;

/** Half of the milliseconds that reading a clock may take: what it says may be wrong by as much. */
const mostError = 250;

/** A reading that took too long is taken again, so often in all. */
const mostReadings = 5;

/** Milliseconds until the next comparison: where they agree, and where they differ or could not be compared. */
const pauses = { agreed: 60_000, otherwise: 5_000 };

/** Asks a clock: milliseconds since 1970, UTC, at some instant between the call and its answer. */
export type Reading = () => Promise<number>;

/** A clock against the process's own: milliseconds ahead of it (behind: below zero), give or take `error`. */
export interface Offset {
  readonly ahead: number;
  readonly error: number;
}

/** Both as they were read side by side. */
export interface Comparison {
  readonly database: Offset;
  readonly temporal: Offset;
}

export type ClockName = 'database' | 'temporal' | 'process';

/** One clock more than a second behind another. */
export interface ClockDifference {
  readonly behind: ClockName;
  readonly of: ClockName;
  readonly milliseconds: number;
}

/** @param ahead milliseconds that `one` is ahead of `other`; undefined is answered where they are near enough */
function apart(one: ClockName, other: ClockName, ahead: number): ClockDifference | undefined {
  const milliseconds = Math.abs(Math.round(ahead));
  if (milliseconds <= mostApart) return undefined;
  return ahead < 0 ? { behind: one, of: other, milliseconds } : { behind: other, of: one, milliseconds };
}

/** What keeps windows from opening; undefined where the two agree, and before the first comparison. */
export function clocksApart(comparison: Comparison | undefined): ClockDifference | undefined {
  if (comparison === undefined) return undefined;
  const { database, temporal } = comparison;
  return apart('database', 'temporal', database.ahead - temporal.ahead);
}

/** A window that is open by Temporal's clock (`opens`) and far from it by the database's (`at`); both ISO 8601, UTC. */
export function behindOpening(opens: string, at: string): ClockDifference | undefined {
  const ahead = Date.parse(at) - Date.parse(opens);
  return ahead < 0 ? apart('database', 'temporal', ahead) : undefined;
}

const names: Readonly<Record<ClockName, string>> = {
  database: 'the database',
  temporal: 'Temporal',
  process: 'this process',
};

/** The difference as a problem's facts have it. */
export const clockFacts = ({ behind, of, milliseconds }: ClockDifference) => ({
  part: ['clocks'],
  behind: names[behind],
  of: names[of],
  seconds: milliseconds / 1_000,
});

/** The difference in words. */
export function sayDifference(difference: ClockDifference): string {
  const { behind, of, seconds } = clockFacts(difference);
  return `the clock of ${behind} is ${seconds} s behind that of ${of}`;
}

interface ClocksDiffer extends Error {
  readonly difference: ClockDifference;
}

const name = 'ClocksDiffer';

/** What is thrown where nothing can be timed by both clocks. */
export const clocksDiffer = (difference: ClockDifference): ClocksDiffer =>
  Object.assign(new Error(sayDifference(difference)), { name, difference });

export const isClocksDiffer = (error: unknown): error is ClocksDiffer =>
  error instanceof Error && error.name === name && 'difference' in error;

/** The clocks to compare, handed in. */
export interface Clocks {
  /** The process's own, the go-between: milliseconds since 1970. */
  readonly own: () => number;
  readonly database: Reading;
  readonly temporal: Reading;
}

/** @throws what a reading throws, or an error where each took too long */
export async function compareClocks({ own, database, temporal }: Clocks): Promise<Comparison> {
  const [one, other] = await Promise.all([
    offsetFrom(own, 'database', database),
    offsetFrom(own, 'temporal', temporal),
  ]);
  return { database: one, temporal: other };
}

/** The clock was read at an unknown instant of the reading: half of its length is the error. */
async function offsetFrom(own: Clocks['own'], clock: ClockName, read: Reading): Promise<Offset> {
  for (let readings = 1; ; readings += 1) {
    const before = own();
    const at = await read();
    const error = (own() - before) / 2;
    // Below zero: the process's own clock was set meanwhile.
    if (error >= 0 && error <= mostError) return { ahead: at - before - error, error };
    if (readings === mostReadings)
      throw new Error(`reading the clock of ${names[clock]} took ${2 * error} ms`);
  }
}

export interface ClockWatch {
  /** The last comparison that succeeded; undefined before the first. */
  readonly latest: () => Comparison | undefined;
}

export interface RunningClockWatch extends ClockWatch {
  /** Resolves once the clocks were compared, or could not be. */
  readonly first: Promise<void>;
  readonly stop: () => void;
}

/** Compares the clocks now and each minute, every five seconds while they differ; tells when what is to be told changes. */
export function watchClocks({
  log,
  ...clocks
}: Clocks & {
  readonly log: { readonly info: (line: string) => void; readonly warn: (line: string) => void };
}): RunningClockWatch {
  let latest: Comparison | undefined;
  let told: string | undefined;
  let next: NodeJS.Timeout | undefined;
  let stopped = false;
  const tell = (subject: string, line: string): void => {
    if (subject !== told) (subject === agreed ? log.info : log.warn).call(log, line);
    told = subject;
  };
  const round = async (): Promise<void> => {
    try {
      latest = await compareClocks(clocks);
      if (!stopped) tellOf(latest, tell);
    } catch (error) {
      if (!stopped) tell('unknown', `the clocks cannot be compared: ${(error as Error).message}`);
    }
    if (stopped) return;
    next = setTimeout(() => void round(), told === agreed ? pauses.agreed : pauses.otherwise).unref();
  };
  return {
    latest: () => latest,
    first: round(),
    stop: () => {
      stopped = true;
      clearTimeout(next);
    },
  };
}

const agreed = 'agreed';

function tellOf(comparison: Comparison, tell: (subject: string, line: string) => void): void {
  const differences = [
    clocksApart(comparison),
    apart('process', 'temporal', -comparison.temporal.ahead),
  ].filter((difference) => difference !== undefined);
  if (differences.length === 0)
    return tell(agreed, 'the clocks of the database, Temporal and this process agree');
  const subject = differences.map(({ behind, of }) => `${behind} ${of}`).join();
  const stops = clocksApart(comparison) === undefined ? '' : ': no window opens until they agree within 1 s';
  tell(subject, `${differences.map(sayDifference).join(', and ')}${stops}`);
}
