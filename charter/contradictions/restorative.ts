/** Restorative work fits together: each check comes after the one before, and what is agreed on can begin as a plan of repair (RST-3, RST-4). */
import type { Finding } from '../faults/fault.ts';
import { lengthOf } from './lengths.ts';
import type { ReadableCharter } from './readable.ts';

export function restorative({ charter, isOff }: ReadableCharter): readonly Finding[] {
  if (isOff('restorative')) return [];
  const checks = (charter.restorative?.checks ?? []).map((check) => lengthOf(charter, check));
  const place = checks.findIndex((check, at) => at > 0 && check !== null && check <= (checks[at - 1] ?? 0));
  return [
    ...(isOff('repairs')
      ? [{ place: ['restorative'], message: 'is on without repairs, as which an agreement begins' }]
      : []),
    ...(place < 0
      ? []
      : [
          {
            place: ['restorative', 'checks', place],
            message: 'does not come after the one before',
            facts: { found: charter.restorative?.checks?.[place] },
          },
        ]),
  ];
}
