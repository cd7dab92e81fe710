/** Where a charter asks for majorities of parts that nobody can tell apart (CHA-2, VOT-1). */
import type { Finding } from '../faults/fault.ts';
import { valueAt, type Place } from '../text/places.ts';
import { entries, type ReadableCharter, tierNumber } from './readable.ts';
import { polls } from './thresholds.ts';

/** Everything that a charter's majorities of parts contradict: a family has one family, seats are nobody's, and only tiers and categories have them. */
export function parts({ charter }: ReadableCharter): readonly Finding[] {
  const deciding = [
    ...entries(charter.tiers).map(([name, { tier }]) => ({ place: ['tiers', name], tier, above: undefined })),
    ...entries(charter.categories).map(([name, { tier }]) => ({
      place: ['categories', name],
      tier: tierNumber(charter, tier),
      above: ['tiers', tier ?? ''],
    })),
  ];
  const found = deciding.flatMap(({ place, tier, above }) => {
    const asked = (part: Place, from: Place = place) => valueAt(charter, [...from, 'threshold', ...part]);
    if (asked(['parts']) === undefined) return [];
    // A category keeps the base of its tier.
    const base = asked(['of']) ?? (above === undefined ? undefined : asked(['of'], above));
    return [
      ...(tier === 2 && asked(['parts', 'by']) === 'family'
        ? [finding([...place, 'threshold', 'parts', 'by'], 'is family, and one family decides', { tier })]
        : []),
      ...(base === 'seats'
        ? [
            finding(
              [...place, 'threshold', 'parts'],
              'are of seats, and nobody says whose the vacant ones are',
            ),
          ]
        : []),
    ];
  });
  return [
    ...found,
    ...polls
      .filter((place) => valueAt(charter, [...place, 'parts']) !== undefined)
      .map((place) => finding([...place, 'parts'], 'are asked for, which only tiers and categories have')),
  ];
}

const finding = (place: Place, message: string, facts?: Record<string, unknown>): Finding => ({
  place,
  message,
  ...(facts === undefined ? {} : { facts }),
});
