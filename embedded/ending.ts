/** How a process that runs a council ends: at a signal, with its parent, or because something died; the first reason counts. */

/** Ctrl-C reaches this process from the terminal and again through npm: what follows within a second is the same one. */
const SAME_SIGNAL = 1_000;
/** Milliseconds between looks at whether the parent still runs. */
const PARENT_LOOK = 500;

export interface Ending {
  /** Aborted when it ends. */
  readonly signal: AbortSignal;
  /**
   * The first call decides.
   * @param code of the process
   * @param reason said on standard error
   * @param died whether a part that others stand on has ended by itself
   */
  readonly end: (code: number, reason?: string, died?: boolean) => void;
  /** Undefined while it runs. */
  readonly ended: () => { readonly code: number; readonly died: boolean } | undefined;
}

/**
 * Listens to the signals of this process; a second Ctrl-C ends it at once.
 * @param name in sentences
 * @param described an error that nobody caught, in words
 */
export function openEnding(
  name: string,
  described: (error: unknown) => string,
  { throughNpm }: { readonly throughNpm: boolean },
): Ending {
  const broken = new AbortController();
  let ended: { readonly code: number; readonly died: boolean } | undefined;
  const end: Ending['end'] = (code, reason, died = false) => {
    if (ended !== undefined) return;
    ended = { code, died };
    if (reason !== undefined) console.error(`\n${reason}`);
    broken.abort();
  };
  let forces = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (forces) process.exit(1);
      if (ended !== undefined) return;
      end(0);
      setTimeout(() => (forces = true), SAME_SIGNAL).unref();
    });
  const unexpected = (error: unknown): void => end(1, `${name} stops: ${described(error)}`);
  process.on('uncaughtException', unexpected);
  process.on('unhandledRejection', unexpected);
  // A terminal that was closed takes no more output; what stops must not fail by it.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  if (throughNpm) endWithParent(() => end(0));
  return { signal: broken.signal, end, ended: () => ended };
}

/**
 * npm passes a SIGTERM on to the shell between it and this process, and not every shell passes it further: where npm started this
 * process, it ends with its parent.
 */
function endWithParent(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, PARENT_LOOK).unref();
}
