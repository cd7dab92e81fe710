/** The state of restorative work after an entry of its timeline: the workflow folds them as they happen, the verifier as they were told (RST-1 to RST-4). */
import { after, laterOf } from '../window.ts';
import type { RestorativeEntry } from './entries.ts';
import {
  between,
  type Check,
  hasEmptySide,
  isKept,
  namedByAll,
  openCheck,
  present,
  type RestorativeStage,
  type RestorativeState,
} from './state.ts';
import { next } from './step.ts';

/** @param entry with the instant at which it happened */
export function evolve(state: RestorativeState, entry: RestorativeEntry): RestorativeState {
  const after = changed(state, entry);
  return after.stage === 'follow-up' ? { ...after, deadline: next(after)?.at ?? null } : after;
}

function changed(state: RestorativeState, { at, ...entry }: RestorativeEntry): RestorativeState {
  const { restorative } = state.charter;
  switch (entry.kind) {
    case 'continuation-of':
      return state;
    case 'opened': {
      const { by, closes } = entry.facts;
      return { ...state, acceptedBy: between(state).filter((one) => one === by), deadline: closes };
    }
    case 'referral-answered': {
      const { by, accept } = entry.facts;
      if (!accept) return ends(state, 'declined');
      const acceptedBy = [...state.acceptedBy, by];
      const isByAll = between(state).every((one) => acceptedBy.includes(one));
      return isByAll
        ? enters({ ...state, acceptedBy }, 'preparation', after(at, restorative.prepare))
        : { ...state, acceptedBy };
    }
    case 'facilitator-named': {
      const { by, member } = entry.facts;
      const named = [...state.named.filter((one) => one.by !== by), { by, member }];
      const facilitator = namedByAll({ ...state, named }) ?? state.facilitator;
      return { ...state, named, facilitator };
    }
    case 'ready':
      return enters(state, 'circle', after(at, restorative.circles.within));
    case 'not-ready':
    case 'stopped':
    case 'left':
      return ends(state, 'returned');
    case 'circle-held': {
      const { n, held, present: there, another } = entry.facts;
      const circles = [...state.circles, { n, at: held, present: there }];
      const met = { ...state, circles, circlesLeft: state.circlesLeft - 1, put: null };
      return another
        ? enters(met, 'circle', after(at, restorative.circles.within))
        : enters(met, 'agreement', after(at, restorative.agree));
    }
    case 'plan-put': {
      const { n, by, obligations, closes } = entry.facts;
      const acceptedBy = between(state).filter((one) => one === by);
      return { ...state, put: { n, by, obligations, acceptedBy, closes }, putBy: [...state.putBy, by] };
    }
    case 'plan-accepted': {
      const { put } = state;
      if (put === null) return state;
      return { ...state, put: { ...put, acceptedBy: [...put.acceptedBy, entry.facts.by] } };
    }
    case 'agreed': {
      const checks = restorative.checks.map((length, place): Check => ({
        n: place + 1,
        opens: after(at, length),
        closes: null,
        answers: [],
        over: false,
      }));
      const plan = { id: entry.facts.id, outcome: null };
      return { ...enters(state, 'follow-up', null), plan, checks, agreedAt: at };
    }
    case 'check-opened': {
      const { n, closes } = entry.facts;
      return ofCheck(state, n, (check) => ({ ...check, closes }));
    }
    case 'check-answered': {
      const { n, by, kept } = entry.facts;
      const said = ofCheck(state, n, (check) => ({ ...check, answers: [...check.answers, { by, kept }] }));
      if (kept === 'not' && state.harmed.includes(by)) return failed(said, at);
      return isAnswered(said) ? checked(said, n, at) : said;
    }
    case 'check-over':
      return checked(state, entry.facts.n, at);
    case 'plan-ended': {
      const { outcome } = entry.facts;
      const ended = { ...state, plan: state.plan && { ...state.plan, outcome } };
      return outcome === 'broken' && state.stage === 'follow-up' ? failed(ended, at) : ended;
    }
    case 'departed':
      return departed(state, entry.facts.member, at);
    case 'ended': {
      const { outcome, to } = entry.facts;
      const continuedBy = typeof to === 'string' ? to : state.continuedBy;
      const endedIn = state.stage === 'ended' ? state.endedIn : state.stage;
      return { ...state, stage: 'ended', outcome, endedIn, deadline: null, endedAt: at, continuedBy };
    }
  }
}

const ends = (state: RestorativeState, over: NonNullable<RestorativeState['over']>): RestorativeState => ({
  ...state,
  over,
});

const enters = (
  state: RestorativeState,
  stage: RestorativeStage,
  deadline: string | null,
): RestorativeState => ({ ...state, stage, deadline });

const ofCheck = (state: RestorativeState, n: number, change: (check: Check) => Check): RestorativeState => ({
  ...state,
  checks: state.checks.map((check) => (check.n === n ? change(check) : check)),
});

/** Whether everybody whose word is waited for has said it. */
function isAnswered(state: RestorativeState): boolean {
  const answered = openCheck(state)?.answers.map(({ by }) => by) ?? [];
  return present(state).every((member) => answered.includes(member));
}

/** A check is over, and the next one comes after it; after the last it is kept, or it returns (RST-4). */
function checked(before: RestorativeState, n: number, at: string): RestorativeState {
  const over = ofCheck(before, n, (check) => ({ ...check, over: true }));
  const state = ofCheck(over, n + 1, (check) => ({ ...check, opens: laterOf(check.opens, at) }));
  if (state.checks.some(({ over }) => !over)) return state;
  return ends(state, isKept(state) ? 'completed' : 'returned');
}

/** It was not kept: for once there is one more circle. The plan holds until another takes its place, so that nobody loses by saying so (RST-4). */
function failed(state: RestorativeState, at: string): RestorativeState {
  const failures = state.failures + 1;
  const without = { ...state, failures, checks: [], put: null };
  if (failures > 1) return ends(without, 'returned');
  const closes = after(at, state.charter.restorative.circles.within);
  return enters({ ...without, circlesLeft: 1 }, 'circle', closes);
}

/** Whoever has departed accepts nothing more; once it is agreed on, it goes on between those who are left (MEM-2). */
function departed(before: RestorativeState, member: string, at: string): RestorativeState {
  const state = { ...before, departed: [...before.departed, member] };
  if (member === state.facilitator) return { ...state, facilitator: null };
  if (state.stage === 'referred') return ends(state, 'declined');
  if (state.stage !== 'follow-up' || hasEmptySide(state)) return ends(state, 'returned');
  const open = openCheck(state);
  return open !== undefined && isAnswered(state) ? checked(state, open.n, at) : state;
}
