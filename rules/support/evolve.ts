/** How support stands after what happened in it (SUP-1 to SUP-4). */
import { laterOf } from '../window.ts';
import type { SupportEntry } from './entries.ts';
import type { Danger, SupportState } from './state.ts';
import { after } from '../window.ts';

/** How many the first steps of the ladder ask: the first, the next one too; then all of them, and behind its last length peers (SUP-2). */
const askedAt: Readonly<Record<number, number>> = { 1: 1, 2: 2 };

/** Who is asked at a step: of those who were chosen, in their order, whoever is not out. */
function asking(state: SupportState): SupportState {
  const { offered, out, step } = state;
  const left = offered.filter((member) => !out.includes(member));
  return { ...state, asked: step === 0 ? [] : left.slice(0, askedAt[step] ?? left.length) };
}

/** The ladder from one step on; behind the last one nothing falls due. */
function atStep(state: SupportState, step: number, at: string): SupportState {
  const length = state.charter.support.ladder[step - 1];
  const deadline = length === undefined ? null : after(at, length);
  return asking({ ...state, stage: 'asked', step, deadline });
}

const resting = (state: SupportState, stage: 'room' | 'ended'): SupportState => ({
  ...state,
  stage,
  step: 0,
  asked: [],
  deadline: null,
});

function withDanger(state: SupportState, change: Partial<Danger>): SupportState {
  return state.danger === null ? state : { ...state, danger: { ...state.danger, ...change } };
}

const told = (state: SupportState, at: string, secondedBy: string | null): SupportState =>
  withDanger(state, { secondedBy, toldAt: at, reviewUntil: after(at, state.charter.support.review) });

/** @param entry with the instant at which it happened */
export function evolve(before: SupportState, entry: SupportEntry): SupportState {
  const { at } = entry;
  const state = { ...before, newest: laterOf(before.newest, at) };
  switch (entry.kind) {
    case 'opened':
      // Whoever asks for themselves has said yes; for another nobody is asked before theirs (SUP-1).
      return state.by === state.person ? atStep(state, 1, at) : state;
    case 'consented':
      return atStep(state, 1, at);
    case 'stepped':
      // What falls due by itself keeps nothing from being deleted.
      return { ...atStep(before, before.step + 1, at), newest: before.newest };
    case 'declined': {
      const { who } = entry.facts;
      const out = [...state.out, who];
      return who === state.supporter
        ? atStep({ ...state, out, supporter: null, takenAt: null }, 1, at)
        : asking({ ...state, out });
    }
    case 'taken':
      return resting({ ...state, supporter: entry.facts.by, takenAt: at }, 'room');
    case 'spoken':
      return state;
    case 'ended':
      return resting({ ...state, endedAt: at }, 'ended');
    case 'stated': {
      const { by, contact, seconds, ground } = entry.facts;
      // Whom it is for does not see it yet, nor that it keeps anything longer.
      return {
        ...before,
        danger: {
          by,
          contact,
          seconds,
          ground,
          statedAt: at,
          until: after(at, state.charter.support.second),
          secondedBy: null,
          toldAt: null,
          reviewUntil: null,
          review: null,
          reviewedAt: null,
          reason: null,
        },
      };
    }
    case 'seconded':
      return told(state, at, entry.facts.by);
    case 'told':
      return told(state, at, null);
    case 'reviewed': {
      const { proper, reason } = entry.facts;
      return withDanger(state, { review: proper ? 'proper' : 'improper', reviewedAt: at, reason });
    }
    case 'unreviewed':
      return withDanger(state, { review: 'unreviewed', reviewedAt: at });
  }
}
