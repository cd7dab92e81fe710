/** What is sealed and opened on the member's machine: a JWE for several recipients, by a kept library (SUP-3). */
import { GeneralEncrypt, generalDecrypt, type GeneralJWE, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { jwkSchema, type PublicJwk } from '../../ledger/acts/jwk.ts';
import type { Environment } from '../../settings/variables.ts';
import { sealKeyOf } from './seal-keys.ts';

export interface RecipientKey {
  readonly fingerprint: string;
  readonly key: PublicJwk;
}

const algorithm = 'ECDH-ES+A256KW';

/** Bytes of which the length of what is sealed is a whole number of times, so that it tells little of the words. */
const block = 1_024;

/** What stands inside: the words, and blanks up to a whole block. */
const plaintextSchema = z.object({ words: z.string() });

/** Seals words to keys, in their order. */
export async function sealed(words: string, keys: readonly RecipientKey[]): Promise<GeneralJWE> {
  const bytes = new TextEncoder().encode(JSON.stringify({ words }));
  const padded = new Uint8Array(Math.ceil(bytes.length / block) * block).fill(0x20);
  padded.set(bytes);
  const jwe = new GeneralEncrypt(padded).setProtectedHeader({ enc: 'A256GCM' });
  for (const { key, fingerprint: kid } of keys)
    jwe.addRecipient(await importJWK(key as JWK, algorithm)).setUnprotectedHeader({ alg: algorithm, kid });
  return jwe.encrypt();
}

const recipientsSchema = z.object({
  recipients: z.array(z.object({ header: z.object({ kid: z.string(), epk: jwkSchema }) })),
});

/** The words; null where no key on this machine opens them. */
export async function opened(jwe: unknown, environment: Environment): Promise<string | null> {
  const { recipients } = recipientsSchema.parse(jwe);
  for (const [place, { header }] of recipients.entries()) {
    const key = await sealKeyOf(environment, header.kid);
    if (key === undefined) continue;
    const whole = jwe as GeneralJWE;
    const own = whole.recipients.filter((_one, index) => index === place);
    const { plaintext } = await generalDecrypt({ ...whole, recipients: own }, key, {
      keyManagementAlgorithms: [algorithm],
      contentEncryptionAlgorithms: ['A256GCM'],
    }).catch(() => ({ plaintext: null }));
    if (plaintext !== null) return wordsIn(plaintext);
  }
  return null;
}

/** Whoever seals with another program may say it plainly. */
function wordsIn(plaintext: Uint8Array): string {
  const text = new TextDecoder().decode(plaintext);
  try {
    return plaintextSchema.parse(JSON.parse(text)).words;
  } catch {
    return text;
  }
}
