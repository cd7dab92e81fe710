/** A change of a member's keys as an entry of the log, format 1: whoever reads the log sees which key was put under whose name, by whom and when (MEM-6, REC-4). */
import { z } from 'zod';
import { isObject, readCanonical } from '../bytes/json.ts';
import { instant, ordinal } from '../parts/schema/parts.ts';
import { type Fault, fault } from '../recount/fault.ts';
import { jwkSchema, keyKinds } from './jwk.ts';
import { longestSignature } from './jws.ts';

export const keyChangeFormat = 'folkmoot-key-change-1';

export const keyChangeSchema = z
  .strictObject({
    at: instant,
    by: z.string().meta({ description: 'The member, or the registrar' }),
    change: z.enum(['register', 'revoke', 'stop']),
    charter: ordinal.meta({ description: 'The version in force, whose `keys.notice` is kept' }),
    council: z.string().meta({ description: 'The log’s name' }),
    countsFrom: instant.meta({
      description: 'Of the member’s own change its instant; of the registrar’s the end of its notice',
    }),
    fingerprint: z.string().meta({ description: 'The key’s thumbprint (RFC 7638)' }),
    format: z.literal(keyChangeFormat),
    key: jwkSchema.nullable().meta({ description: 'The key that is registered; else null' }),
    kind: z.enum(keyKinds),
    member: z.string(),
    pace: ordinal.meta({ description: 'How many times shorter a trial’s windows run; 1 in a council' }),
    sequence: ordinal.meta({ description: 'Counts the changes of the member’s keys, without a gap' }),
    signature: z.string().max(longestSignature).nullable().meta({
      description:
        'Detached JWS over the change by a key before it; null of a first key and of the registrar’s',
    }),
    stops: ordinal.nullable().meta({
      description: 'Which change of the registrar’s the member stopped before it counted; else null',
    }),
  })
  .meta({
    title: 'A change of a member’s keys, format 1',
    description: 'Canonical JSON (RFC 8785); a leaf of the ledger. Instants are ISO 8601, UTC.',
  });

export type KeyChange = z.output<typeof keyChangeSchema>;

/** Bytes that one may have. */
const longestKeyChange = 10_000;

/** A change of keys from the bytes of an entry; undefined where the entry is none, a fault where it means to be one. */
export function readKeyChange(bytes: Uint8Array): KeyChange | Fault | undefined {
  if (bytes.length > longestKeyChange) return undefined;
  const value = readCanonical(bytes);
  if (!isObject(value) || value.format !== keyChangeFormat) return undefined;
  const parsed = keyChangeSchema.safeParse(value);
  return parsed.success ? parsed.data : fault('The change of keys has not the form that this version knows.');
}
