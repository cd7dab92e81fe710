/** How much a proposal names beside its text (PRO-2). */

/** Bytes of one file. */
export const longestAttachment = 5 * 1024 * 1024;
/** Files that one text names. */
export const mostAttachments = 10;
/** Pages that it refers to. */
export const mostReferences = 20;
