/** What falls due by itself in an alarm, and what ends it, row by row as in its table of stages (ALM-3, ALM-4). */
import { laterOf } from '../window.ts';
import { hasSecond, isRefuted } from './sources.ts';
import type { AlarmOutcome, AlarmState } from './state.ts';

/** Time ends it. */
export type Ends =
  { readonly at: string; readonly what: 'lapsed' } | { readonly at: string; readonly what: 'expired' };

/** A thing that falls due by itself, and when. */
export type Due =
  | Ends
  | { readonly at: string; readonly what: 'unrefuted' }
  | { readonly at: string; readonly what: 'told'; readonly because: 'unacknowledged' | 'no-update' };

/** By which rule an alarm ends so. */
export const endingRules: Readonly<Record<AlarmOutcome, string>> = {
  refuted: 'ALM-5',
  lapsed: 'ALM-3',
  cleared: 'ALM-4',
  expired: 'ALM-4',
  interrupted: 'PRO-9',
};

/** What falls due next; nothing once it has ended. */
export function next(state: AlarmState): Due | undefined {
  const { stage, alert, until } = state;
  if (alert === null || until === null) return undefined;
  switch (stage) {
    case 'unconfirmed':
      return alert.severity === 'Extreme' ? { at: until, what: 'unrefuted' } : { at: until, what: 'lapsed' };
    case 'confirmed': {
      const expires = { at: laterOf(alert.expires, state.confirmedAt ?? until), what: 'expired' } as const;
      const told = nextTold(state);
      return told !== undefined && told.at <= expires.at ? told : expires;
    }
    case 'ended':
      return undefined;
  }
}

/** When the ladder goes on; of who was refuted too often it does not before there is a second source (ALM-4, ALM-5). */
function nextTold(state: AlarmState): Due | undefined {
  const { acknowledged, ladder, doubted } = state;
  if (doubted && !hasSecond(state)) return undefined;
  if (acknowledged !== null)
    return acknowledged.until === null
      ? undefined
      : { at: acknowledged.until, what: 'told', because: 'no-update' };
  return ladder.ends === null ? undefined : { at: ladder.ends, what: 'told', because: 'unacknowledged' };
}

/** As what an alarm ends at once, as it stands; undefined where it goes on. */
export function endingOf(state: AlarmState): AlarmOutcome | undefined {
  if (state.stage === 'ended') return undefined;
  if (isRefuted(state)) return 'refuted';
  return state.clearedBy === null ? undefined : 'cleared';
}
