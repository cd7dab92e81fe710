/** What says nothing: a text in which nobody can see anything counts as none (PRO-2, CON-2). */

/**
 * What leaves no mark: white space and other separators, controls, what Unicode says to show as nothing (Default_Ignorable_Code_Point:
 * U+200B, U+2060, U+00AD, fillers, variation selectors, …), and the empty Braille pattern.
 */
const invisible = /^[\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u2800]*$/u;

/** Whether a text is missing: there is none, or it has no character that can be seen. */
export const isBlank = (text: string | null | undefined): boolean =>
  text === null || text === undefined || invisible.test(text);

/** A text, or null where it says nothing. */
export const saidIn = (text: string | null | undefined): string | null =>
  text === null || text === undefined || isBlank(text) ? null : text;
