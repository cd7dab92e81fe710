/** How much of the service the acts of one member take at once: some are under way, some wait, and whatever comes beyond comes again. */
import { problemError } from '../problems/problem.ts';
import type { Limits } from '../service/services.ts';

/** Does an act once it is its turn among the member's. Throws a problem `too-many-requests` where as many as may already wait. */
export type Shares = <Result>(member: string, act: () => Promise<Result>) => Promise<Result>;

/** Seconds after which a place is likely to be free again. */
const soon = '1';

export function createShares({ underWay, waiting }: Limits['acts']): Shares {
  /** Of those members only who have acts here. */
  const shares = new Map<string, { underWay: number; readonly waiting: (() => void)[] }>();
  return async (member, act) => {
    const share = shares.get(member) ?? { underWay: 0, waiting: [] };
    shares.set(member, share);
    if (share.underWay < underWay) share.underWay += 1;
    else if (share.waiting.length < waiting) await new Promise<void>((begin) => share.waiting.push(begin));
    else throw problemError('too-many-requests', { underWay, waiting }, { headers: { 'Retry-After': soon } });
    try {
      return await act();
    } finally {
      // Whoever waits has the place from here on: nobody comes in between.
      const next = share.waiting.shift();
      if (next !== undefined) next();
      else if ((share.underWay -= 1) === 0) shares.delete(member);
    }
  };
}
