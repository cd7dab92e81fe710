/**
 * Everything that the council's service says to members beside codes, in English: one catalogue, in ICU MessageFormat, so that another
 * language is another file with the same names. Names in braces are filled in.
 */
import { courseMessages } from './english/courses.ts';

export const english = {
  ...courseMessages,
} as const;
