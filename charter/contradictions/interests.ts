/** Where interests are to be declared and there is no time for it (CHA-2, GUA-2). */
import type { Finding } from '../faults/fault.ts';
import type { ReadableCharter } from './readable.ts';

/** Who declares one is recused before the first poll opens, which without a review is at once. */
export const interests = ({ charter, isOff }: ReadableCharter): readonly Finding[] =>
  charter.interests !== undefined && isOff('review')
    ? [
        {
          place: ['interests'],
          message: 'are declared before the first poll opens, and the charter has no review to do it in',
          facts: { review: null },
        },
      ]
    : [];
