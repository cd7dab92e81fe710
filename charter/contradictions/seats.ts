/** Where a charter asks for seats that no tier has, or for more votes than it has seats (CHA-2, VOT-1, TIE-4). */
import type { Finding } from '../faults/fault.ts';
import { valueAt, type Place } from '../text/places.ts';
import { entries, type ReadableCharter, tierNumber } from './readable.ts';
import { polls } from './thresholds.ts';

/** Everything that a charter's seats contradict: only the council has a number of them, and whatever counts in seats is of a tier that says it. */
export function seats(view: ReadableCharter): readonly Finding[] {
  const { charter } = view;
  const tiers = entries(charter.tiers).flatMap(([name, tier]) => {
    const place = ['tiers', name];
    const isMisplaced = tier.tier !== undefined && tier.tier !== 3 && !view.isOff(...place, 'seats');
    return [
      ...(isMisplaced
        ? [
            {
              place: [...place, 'seats'],
              message: `has no place in tier ${tier.tier}`,
              facts: { tier: tier.tier },
            },
          ]
        : []),
      ...(tier.tier === 1 ? [] : ofSeats(view, place, name)),
    ];
  });
  const categories = entries(charter.categories).flatMap(([name, { tier = '' }]) =>
    (tierNumber(charter, tier) ?? 1) === 1 ? [] : ofSeats(view, ['categories', name], tier),
  );
  return [
    ...tiers,
    ...categories,
    ...polls
      .filter((place) => valueAt(charter, [...place, 'of']) === 'seats')
      .map((place) => ({ place: [...place, 'of'], message: 'is seats, which only a tier has' })),
  ];
}

/** What a tier, or a category of it, says of seats in its threshold and its quorum. */
function ofSeats({ charter, isOff }: ReadableCharter, place: Place, tier: string): readonly Finding[] {
  const number = valueAt(charter, ['tiers', tier, 'seats']);
  if (typeof number !== 'number') {
    const isSaid =
      !isOff('tiers', tier, 'seats') || valueAt(charter, [...place, 'threshold', 'of']) !== 'seats';
    const message = 'is seats, and the tier does not say how many there are';
    return isSaid ? [] : [{ place: [...place, 'threshold', 'of'], message, facts: { tier } }];
  }
  return ['threshold', 'quorum'].flatMap((part) => {
    const least = valueAt(charter, [...place, part, 'least']);
    return typeof least === 'number' && least > number
      ? [
          {
            place: [...place, part, 'least'],
            message: 'is more than there are seats',
            facts: { least, seats: number },
          },
        ]
      : [];
  });
}
