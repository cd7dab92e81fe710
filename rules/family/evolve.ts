/** How the founding of a family stands after an entry of its timeline (MEM-7). */
import type { FamilyEntry } from './entries.ts';
import type { FamilyState } from './state.ts';

/** @param entry with the instant at which it happened */
export function evolve(state: FamilyState, entry: FamilyEntry): FamilyState {
  switch (entry.kind) {
    case 'continuation-of':
      return state;
    case 'proposed':
      return { ...state, accepted: [entry.facts.by], deadline: entry.facts.closes };
    case 'accepted':
      return { ...state, accepted: [...state.accepted, entry.facts.by] };
    case 'declined':
      return { ...state, declinedBy: entry.facts.by };
    case 'ended': {
      const { outcome, refused = null, to } = entry.facts;
      const continuedBy = typeof to === 'string' ? to : state.continuedBy;
      return { ...state, stage: 'ended', deadline: null, outcome, refused, endedAt: entry.at, continuedBy };
    }
  }
}
