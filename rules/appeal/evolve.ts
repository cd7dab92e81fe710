/** The state of an appeal after an entry of its timeline (APP-1, APP-2). */
import type { AppealEntry } from './entries.ts';
import type { AppealState } from './state.ts';

/** @param entry with the instant at which it happened */
export function evolve(state: AppealState, entry: AppealEntry): AppealState {
  switch (entry.kind) {
    case 'continuation-of':
      return state;
    case 'lodged': {
      const { of, by: appellant, principle, reason, guardian, closes: deadline } = entry.facts;
      return { ...state, of, appellant, principle, reason, guardian, deadline };
    }
    case 'guardian-changed':
      return { ...state, guardian: entry.facts.to };
    case 'ended': {
      const { outcome, to } = entry.facts;
      const continuedBy = typeof to === 'string' ? to : state.continuedBy;
      return { ...state, stage: 'ended', deadline: null, outcome, endedAt: entry.at, continuedBy };
    }
  }
}
