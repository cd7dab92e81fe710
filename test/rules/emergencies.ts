/** Emergencies as they may stand, with instants in hours after the act. */
import type { EmergencyPoll, EmergencyState } from '../../rules/emergency/state.ts';
import { emergencyState } from '../support/states.ts';
import { threeQuarters, threshold } from './charter.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-22T09:00:00.000Z');
/** The instant so many hours after the act, and milliseconds beside it. */
export const at = (hours: number, milliseconds = 0) =>
  new Date(start + hours * hour + milliseconds).toISOString();

export const rules = {
  report: 24 * hour,
  justify: 72 * hour,
  override: { window: 72 * hour, threshold: threshold(3, 4), quorum: threeQuarters },
  limit: 72 * hour,
  ratification: { threshold: threshold(2, 3), quorum: threeQuarters },
  repeat: 30 * 24 * hour,
};

export const emergency = (other: Partial<EmergencyState> = {}): EmergencyState => ({
  ...emergencyState({
    createdAt: at(0),
    reportDue: at(24),
    justificationDue: at(72),
    limit: at(72),
    deadline: at(24),
    id: 'e1',
    actor: 'lena',
    what: 'The well was closed.',
    reason: 'Oil.',
  }),
  ...other,
});

export const poll = (opens: number, closes: number, closedAt: number | null = null): EmergencyPoll => ({
  calledBy: 'anna',
  reason: null,
  opens: at(opens),
  closes: at(closes),
  closedAt: closedAt === null ? null : at(closedAt),
  electorate: { size: 5, quorum: 4 },
  tally: null,
});

export const said = (hours: number, late = false) => ({ text: 'So it was.', at: at(hours), late });
