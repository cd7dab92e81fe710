/** Appeals, and what opening one and ruling on it take. */
import { z } from 'zod';
import { kinds } from '../../rules/kinds.ts';
import { at, decisionId, line, stewardsSchema, words } from '../http/schemas.ts';
import { appealActs } from '../../rules/appeal/permissions.ts';
import { appealable, rulings } from '../../rules/appeal/state.ts';
import { canSchema, lifeShape } from '../kinds/shape.ts';

export const appealBody = z
  .strictObject({ principle: line(64), reason: words(5_000) })
  .meta({ id: 'NewAppeal' });
export const rulingBody = z.strictObject({
  ruling: z.enum(rulings),
  reason: words(5_000),
});

export const appealSchema = z
  .strictObject({
    id: decisionId,
    of: z.strictObject({ kind: z.enum(appealable), id: decisionId }),
    stage: z.enum(kinds.appeal.stages),
    appellant: z.string(),
    stewards: stewardsSchema,
    principle: z.string().meta({ description: 'The core principle that is said to be violated' }),
    reason: z.string(),
    deadline: at.nullable(),
    ruling: z
      .strictObject({ ruling: z.enum(rulings), reason: z.string(), at })
      .nullable()
      .meta({ description: 'Null while there is none, and for ever where the guardian was silent' }),
    outcome: z.enum(kinds.appeal.outcomes).nullable(),
    ...lifeShape,
    can: canSchema(appealActs),
  })
  .meta({ id: 'Appeal' });
