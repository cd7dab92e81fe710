/** What falls due by itself in restorative work, and what ends it, row by row as in its table of stages (RST-1 to RST-4). */
import type { RestorativeOutcome, RestorativeState } from './state.ts';
import { openCheck } from './state.ts';

/** Nobody has done what was waited for. */
export interface Ends {
  readonly at: string;
  readonly what: 'declined' | 'returned';
}

interface OfCheck {
  readonly at: string;
  readonly what: 'check-opened' | 'check-over';
  readonly n: number;
}

/** A thing that falls due by itself, and when. */
export type Due = Ends | OfCheck;

/** By which rule it ends so, by the stage in which it does. */
export function endingRule(
  outcome: RestorativeOutcome,
  { endedIn, stage }: Pick<RestorativeState, 'endedIn' | 'stage'>,
): string {
  const rules = {
    referred: 'RST-1',
    preparation: 'RST-2',
    circle: 'RST-3',
    agreement: 'RST-3',
    'follow-up': 'RST-4',
    ended: 'RST-4',
  };
  return outcome === 'interrupted' ? 'PRO-9' : rules[endedIn ?? stage];
}

/** What falls due next; nothing once it has ended. */
export function next(
  state: Pick<RestorativeState, 'stage' | 'deadline' | 'put' | 'checks'>,
): Due | undefined {
  const { stage, deadline } = state;
  switch (stage) {
    case 'referred': // RST-1: silence declines
      return deadline === null ? undefined : { at: deadline, what: 'declined' };
    case 'preparation': // RST-2: not ready in time
    case 'circle': // RST-3: none was held in time
    case 'agreement': // RST-3: no text was accepted by all
      return deadline === null ? undefined : { at: deadline, what: 'returned' };
    case 'follow-up': {
      // RST-4: one check after the other
      const open = openCheck(state);
      if (open !== undefined && open.closes !== null)
        return { at: open.closes, what: 'check-over', n: open.n };
      const coming = state.checks.find(({ closes }) => closes === null);
      return coming && { at: coming.opens, what: 'check-opened', n: coming.n };
    }
    case 'ended':
      return undefined;
  }
}

/** As what it ends by what somebody did, or said, or did not say at the last check; undefined where it goes on. */
export const endingOf = ({ over }: Pick<RestorativeState, 'over'>): RestorativeOutcome | undefined =>
  over ?? undefined;
