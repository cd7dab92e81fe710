/** What can be written as bytes. */

/** Whether a text can be written as UTF-8: it has no lone surrogate. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
