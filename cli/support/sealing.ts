/** What is sealed and opened on the member's machine: a JWE for several recipients, by a kept library (SUP-3). */
import { GeneralEncrypt, generalDecrypt, type GeneralJWE, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { jwkSchema, type PublicJwk } from '../../ledger/acts/jwk.ts';
import { contentEncryption, keyAgreement, plaintextOf, wordsIn } from '../../rules/support/words.ts';
import type { Environment } from '../../settings/variables.ts';
import { sealKeyOf } from './seal-keys.ts';

export interface RecipientKey {
  readonly fingerprint: string;
  readonly key: PublicJwk;
}

/** Seals words to keys, in their order. */
export async function sealed(words: string, keys: readonly RecipientKey[]): Promise<GeneralJWE> {
  const jwe = new GeneralEncrypt(plaintextOf(words)).setProtectedHeader({ enc: contentEncryption });
  for (const { key, fingerprint: kid } of keys)
    jwe
      .addRecipient(await importJWK(key as JWK, keyAgreement))
      .setUnprotectedHeader({ alg: keyAgreement, kid });
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
      keyManagementAlgorithms: [keyAgreement],
      contentEncryptionAlgorithms: [contentEncryption],
    }).catch(() => ({ plaintext: null }));
    if (plaintext !== null) return wordsIn(plaintext);
  }
  return null;
}
