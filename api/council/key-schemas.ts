/** Members' keys over HTTP: as they are registered, and as they are answered (MEM-6). */
import { z } from 'zod';
import { fingerprintPattern, jwkSchema, keyKinds, readKey } from '../../ledger/acts/jwk.ts';
import { longestSignature } from '../../ledger/acts/jws.ts';
import { at, slug } from '../http/schemas.ts';

const kind = z.enum(keyKinds).meta({
  description:
    '`sign`: Ed25519, for what its member signs. `seal`: X25519 or P-256, for what others seal for them',
});

const fingerprint = z
  .string()
  .regex(fingerprintPattern, { error: 'must be the thumbprint of a key (RFC 7638), base64url' })
  .meta({
    description: 'The thumbprint of RFC 7638, base64url',
    examples: ['kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'],
  });

const signature = z
  .string()
  .max(longestSignature)
  .optional()
  .meta({
    description:
      'Of a member’s own change but for their first key: a detached JWS (RFC 7515, RFC 7797, Ed25519) by a key of theirs over the change as ' +
      'canonical JSON',
  });

const exampleKey = {
  crv: 'Ed25519',
  kty: 'OKP',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};

/** A key is checked whole: no private part, no further member, no point that could be no key. */
export const keyBody = z
  .strictObject({ kind, key: jwkSchema, signature })
  .superRefine((body, context) => {
    const read = readKey(body.kind, body.key);
    if ('fault' in read) context.addIssue({ code: 'custom', path: ['key'], message: read.fault });
  })
  // The key of RFC 8037, appendix A.
  .meta({ id: 'NewKey', examples: [{ kind: 'sign', key: exampleKey }] });

export const revocationBody = z.strictObject({ signature }).prefault({});

export const keyParams = z.strictObject({ id: slug, fingerprint });

export const keySchema = z
  .strictObject({
    kind,
    key: jwkSchema,
    fingerprint,
    registeredBy: z
      .string()
      .meta({ description: 'The member, or the registrar who put it under their name' }),
    signedBy: z
      .string()
      .nullable()
      .meta({ description: 'The key that signed for it; null of a first key, and of the registrar’s' }),
    sequence: z
      .int()
      .meta({ description: 'Which change of the member’s keys registered it; the ledger has its entry' }),
    since: at.meta({
      description: 'From when it counts, in electorates that are fixed from then on; may lie ahead',
    }),
    revokedAt: at.nullable().meta({ description: 'From when it counts no longer; may lie ahead' }),
  })
  .meta({ id: 'MemberKey' });

export const keysSchema = z
  .strictObject({
    council: z.string().meta({ description: 'The log’s name, which what is signed names' }),
    sequence: z.int().meta({ description: 'The number of the next change, which what is signed names' }),
    items: z.array(keySchema).meta({ description: 'Those that were revoked too, as they were registered' }),
  })
  .meta({ id: 'MemberKeys' });
