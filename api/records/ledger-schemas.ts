/** The ledger over HTTP: ranges of entries, paths of tiles, proofs of single answers. */
import { z } from 'zod';
import { answerParts } from '../../ledger/answers/proof.ts';
import { slug } from '../../charter/text/text.ts';
import { decisionId } from '../http/schemas.ts';

/** Entries in one answer, as many as in a tile. */
export const mostEntries = 256;

const index = z
  .string()
  .regex(/^\d{1,15}$/, { error: 'must be a whole number' })
  .transform(Number)
  .pipe(z.int())
  .meta({ type: 'integer', minimum: 0 });

export const entriesQuery = z.strictObject({
  from: index.default(0).meta({ description: 'The first entry, counted from 0' }),
  to: index
    .optional()
    .meta({ description: `The entry after the last; ${mostEntries} after the first at most` }),
});

export const entriesSchema = z.strictObject({
  items: z.array(
    z
      .strictObject({
        index: z.int(),
        decision: decisionId.nullable().meta({ description: 'Null of a change of keys' }),
        hash: z.string().meta({ description: 'The RFC 6962 leaf hash, lower-case hex' }),
        leaf: z.string().meta({ description: 'The exact bytes of the record or the change of keys, base64' }),
      })
      .meta({ id: 'LedgerEntry' }),
  ),
  next: z.int().nullable().meta({ description: 'Where to read on; null where the ledger ends for now' }),
});

/** A path of several segments, as express reads a `{+path}` (RFC 6570, reserved expansion). */
export const tileParams = z.strictObject({
  path: z
    .array(z.string().max(16))
    .max(12)
    .transform((segments) => segments.join('/'))
    .meta({ type: 'string', description: 'A C2SP tlog-tiles path: `0/000`, `entries/x001/234.p/56`' }),
});

export const proofParams = z.strictObject({ id: decisionId, part: z.enum(answerParts), member: slug });

export const proofsSchema = z
  .strictObject({
    items: z.array(
      z
        .strictObject({
          part: z.enum(answerParts),
          entry: z.record(z.string(), z.unknown()).meta({ description: 'As it stands in the evidence' }),
          index: z.int(),
          size: z.int(),
          path: z.array(z.string()).meta({ description: 'The RFC 6962 inclusion path, base64' }),
        })
        .meta({ id: 'AnswerProof' }),
    ),
  })
  .meta({ id: 'AnswerProofs' });
