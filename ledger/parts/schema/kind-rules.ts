/** What of the charter the records of the kinds on the kit follow from (CHA-1); durations in milliseconds. */
import { z } from 'zod';
import { alarmActions } from '../../../charter/choices.ts';
import { description, signatures } from './rules.ts';
import { count, milliseconds } from './parts.ts';

export const repairRules = z
  .strictObject({
    repairs: z.strictObject({
      confirm: milliseconds,
      verify: milliseconds,
      grace: milliseconds,
      missed: count,
      overdue: milliseconds,
    }),
    charter: z.strictObject({ signatures }),
  })
  .meta({ description });

export const nodeVetoRules = z
  .strictObject({
    nodeVetoes: z.strictObject({
      emergency: milliseconds,
      answer: milliseconds,
      panel: z.strictObject({ size: count, window: milliseconds, draws: count }),
      ask: milliseconds,
      denied: count,
      within: milliseconds,
    }),
    charter: z.strictObject({ signatures }),
  })
  .meta({ description });

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

export const restorativeRules = z
  .strictObject({
    restorative: z.strictObject({
      accept: milliseconds,
      prepare: milliseconds,
      circles: z.strictObject({ within: milliseconds, most: count }),
      agree: milliseconds,
      checks: z.array(milliseconds),
      answer: milliseconds,
    }),
    repairs: repairRules.shape.repairs,
    charter: z.strictObject({ signatures }),
  })
  .meta({ description });

export const lookbackRules = z
  .strictObject({ charter: z.strictObject({ lookBack: milliseconds, signatures }) })
  .meta({ description });

export const familyRules = z
  .strictObject({
    families: z.strictObject({ accept: milliseconds }),
    charter: z.strictObject({ signatures }),
  })
  .meta({ description });

export type AlarmRules = z.output<typeof alarmRules>;
export type RepairRules = z.output<typeof repairRules>;
export type NodeVetoRules = z.output<typeof nodeVetoRules>;
export type RestorativeRules = z.output<typeof restorativeRules>;
export type LookbackRules = z.output<typeof lookbackRules>;
export type FamilyRules = z.output<typeof familyRules>;
