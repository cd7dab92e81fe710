/** What a charter says of alarms, field by field, as fields.ts does of the others (ALM-1 to ALM-5). */
import type { Words } from './telling.ts';
import { lengthInWords, listed, several } from './values.ts';

const meshDoes = {
  tell: 'tells',
  record: 'records',
  task: 'asks whoever is told for an acknowledgement',
} as const;

export const alarmWords: Readonly<Record<string, Words>> = {
  '/alarms/sources': 'An alarm is confirmed by {} sources of different owners, or by a duty holder.',
  '/alarms/window':
    'They come within {} of one another; so long after it was raised an alarm lapses that nobody confirmed or refuted, but an extreme one goes on.',
  '/alarms/ladder': (steps: readonly number[]) =>
    `Duty holders are told at once; where nobody acknowledges it, the leadership after ${lengthInWords(steps[0] ?? 0)}, the council ${lengthInWords(steps[1] ?? 0)} later, and ${lengthInWords(steps[2] ?? 0)} later the ladder ends.`,
  '/alarms/update': 'An acknowledgement holds {} without an update.',
  '/alarms/mute/refuted': (refuted: number) =>
    `A sensor is muted until it is checked once ${several(refuted, 'alarm')} of it ${refuted === 1 ? 'was' : 'were'} refuted.`,
  '/alarms/mute/within': 'For that, alarms count that were refuted within {}.',
  '/alarms/keep': 'Observations are kept for {}.',
  '/alarms/actions': (actions: readonly (keyof typeof meshDoes)[]) =>
    `The mesh ${listed(actions.map((action) => meshDoes[action]))}: it touches nobody and moves nothing.`,
};
