/** What a personal access token may be used for: its scopes narrow what the roles of its member give (AUT-1), and never widen it. */

/**
 * - `read`: every GET, and marking a notice as read.
 * - `speak`: words that bind nobody: statements, and messages in the room of a conflict.
 * - `vote`: what a poll counts: preferences, positions, ballots.
 * - `act`: every other act.
 */
export const scopes = ['read', 'speak', 'vote', 'act'] as const;
export type Scope = (typeof scopes)[number];

/** Of a route: what says which scope it needs. */
export interface Needing {
  readonly method: string;
  readonly scope?: Scope | 'none';
}

/** The scope that a token needs for a route; `none`: no token suffices, only a session or a token of an identity provider. */
export const scopeOf = ({ method, scope }: Needing): Scope | 'none' =>
  scope ?? (method === 'get' ? 'read' : 'act');
