/** What an amendment would have changed, as it is answered. */
import { z } from 'zod';
import { positionsByPart } from '../../ledger/parts/schema/figures.ts';
import { leads, partings } from '../../ledger/proposal/impact/steps.ts';
import { decisionId, outcomeSchema, pageQuery } from '../http/schemas.ts';
import { tallyFigures } from '../polls/schemas.ts';

const { decided: _, ...closedTally } = tallyFigures;
const { num, den, strict, unanimous, least, most, parts, electors, met } = tallyFigures.threshold.shape;

const consensusSchema = z
  .strictObject({
    reached: z.boolean(),
    quorate: z.boolean(),
    blocks: z.int(),
    blocksBorne: z.int(),
    agreeing: z.int().meta({ description: 'With or without reservations' }),
    positions: z.int(),
    threshold: z.strictObject({ num, den, strict, unanimous, least, most, parts, electors, met }),
    parts: positionsByPart.optional(),
  })
  .meta({ id: 'Consensus' });

const waySchema = z.strictObject({
  leads: z.enum(leads).meta({
    description:
      'Where polls and the guardian’s word led or would lead; `undecided`: on, to what nobody has answered, or to an ending of another kind',
  }),
  consensus: consensusSchema.nullable().meta({ description: 'Of the round in which the ways part' }),
  tally: z.strictObject(closedTally).nullable().meta({ description: 'Of the vote in which the ways part' }),
});

export const impactQuery = z.strictObject(pageQuery);

export const impactSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: decisionId,
        title: z.string().nullable().meta({ description: 'Null where the text is private (AUT-2)' }),
        category: z.string(),
        outcome: outcomeSchema,
        charterVersion: z.int().meta({ description: 'The version that the decision carried' }),
        parting: z
          .strictObject({
            at: z.enum(partings).meta({
              description:
                'Where the ways part first; `category`: the new charter has none of that name; `tier`: another body would have decided',
            }),
            number: z.int().nullable().meta({ description: 'Of the round or vote' }),
          })
          .meta({ description: 'The point from which on it would have gone otherwise' }),
        was: waySchema,
        would: waySchema,
        already: z.boolean().meta({
          description: 'The charter before the amendment would have led there too: the amendment is not why',
        }),
      }),
    ),
    checked: z.int().meta({ description: 'How many archived decisions were looked at for this page' }),
    next: z.string().nullable(),
    notConsidered: z.array(z.string()),
  })
  .meta({ id: 'CharterImpact' });
