/** The one place where the console reads the time: the council's, as its answers tell it, since a browser's own may be wrong. */

/** Milliseconds by which the council's clock is ahead of this machine's. */
let ahead = 0;

/** Seconds that a `Date` header leaves untold, and the way takes: less than this is no difference. */
const tolerance = 2_000;

/** Learns the council's time from the `Date` of an answer. */
export function learnTime(header: string | null): void {
  const told = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(told)) return;
  const difference = told - Date.now();
  ahead = Math.abs(difference) < tolerance ? 0 : difference;
}

/** Milliseconds since 1970, as the council counts them. */
export const now = (): number => Date.now() + ahead;
