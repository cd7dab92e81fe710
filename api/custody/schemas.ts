/** Files in custody over HTTP: how a chain stands, and what acts in it take (ALM-6). */
import { z } from 'zod';
import { custodyChainFormat } from '../../ledger/custody/chain.ts';
import { jwsSchema, longestWhy, takingType } from '../../ledger/custody/taking.ts';
import { custodyKinds, gapCauses } from '../../rules/custody/chain.ts';
import { sha256 } from '../attachments/schemas.ts';
import { at, decisionId, pageQuery as listPage, pageSchema, slug, words } from '../http/schemas.ts';

export const fileParams = z.strictObject({ sha256 });

const chain = decisionId.meta({ description: 'Which chain of the file, where the caller may read several' });

export const chainQuery = z.strictObject({ chain: chain.optional() });

export const pageQuery = z.strictObject({
  chain: chain.optional(),
  after: z
    .string()
    .regex(/^\d{1,9}$/, { error: 'must be a whole number' })
    .transform(Number)
    .pipe(z.int())
    .default(0)
    .meta({ type: 'integer', minimum: 0, description: 'The last entry of the page before' }),
});

export const transferBody = z
  .strictObject({
    to: slug.meta({ description: 'To whom; oneself takes back what is offered' }),
    why: words(longestWhy),
  })
  .meta({ id: 'CustodyTransfer', examples: [{ to: 'carl', why: 'You examine it from today.' }] });

const part = (bytes: string): string => Buffer.from(bytes).toString('base64url');

export const takingBody = jwsSchema.meta({
  id: 'CustodyTaking',
  description: 'A flattened JWS (RFC 7515, section 7.2.2): docs/identity.md says what is signed',
  examples: [
    {
      payload: part('{"format":"folkmoot-custody-taking-1"}'),
      protected: part(
        `{"alg":"Ed25519","kid":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","typ":"${takingType}"}`,
      ),
      signature: 'A'.repeat(86),
    },
  ],
});

const gap = z.strictObject({
  since: at,
  because: z.enum(gapCauses),
  until: at.nullable().meta({ description: 'Null of the one that lasts' }),
});

export const custodySchema = z
  .strictObject({
    id: decisionId.meta({ description: 'The chain’s id' }),
    council: z.string().meta({ description: 'The log’s name, which what is signed names' }),
    sha256,
    size: z.int().meta({ description: 'Bytes' }),
    depositor: slug.meta({ description: 'Who brought it' }),
    holder: slug.nullable().meta({ description: 'Who answers for it; null while nobody has taken it' }),
    since: at.meta({ description: 'Since when it stands so' }),
    offeredTo: slug.nullable(),
    answers: z.string().meta({ description: 'The hash of the entry that the next taking answers' }),
    held: z.array(slug).meta({ description: 'Who brought it, holds it or held it' }),
    gaps: z.array(gap).meta({ description: 'When nobody answered for it' }),
  })
  .meta({ id: 'Custody' });

const proof = {
  index: z.int().meta({ description: 'Its place in the log, from 0' }),
  path: z.array(z.string()).meta({ description: 'From its sibling up to the root, base64' }),
};

const entry = z
  .looseObject({ n: z.int(), kind: z.enum(custodyKinds), at, by: slug })
  .meta({ description: 'As it was hashed: docs/record.md has its form' });

export const ownQuery = z.strictObject(listPage);
export const ownCustodySchema = pageSchema(custodySchema);

export const custodyShownSchema = custodySchema
  .extend({
    document: z
      .strictObject({
        format: z.literal(custodyChainFormat),
        chain: decisionId,
        sha256,
        size: z.int(),
        entries: z.array(z.strictObject({ entry, ...proof })),
        keys: z.array(z.strictObject({ leaf: z.string(), ...proof })).meta({
          description: 'The entries of the log that registered the keys of those who took it, base64',
        }),
        checkpoint: z.string().meta({ description: 'The signed checkpoint' }),
        next: z
          .int()
          .nullable()
          .meta({ description: 'After which entry the next page begins; null where none does' }),
      })
      .meta({ id: 'CustodyChain' }),
  })
  .meta({ id: 'CustodyShown' });
