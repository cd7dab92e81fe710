/** Where a proposal needs more alternatives than it has room for (CHA-2, PRO-2). */
import { usualAlternatives } from '../../rules/proposal/options.ts';
import type { Finding } from '../faults/fault.ts';
import type { ReadableCharter } from './readable.ts';

/** Nothing could be submitted under such a charter. */
export function alternatives({ charter, isOff }: ReadableCharter): readonly Finding[] {
  const least = charter.alternatives?.least;
  const most = isOff('alternatives', 'most') ? usualAlternatives : charter.alternatives?.most;
  return least === undefined || most === undefined || least <= most
    ? []
    : [
        {
          place: ['alternatives', 'least'],
          message: 'is more alternatives than a proposal may have',
          facts: { least, most },
        },
      ];
}
