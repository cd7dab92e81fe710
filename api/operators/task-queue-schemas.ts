/** What Temporal holds for the workers, as operators see it. */
import { z } from 'zod';
import { at } from '../http/schemas.ts';

export const taskQueueSchema = z
  .strictObject({
    page: z.url().nullable().meta({
      description:
        'Where Temporal’s own page shows the workflows of this council: a decision’s id behind it leads to its workflow; null where no page is known',
    }),
    tasks: z.array(
      z.strictObject({
        of: z.enum(['workflows', 'activities']),
        waiting: z.int().meta({ description: 'How many wait for a worker, about' }),
        oldest: z.number().meta({ description: 'Seconds that the first of them has waited' }),
        perSecond: z
          .strictObject({ added: z.number(), taken: z.number() })
          .meta({ description: 'Over the last 30 seconds' }),
      }),
    ),
    workers: z
      .array(
        z.strictObject({
          name: z.string().meta({ description: 'As it names itself: a process and its machine' }),
          takes: z.array(z.enum(['workflows', 'activities'])),
          askedAt: at.meta({ description: 'When it last asked for a task' }),
        }),
      )
      .meta({ description: 'Who asked for tasks within the last minutes, by name' }),
  })
  .meta({ id: 'TaskQueue' });
