/** An entry of a chain of custody, format 1, and what stands of it in the public log: a salted hash, of which nobody can guess whose or what it is (ALM-6, AUT-2). */
import { hash as digestOf } from 'node:crypto';
import { z } from 'zod';
import { gapCauses } from '../../rules/custody/chain.ts';
import { canonicalBytes } from '../bytes/canonical.ts';
import { isObject, readCanonical } from '../bytes/json.ts';
import { salt } from '../parts/evidence-entries.ts';
import { hash, instant, ordinal } from '../parts/schema/parts.ts';
import { type Fault, fault } from '../recount/fault.ts';
import { jwsSchema } from './taking.ts';

export const custodyEntryFormat = 'folkmoot-custody-entry-1';
const custodyLeafFormat = 'folkmoot-custody-1';

const common = {
  at: instant,
  by: z.string().meta({ description: 'Who did it' }),
  chain: z.string().meta({ description: 'The chain’s id' }),
  council: z.string().meta({ description: 'The log’s name' }),
  format: z.literal(custodyEntryFormat),
  n: ordinal.meta({ description: 'Counts the entries of the chain, without a gap' }),
  previous: hash.nullable().meta({ description: 'The hash of the entry before it; null of the first' }),
  salt,
  sha256: hash.meta({ description: 'Of the file' }),
};

export const custodyEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('deposited'), size: ordinal }),
  z.strictObject({ ...common, kind: z.literal('offered'), to: z.string(), why: z.string() }),
  z.strictObject({ ...common, kind: z.literal('withdrawn') }),
  z.strictObject({
    ...common,
    kind: z.literal('taken'),
    from: z.string().nullable().meta({ description: 'Who held it; null where nobody had taken it' }),
    why: z.string(),
    takenAt: instant.meta({ description: 'When, by the word of who took it' }),
    gap: z
      .strictObject({ since: instant, because: z.enum(gapCauses) })
      .nullable()
      .meta({
        description: 'From when until now nobody answered for the file; null where somebody did',
      }),
    jws: jwsSchema,
  }),
  z.strictObject({ ...common, kind: z.literal('read') }),
]);

export type CustodyEntry = z.output<typeof custodyEntrySchema>;

/** The hash by which an entry is named in the next one, and in the log. */
export const custodyHash = (entry: CustodyEntry): string => digestOf('sha256', canonicalBytes(entry), 'hex');

const leafSchema = z
  .strictObject({
    commitment: hash.meta({ description: 'SHA-256 of the entry as canonical JSON, its salt in it' }),
    council: z.string().meta({ description: 'The log’s name' }),
    format: z.literal(custodyLeafFormat),
  })
  .meta({ title: 'An entry of a chain of custody, as the ledger has it' });

export type CustodyLeaf = z.output<typeof leafSchema>;

export const custodyLeaf = (council: string, commitment: string): Buffer =>
  canonicalBytes({ commitment, council, format: custodyLeafFormat } satisfies CustodyLeaf);

const longestLeaf = 1_000;

/** What the bytes of an entry of the log say of custody; undefined where it is none of these, a fault where it means to be one. */
export function readCustodyLeaf(bytes: Uint8Array): CustodyLeaf | Fault | undefined {
  if (bytes.length > longestLeaf) return undefined;
  const value = readCanonical(bytes);
  if (!isObject(value) || value.format !== custodyLeafFormat) return undefined;
  const parsed = leafSchema.safeParse(value);
  return parsed.success
    ? parsed.data
    : fault('The entry of custody has not the form that this version knows.');
}
