/** What the fields of a charter are made of: windows, counts, ages, lists without repeats (CHA-2). */
import { z } from 'zod';
import { milliseconds, notationOf } from '../text/duration.ts';

/** How often something may happen or be asked for: 0 to 100, so that a decision's history stays bounded. */
export const count = z.int().min(0).max(100);

export const age = z.int().min(0).max(1000);

function duration(notations: 'ms notation or wakes' | 'ms notation') {
  return z
    .string()
    .refine(
      (text) => notationOf(text) === 'ms' || (notationOf(text) === 'wakes' && notations !== 'ms notation'),
      {
        error: `must be a duration in ${notations}, such as "24h" or "1 week"`,
        abort: true,
      },
    )
    .refine((text) => milliseconds(text, 1) > 0, {
      error: 'must be longer than nothing: null or 0 rounds switch a stage off',
    })
    .brand<'Duration'>()
    .meta({ examples: ['24h'] });
}

/** A window or limit, always positive (CHA-2). The two schemas mark every duration of the document: windows.ts finds them by it. */
export const windowSchema = duration('ms notation or wakes');
export const wakeSchema = duration('ms notation');

/** A length of the calendar, which ends at an instant that somebody says: no pace makes it shorter, so windows.ts does not find it. */
export const calendarSchema = duration('ms notation');

/** A text that windowSchema or wakeSchema has accepted. */
export type Duration = z.output<typeof windowSchema>;

export function withoutRepeats<Item extends z.ZodType>(item: Item) {
  return z.array(item).refine((items) => new Set(items).size === items.length, { error: 'names one twice' });
}
