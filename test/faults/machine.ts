/** How busy the machine is with others: the bound of ten seconds is that of a machine that has time for the council. */

/** Milliseconds of a sample's work, and between two samples. */
const sample = { work: 15, pause: 1_000 };
/** A machine busier than this proves nothing. */
const most = 12;

export interface Machine {
  /** How many times longer work took than it would have alone, at least 1, on average since an instant in milliseconds since 1970. */
  readonly slowness: (since: number) => number;
  readonly stop: () => void;
}

export function watchMachine(): Machine {
  const samples: { readonly at: number; readonly slowness: number }[] = [];
  const timer = setInterval(() => samples.push({ at: Date.now(), slowness: measure() }), sample.pause);
  timer.unref();
  return {
    slowness: (since) => {
      const known = samples.filter(({ at }) => at >= since);
      const mean = known.reduce((sum, { slowness }) => sum + slowness, 0) / Math.max(1, known.length);
      return Math.min(most, Math.max(1, mean));
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** The time that some work takes, over the processor's time that it takes. */
function measure(): number {
  const before = process.cpuUsage();
  const from = performance.now();
  let used = 0;
  while (used < sample.work) {
    for (let step = 0; step < 20_000; step += 1) used += Math.sqrt(step) * 0;
    const { user, system } = process.cpuUsage(before);
    used = (user + system) / 1_000;
  }
  return (performance.now() - from) / used;
}
