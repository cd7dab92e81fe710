/** Processes that stand still, as operators see them (PRO-9). */
import { z } from 'zod';
import { kindNames } from '../../rules/kinds.ts';
import { at, decisionId } from '../http/schemas.ts';

export const astraySchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: decisionId,
        kind: z.enum(kindNames),
        stage: z.string(),
        deadline: at.nullable(),
        how: z.enum(['gone', 'overdue']).meta({
          description:
            '`gone`: its workflow does not run any more; `overdue`: its deadline has passed, and nothing followed',
        }),
        since: at.meta({ description: 'Since when: as it was found, or its deadline' }),
      }),
    ),
  })
  .meta({ id: 'Astray' });
