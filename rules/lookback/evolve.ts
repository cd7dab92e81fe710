/** How a look back stands after an entry of its timeline (PRO-14). */
import type { LookbackEntry } from './entries.ts';
import type { LookbackState } from './state.ts';

/** @param entry with the instant at which it happened */
export function evolve(state: LookbackState, entry: LookbackEntry): LookbackState {
  switch (entry.kind) {
    case 'continuation-of':
      return state;
    case 'planned':
      return { ...state, of: entry.facts.of, deadline: entry.facts.opens };
    case 'looking-back-opened':
      return { ...state, stage: 'looking-back', asked: entry.facts.asked, deadline: entry.facts.closes };
    case 'answered':
      return { ...state, answers: { ...state.answers, [entry.facts.by]: entry.facts.answer } };
    case 'ended': {
      const { outcome, to } = entry.facts;
      const continuedBy = typeof to === 'string' ? to : state.continuedBy;
      return { ...state, stage: 'ended', deadline: null, outcome, endedAt: entry.at, continuedBy };
    }
  }
}
