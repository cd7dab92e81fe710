/** All that can happen as a family is founded, as its timeline tells it (MEM-7). */
import { entry, type EntryIn, instant, object, oneOf, openEntry, optional, text, texts } from '../entries.ts';
import type { Refusal } from '../refusal.ts';
import { familyOutcomes, type FamilyState } from './state.ts';

export const familyEntries = {
  'continuation-of': entry('It goes on from an interrupted one (PRO-9).', { id: text }),
  proposed: entry(
    'A member proposed to found a family with others, and has accepted by that; until an instant they may (MEM-7).',
    { by: text, family: object<FamilyState['family']>(), founders: texts, closes: instant },
  ),
  accepted: entry('A founder accepted (MEM-7).', { by: text }),
  declined: entry('A founder declined, before the last one accepted (MEM-7).', { by: text }),
  ended: openEntry(
    'It was founded, with every founder in it; or it lapsed, and why where nobody declined in time: a founder has departed or is in a family, or its id or name is taken (MEM-7).',
    { outcome: oneOf(familyOutcomes), rule: text, refused: optional(object<Refusal>()) },
  ),
};

export type FamilyEntry = EntryIn<typeof familyEntries>;
