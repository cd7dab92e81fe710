/** What a text and a name may be wherever people write one: every field of words is made of `text` or `line`. */
import { z } from 'zod';
import { isBlank } from '../../rules/blank.ts';
import { characterFault } from './characters.ts';

/** A text of several lines, of at most so many characters (Unicode code points). It may say nothing: where it is needed, it is missing then (PRO-2). */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .superRefine(characters({ oneLine: false }));

/** The same on one line: a title, a name. */
export const line = (most: number) =>
  z
    .string()
    .max(most)
    .superRefine(characters({ oneLine: true }));

/** A text of 1 to `most` characters that says something: some character of it can be seen. */
export const words = (most: number) => visible(text(most));

/** The same on one line. */
export const label = (most: number) => visible(line(most));

function characters(lines: { readonly oneLine: boolean }) {
  return (given: string, context: z.RefinementCtx<string>): void => {
    const fault = characterFault(given, lines);
    if (fault !== undefined)
      context.addIssue({ code: 'custom', message: fault.message, params: fault.facts });
  };
}

const visible = (schema: z.ZodString) =>
  schema.min(1).refine((given) => !isBlank(given), { error: 'must not be blank' });

/** The form of a `slug`, as a regular expression writes it. */
export const slugForm = '[a-z0-9][a-z0-9._-]{0,63}';

/**
 * A name that stands in paths, URLs and as a key of objects: 1 to 64 lower-case letters, digits, hyphens, underscores and
 * dots, beginning with a letter or digit, so that neither `..` nor `__proto__` is one; nor is `constructor`.
 */
export const slug = z
  .string()
  .regex(new RegExp(`^${slugForm}$`), {
    error:
      'must be 1 to 64 lower-case letters, digits, hyphens, underscores or dots, the first a letter or digit',
  })
  .refine((given) => given !== 'constructor', { error: 'is a name that every object already has' });
