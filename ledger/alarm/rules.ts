/** What of the charter an alarm follows from, as its record holds it (CHA-1); durations in milliseconds. */
import { z } from 'zod';
import { alarmActions } from '../../charter/choices.ts';
import type { Charter } from '../../charter/types.ts';
import { count, milliseconds } from '../parts/schema/parts.ts';
import { description, signatures } from '../parts/schema/rules.ts';
import { signed } from '../parts/signatures.ts';

export const alarmRules = z
  .strictObject({
    alarms: z.strictObject({
      sources: count,
      window: milliseconds,
      ladder: z.array(milliseconds),
      update: milliseconds,
      mute: z.strictObject({ refuted: count, within: milliseconds }),
      keep: milliseconds,
      actions: z.array(z.enum(alarmActions)),
    }),
    charter: z.strictObject({ signatures }),
  })
  .meta({ description });

export type AlarmRules = z.output<typeof alarmRules>;

/** What an alarm follows (ALM-3 to ALM-5); undefined where the charter has none. */
export const alarmRulesOf = ({ alarms, signatures }: Charter): AlarmRules | undefined =>
  alarms === null
    ? undefined
    : {
        alarms: { ...alarms, ladder: [...alarms.ladder], actions: [...alarms.actions] },
        charter: signed(signatures),
      };
