/** What a text and a name may be wherever people write one: storable as UTF-8 in PostgreSQL, safe as a key and in a URL. */
import { z } from 'zod';

/** PostgreSQL stores no U+0000, and a lone surrogate has no UTF-8 form. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/**
 * A text of 1 to `most` UTF-16 code units that says something (not white space only) and that the database can hold.
 */
export function words(most: number) {
  return z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.trim() !== '', { error: 'must not be blank' })
    .refine(isStorable, { error: 'must not contain U+0000 or a lone surrogate' });
}

/**
 * A name that stands in paths, URLs and as a key of objects: 1 to 64 lower-case letters, digits, hyphens, underscores and
 * dots, beginning with a letter or digit, so that neither `..` nor `__proto__` is one; nor is `constructor`.
 */
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, {
    error:
      'must be 1 to 64 lower-case letters, digits, hyphens, underscores or dots, the first a letter or digit',
  })
  .refine((text) => text !== 'constructor', { error: 'is a name that every object already has' });
