/** The state of a conflict after an entry of its timeline: the workflow folds them as they happen, the verifier as they were told (CNF-1 to CNF-5, APP-1). */
import type { ConflictEntry } from './entries.ts';
import {
  arbitrationOutcomes,
  type ConflictState,
  drop,
  enterPassage,
  leavePassage,
  type Passage,
} from './state.ts';
import { acceptTerms, putTerms } from './terms.ts';
import { askGuardian, contestWord, endWord, sayNoParty } from './parties.ts';
import { earlierOf } from '../window.ts';
import { fallAsleep, wake } from './waiting.ts';

/** @param entry with the instant at which it happened */
export function evolve(state: ConflictState, entry: ConflictEntry): ConflictState {
  const { at } = entry;
  switch (entry.kind) {
    case 'opened': {
      const {
        parties: [first = [], second = []],
        what,
        remedy,
      } = entry.facts;
      return {
        ...entered(state, 'negotiation', entry.facts),
        parties: [first, second],
        what,
        remedy,
      };
    }
    case 'message':
      return { ...state, messages: counted(state.messages, entry.facts.by) };
    case 'terms-put':
      return putTerms(state, entry.facts.by, at);
    case 'terms-accepted':
      return acceptTerms(state, entry.facts.n, entry.facts.by);
    case 'impasse':
      return { ...state, impasse: [...state.impasse, entry.facts.by] };
    case 'no-party':
      return sayNoParty(state, entry.facts.by, at, entry.facts.until);
    case 'no-party-contested':
      return contestWord(state, entry.facts.member, entry.facts.by, at);
    case 'no-party-asked': {
      const { member, guardian, due } = entry.facts;
      return askGuardian(state, member, { guardian, at, due });
    }
    case 'no-party-ended': {
      const { member, party, because } = entry.facts;
      return endWord(state, member, { party, because, at });
    }
    case 'talks-held': {
      const { closes } = entry.facts;
      return { ...state, path: held(state.path, closes), deadline: closes, heldSince: state.heldSince ?? at };
    }
    case 'party-dropped':
      return drop(state, entry.facts.member);
    case 'mediation-opened':
      return { ...entered(state, 'mediation', entry.facts), mediators: bySide(entry.facts) };
    case 'mediation-passed-over': {
      const passed = entered(state, 'mediation', { opens: at, closes: at });
      const { stage } = state;
      return { ...passed, stage, mediators: bySide(entry.facts), path: leavePassage(passed.path, at) };
    }
    case 'arbitration-opened': {
      const { step, electorate } = entry.facts;
      return { ...entered(state, 'arbitration', entry.facts, step), electorate };
    }
    case 'vote-opened':
      return { ...entered(state, 'arbitration', entry.facts, 'voting'), chosen: entry.facts.chosen };
    case 'vote-closed':
      return { ...state, tally: entry.facts.tally };
    case 'guardian-resolution-opened':
      return { ...entered(state, 'guardian-resolution', entry.facts), guardian: entry.facts.guardian };
    case 'guardian-changed':
      return { ...state, guardian: entry.facts.to };
    case 'guardian-resolved': {
      const { remedy, reason } = entry.facts;
      return { ...state, resolution: { remedy, reason, at }, chosen: remedy };
    }
    case 'appeal-opened':
      return { ...entered(state, 'appeal', entry.facts), decided: entry.facts.decided };
    case 'appealed':
      return { ...state, deadline: null, appeal: { id: entry.facts.id, outcome: null } };
    case 'appeal-ended':
      return { ...state, appeal: state.appeal && { ...state.appeal, outcome: entry.facts.outcome } };
    case 'remanded-to':
      return { ...state, path: leavePassage(state.path, at), remandedTo: entry.facts.id };
    case 'referred':
      return { ...state, referred: { at, since: null, left: null, returned: null } };
    case 'waits':
      return fallAsleep(state, at, entry.facts.left);
    case 'woken':
      return wake(state, at, entry.facts);
    case 'continued-by':
      return { ...state, continuedBy: entry.facts.id };
    case 'ended': {
      const { outcome } = entry.facts;
      const decided = arbitrationOutcomes.find((one) => one === outcome) ?? state.decided;
      const path = leavePassage(state.path, at);
      return { ...state, stage: 'ended', step: null, deadline: null, path, decided, outcome, endedAt: at };
    }
    // What it begins with says these; what they tell changes nothing else.
    case 'continuation-of':
    case 'remand-of':
    case 'withdrawn':
    case 'remedies-closed':
      return state;
  }
}

/**
 * A stage or a step opens; the one before has ended with that at the latest. What belonged to it alone is over.
 * Of what was told it takes the window alone: facts that somebody else made up may have a stage among them.
 */
function entered(
  state: ConflictState,
  stage: Passage['stage'],
  { opens, closes }: Pick<Passage, 'opens' | 'closes'>,
  step: Passage['step'] = null,
): ConflictState {
  const before = leavePassage(state.path, earlierOf(state.deadline ?? opens, opens));
  const path = enterPassage(before, { stage, step, opens, closes });
  return { ...state, stage, step, path, deadline: closes, impasse: [], heldSince: null };
}

const held = (path: ConflictState['path'], closes: string): ConflictState['path'] =>
  path.map((passage, place) => (place === path.length - 1 ? { ...passage, closes } : passage));

const bySide = ({ mediators: [first = 0, second = 0] }: { readonly mediators: readonly number[] }) =>
  [first, second] as const;

function counted(messages: ConflictState['messages'], by: string): ConflictState['messages'] {
  const before = messages.find((one) => one.by === by)?.count ?? 0;
  return [...messages.filter((one) => one.by !== by), { by, count: before + 1 }];
}
