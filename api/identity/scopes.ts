/** What a personal access token may be used for: its scopes narrow what the roles of its member give (AUT-1), and never widen it. */

/**
 * - `read`: every GET, and marking a notice as read.
 * - `speak`: words that bind nobody: statements, and messages in the room of a conflict.
 * - `vote`: what a poll counts: preferences, positions, ballots.
 * - `act`: every other act.
 */
export const scopes = ['read', 'speak', 'vote', 'act'] as const;
export type Scope = (typeof scopes)[number];
