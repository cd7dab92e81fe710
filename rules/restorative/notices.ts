/** Whom each entry of restorative work concerns, and who owes what in it: nobody but who is in it (RST-1 to RST-4, CNF-5, AUT-2). */
import { type Audience, type Notification, type OwedAct, owing, people, telling } from '../audience.ts';
import type { OwedWindow } from '../reminders.ts';
import { after } from '../window.ts';
import type { RestorativeEntry } from './entries.ts';
import { openCheck, peopleIn, present, type RestorativeState } from './state.ts';

const everyone = (state: RestorativeState): readonly Audience[] => people(...peopleIn(state));

/** An act that is waited for, from whom and until when, and how long whoever owes it has in all, in milliseconds. */
interface Owed {
  readonly act: OwedAct;
  readonly who: readonly string[];
  readonly due: string | null;
  readonly length: number;
}

/** What is waited for in a stage; a text can close before its stage does (RST-3). */
function owedIn(state: RestorativeState): Owed | undefined {
  const { stage, acceptedBy, facilitator, named, put, deadline: due } = state;
  const { accept, prepare, circles, agree, answer } = state.charter.restorative;
  const without = (said: readonly string[]): string[] => present(state).filter((one) => !said.includes(one));
  switch (stage) {
    case 'referred':
      return { act: 'acceptance', who: without(acceptedBy), due, length: accept };
    case 'preparation':
      return facilitator === null
        ? { act: 'facilitator', who: without(named.map(({ by }) => by)), due, length: prepare }
        : { act: 'ready', who: [facilitator], due, length: prepare };
    case 'circle':
      return { act: 'circles', who: facilitator === null ? [] : [facilitator], due, length: circles.within };
    case 'agreement':
      return put === null
        ? { act: 'plan', who: present(state), due, length: agree }
        : { act: 'plan/acceptance', who: without(put.acceptedBy), due: put.closes, length: agree };
    case 'follow-up': {
      const open = openCheck(state);
      return open && { act: 'checks', who: without(open.answers.map(({ by }) => by)), due, length: answer };
    }
    case 'ended':
      return undefined;
  }
}

/** Who owes the next thing is told that, and the others that something happened. */
function next(state: RestorativeState, but: string | null = null): readonly Notification[] {
  const owed = owedIn(state);
  if (owed === undefined || state.over !== null) return telling(everyone(state), but);
  return [...owing(people(...owed.who), owed.act, owed.due), ...telling(everyone(state), but)];
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

/** The window in which something is owed now: it opens with its stage, or its check. */
export function restorativeOwed(state: RestorativeState): readonly OwedWindow[] {
  const owed = owedIn(state);
  if (owed === undefined || owed.due === null || state.deadline === null || state.over !== null) return [];
  return [{ act: owed.act, opens: after(state.deadline, -owed.length), due: owed.due }];
}

/** Who owes an act as it stands; nobody where another one, or none, is waited for. */
export function owingRestorative(state: RestorativeState, act: OwedAct): readonly Audience[] {
  const owed = owedIn(state);
  return owed?.act === act ? people(...owed.who) : [];
}
