/** The sections of a charter on mending harm and on what endangers: absent or null, each switches its kind off. */
import { z } from 'zod';
import { alarmActions } from '../choices.ts';
import { count, windowSchema, withoutRepeats } from './fields.ts';

/** Of repair plans (MND-1 to MND-4). */
export const repairs = z
  .strictObject({
    confirm: windowSchema,
    verify: windowSchema,
    grace: windowSchema,
    missed: count.min(1),
    overdue: windowSchema,
  })
  .nullable()
  .default(null);

/** Of node vetoes (NVP-1 to NVP-4). */
export const nodeVetoes = z
  .strictObject({
    emergency: windowSchema,
    answer: windowSchema,
    panel: z.strictObject({ size: count.min(1), window: windowSchema, draws: count.min(1) }),
    ask: windowSchema,
    denied: count.min(1),
    within: windowSchema,
  })
  .nullable()
  .default(null);

/** Of support (SUP-1 to SUP-4). */
export const support = z
  .strictObject({
    ladder: z.array(windowSchema).length(3),
    agents: z.boolean(),
    second: windowSchema,
    review: windowSchema,
    keep: windowSchema,
  })
  .nullable()
  .default(null);

/** Of sensors and alarms (ALM-1 to ALM-5). */
export const alarms = z
  .strictObject({
    sources: count.min(2),
    window: windowSchema,
    ladder: z.array(windowSchema).length(3),
    update: windowSchema,
    mute: z.strictObject({ refuted: count.min(1), within: windowSchema }),
    keep: windowSchema,
    actions: withoutRepeats(z.enum(alarmActions)).refine(
      (actions) => (['tell', 'record'] as const).every((one) => actions.includes(one)),
      { error: 'must tell and record: an alarm of which nobody hears is none' },
    ),
  })
  .nullable()
  .default(null);

/** Of restorative work (RST-1 to RST-5). */
export const restorative = z
  .strictObject({
    accept: windowSchema,
    prepare: windowSchema,
    circles: z.strictObject({ within: windowSchema, most: count.min(1) }),
    agree: windowSchema,
    checks: z.array(windowSchema).min(1).max(10),
    answer: windowSchema,
  })
  .nullable()
  .default(null);
