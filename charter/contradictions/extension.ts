/** Where an extended vote would ask for more than the vote that missed its quorum (CHA-2, PRO-8). */
import { moreThan } from '../../rules/polls/share.ts';
import type { Finding } from '../faults/fault.ts';
import type { QuorumText } from '../shares.ts';
import { quorumVotes } from '../thresholds.ts';
import { entries, type Readable, type ReadableCharter, tierNumber } from './readable.ts';

/** A second meeting is for what the first could not decide: there is one, and it asks no more of any category than the first. */
export function extension({ charter, isOff }: ReadableCharter): readonly Finding[] {
  if (isOff('voting', 'extension')) return [];
  const place = ['voting', 'extension'];
  if (charter.voting?.extensions === 0)
    return [{ place, message: 'is of an extension, and there is none', facts: { extensions: 0 } }];
  const second = charter.voting?.extension?.quorum;
  if (second === undefined || second === null) return [];
  const categories = entries(charter.categories).filter(([, { tier: name = '', quorum }]) => {
    if ((tierNumber(charter, name) ?? 1) === 1) return false;
    const first = quorum === undefined ? charter.tiers?.[name]?.quorum : quorum;
    return first !== undefined && first !== null && asksMore(second, first);
  });
  return categories.length === 0
    ? []
    : [
        {
          place: [...place, 'quorum'],
          message: 'asks for more than the quorum that was missed',
          facts: { categories: categories.map(([name]) => name) },
        },
      ];
}

/** Of another share the greater; of the same, the strict one, or more votes besides; and fewer kinds of votes count for less. */
function asksMore(one: Readable<QuorumText>, other: Readable<QuorumText>): boolean {
  const [num, den, otherNum, otherDen] = [one.num, one.den, other.num, other.den];
  if (num === undefined || den === undefined || otherNum === undefined || otherDen === undefined)
    return false;
  const rank = ({ of = 'participating' }: Readable<QuorumText>) => quorumVotes.indexOf(of);
  if (rank(one) > rank(other)) return true;
  const isSame = BigInt(num) * BigInt(otherDen) === BigInt(otherNum) * BigInt(den);
  if (!isSame) return moreThan({ num: otherNum, den: otherDen }, num, den);
  return (one.strict === true && other.strict !== true) || (one.least ?? 0) > (other.least ?? 0);
}
