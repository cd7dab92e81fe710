/** The form of what is sealed: a JWE in general JSON serialization (RFC 7516, RFC 8037), of which nothing is read but for whom it is (SUP-3). */
import { z } from 'zod';
import { jwkSchema } from '../../ledger/acts/jwk.ts';
import { refuse } from '../../rules/refusal.ts';
import { longestSealed, mostRecipients } from '../../rules/support/state.ts';
import { type Recipients, recipientsOf, type SealKey } from '../../rules/support/sealing.ts';
import { refusalError } from '../problems/problem.ts';

/** What a body may be before it is looked at: what is not sealed is told so, in one way. */
export const sealedSchema = z.union([z.string(), z.record(z.string(), z.unknown())]).meta({
  id: 'Sealed',
  description:
    'A JWE in general JSON serialization: `enc` A256GCM, of each recipient `alg` ECDH-ES+A256KW, `kid` and `epk`. The service keeps it as it is and cannot open it.',
  examples: [
    {
      protected: 'eyJlbmMiOiJBMjU2R0NNIn0',
      recipients: [
        {
          header: {
            alg: 'ECDH-ES+A256KW',
            kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
            epk: { crv: 'X25519', kty: 'OKP', x: '0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg' },
          },
          encrypted_key: 'wBurjdmuBDaEvsFjthqOqtwRHe2n4FW7t8dJgaZVhIJP2oF71B_tlg',
        },
        {
          header: {
            alg: 'ECDH-ES+A256KW',
            kid: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
            epk: { crv: 'X25519', kty: 'OKP', x: '0i6b72lON9Ajp63BMa3ztvzyIhhAaVapYQouopACrkg' },
          },
          encrypted_key: 'rwHqlggYD0T5T6_YaEW74KNxiUbZU5fCGp4C3d1JFnxEBbvpGqMaVg',
        },
      ],
      iv: 'x37s40NKyfYICxfJ',
      ciphertext: 'L_-Dquo',
      tag: 'iBGBD7FV7_UTsXfp0y_RxQ',
    },
  ],
});

const base64url = (length?: number) =>
  z.string().regex(length === undefined ? /^[\w-]+$/ : new RegExp(`^[\\w-]{${length}}$`));

/** Of each part the length that its algorithm makes; no member beside them, where something could be said openly. */
const jweSchema = z.strictObject({
  // {"enc":"A256GCM"}
  protected: z.literal('eyJlbmMiOiJBMjU2R0NNIn0'),
  recipients: z
    .array(
      z.strictObject({
        header: z.strictObject({
          alg: z.literal('ECDH-ES+A256KW'),
          kid: base64url(43),
          epk: jwkSchema,
        }),
        encrypted_key: base64url(54),
      }),
    )
    // Whom it is for and who else reads it: sealed to one alone it would be for nobody.
    .min(2)
    .max(mostRecipients),
  iv: base64url(16),
  ciphertext: base64url(),
  tag: base64url(22),
});

export interface Sealed {
  /** The fingerprints of the keys that it is sealed to, in their order. */
  readonly kids: readonly string[];
  /** As it is kept. */
  readonly text: string;
}

/** @throws the problem `must-be-sealed` */
export function sealedOf(given: unknown): Sealed {
  const refused = (reason: string) => refusalError(refuse('must-be-sealed', 'SUP-3', { reason }));
  const parsed = jweSchema.safeParse(given);
  if (!parsed.success) throw refused('form');
  const text = JSON.stringify(parsed.data);
  if (text.length > longestSealed) throw refused('too-long');
  const kids = parsed.data.recipients.map(({ header: { kid } }) => kid);
  if (new Set(kids).size < kids.length) throw refused('form');
  return { kids, text };
}

/** For whom it is sealed. @throws the problem `must-be-sealed` */
export function readersOf(
  { kids }: Sealed,
  keys: readonly SealKey[],
  recipients: Recipients,
): readonly string[] {
  const found = recipientsOf(kids, keys, recipients);
  if ('refusal' in found) throw refusalError(found.refusal);
  return found;
}
