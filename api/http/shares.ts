/** How much of the service the acts of one member take at once: some are under way, some wait, and whatever comes beyond comes again. */
import pLimit, { type LimitFunction } from 'p-limit';
import { problemError } from '../problems/problem.ts';
import type { Limits } from '../service/services.ts';

/** Does an act once it is its turn among the member's. Throws a problem `too-many-requests` where as many as may already wait. */
export type Shares = <Result>(member: string, act: () => Promise<Result>) => Promise<Result>;

/** Seconds after which a place is likely to be free again. */
const soon = '1';

export function createShares({ underWay, waiting }: Limits['acts']): Shares {
  /** Of those members only who have acts here. */
  const shares = new Map<string, { readonly inTurn: LimitFunction; acts: number }>();
  return async (member, act) => {
    const share = shares.get(member) ?? { inTurn: pLimit(underWay), acts: 0 };
    if (share.acts >= underWay + waiting)
      throw problemError('too-many-requests', { underWay, waiting }, { headers: { 'Retry-After': soon } });
    shares.set(member, share);
    share.acts += 1;
    try {
      return await share.inTurn(act);
    } finally {
      share.acts -= 1;
      if (share.acts === 0) shares.delete(member);
    }
  };
}
