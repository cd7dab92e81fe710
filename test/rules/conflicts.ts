/** Conflicts as they may stand, with instants in hours after the opening: carl against dora and emil. */
import type { ConflictState, NoParty, Passage } from '../../rules/conflict/state.ts';
import { conflictState } from '../support/states.ts';

export const hour = 3_600_000;
export const at = (hours: number): string =>
  new Date(Date.parse('2026-03-02T09:00:00.000Z') + hours * hour).toISOString();

export const quarrel = (more: Partial<ConflictState> = {}): ConflictState =>
  conflictState({ parties: [['carl'], ['dora', 'emil']], deadline: at(24), ...more });
export const passage = (
  stage: Passage['stage'],
  opens: number,
  closes: number | null,
  ended: number | null = null,
) => ({
  stage,
  step: null,
  opens: at(opens),
  closes: closes === null ? null : at(closes),
  ended: ended === null ? null : at(ended),
});
export const negotiating = (more: Partial<ConflictState> = {}): ConflictState =>
  quarrel({ path: [passage('negotiation', 0, 24)], ...more });
export const word = (member: string, more: Partial<NoParty> = {}): NoParty => ({
  member,
  at: at(1),
  until: at(24),
  contests: [],
  guardian: null,
  asked: null,
  due: at(24),
  ended: null,
  ...more,
});
