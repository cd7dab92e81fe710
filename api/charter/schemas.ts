/** What members see of a change of the charter before they decide on it: the difference, its class, what it touches, its impact (AMD-1). */
import { z } from 'zod';
import { amendmentClasses } from '../../charter/change/amend.ts';

const path = z.string().meta({ description: 'A JSON Pointer (RFC 6901) into the charter' });

export const amendmentSchema = z
  .strictObject({
    class: z.enum(amendmentClasses),
    difference: z
      .array(z.strictObject({ path, before: z.unknown().optional(), after: z.unknown().optional() }))
      .meta({ description: 'Where the charter would differ; a side on which nothing stands is left out' }),
    touches: z
      .array(
        z.strictObject({
          principle: z
            .string()
            .nullable()
            .meta({ description: 'The core principle that guards it; null: the rules do (CHA-4)' }),
          guards: path,
          paths: z.array(path),
        }),
      )
      .meta({ description: 'The guarded paths that it changes (CHA-5)' }),
  })
  .meta({ id: 'CharterAmendment' });
