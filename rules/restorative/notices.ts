/** Whom each entry of restorative work concerns, and who owes what in it: nobody but who is in it (RST-1 to RST-4, CNF-5, AUT-2). */
import { type Audience, type Notification, type OwedAct, owing, people, telling } from '../audience.ts';
import type { OwedWindow } from '../reminders.ts';
import type { RestorativeEntry } from './entries.ts';
import { openCheck, peopleIn, present, type RestorativeState } from './state.ts';

const everyone = (state: RestorativeState): readonly Audience[] => people(...peopleIn(state));

/** What is waited for in a stage, and from whom. */
function owedIn(
  state: RestorativeState,
): { readonly act: OwedAct; readonly who: readonly string[] } | undefined {
  const { stage, acceptedBy, facilitator, named, put } = state;
  const without = (said: readonly string[]): string[] => present(state).filter((one) => !said.includes(one));
  switch (stage) {
    case 'referred':
      return { act: 'acceptance', who: without(acceptedBy) };
    case 'preparation':
      return facilitator === null
        ? { act: 'facilitator', who: without(named.map(({ by }) => by)) }
        : { act: 'ready', who: [facilitator] };
    case 'circle':
      return { act: 'circles', who: facilitator === null ? [] : [facilitator] };
    case 'agreement':
      return put === null
        ? { act: 'plan', who: present(state) }
        : { act: 'plan/acceptance', who: without(put.acceptedBy) };
    case 'follow-up':
      return { act: 'checks', who: without((openCheck(state)?.answers ?? []).map(({ by }) => by)) };
    case 'ended':
      return undefined;
  }
}

/** Who owes the next thing is told that, and the others that something happened. */
function next(state: RestorativeState, but: string | null = null): readonly Notification[] {
  const { deadline } = state;
  const owed = owedIn(state);
  if (owed === undefined || state.over !== null) return telling(everyone(state), but);
  return [...owing(people(...owed.who), owed.act, deadline), ...telling(everyone(state), but)];
}

export function restorativeNotices(
  state: RestorativeState,
  { kind, facts }: RestorativeEntry,
): readonly Notification[] {
  switch (kind) {
    case 'opened':
    case 'check-opened':
      return next(state);
    case 'referral-answered':
      return state.stage === 'preparation' ? next(state, facts.by) : telling(everyone(state), facts.by);
    case 'facilitator-named':
      return state.facilitator === facts.member
        ? next(state, facts.by)
        : telling(people(...present(state)), facts.by);
    case 'ready':
    case 'circle-held':
    case 'plan-put':
      return next(state, facts.by);
    case 'plan-accepted':
    case 'not-ready':
    case 'stopped':
    case 'left':
      return telling(everyone(state), facts.by);
    case 'check-answered':
      return state.stage === 'circle' ? next(state, facts.by) : telling(everyone(state), facts.by);
    case 'plan-ended':
      return state.stage === 'circle' ? next(state) : telling(everyone(state));
    case 'agreed':
    case 'departed':
    case 'ended':
      return telling(everyone(state));
    case 'check-over':
    case 'continuation-of':
      return [];
  }
}

/** The window in which something is owed now. */
export function restorativeOwed(state: RestorativeState): readonly OwedWindow[] {
  const owed = owedIn(state);
  const due = openCheck(state)?.closes ?? (state.stage === 'follow-up' ? null : state.deadline);
  if (owed === undefined || due === null || state.over !== null) return [];
  return [{ act: owed.act, opens: opened(state, due), due }];
}

/** When the window that is over at an instant began. */
function opened({ stage, charter }: RestorativeState, due: string): string {
  const { accept, prepare, circles, agree, answer } = charter.restorative;
  const lengths = {
    referred: accept,
    preparation: prepare,
    circle: circles.within,
    agreement: agree,
    'follow-up': answer,
    ended: 0,
  };
  return new Date(Date.parse(due) - lengths[stage]).toISOString();
}

export function owingRestorative(state: RestorativeState, act: OwedAct): readonly Audience[] {
  const owed = owedIn(state);
  return owed?.act === act ? people(...owed.who) : [];
}
