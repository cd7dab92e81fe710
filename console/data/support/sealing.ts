/** Words are sealed and opened here, in this browser, by a kept library: the service has what comes out of it, and no key (SUP-3). */
import { GeneralEncrypt, generalDecrypt, type GeneralJWE, importJWK } from 'jose';
import { contentEncryption, keyAgreement, plaintextOf, wordsIn } from '../../../rules/support/words.ts';
import type { Schemas } from '../client.ts';
import type { OwnKey } from './own-keys.ts';

export type PublicJwk = Schemas['SupportersOnDuty']['items'][number]['keys'][number]['key'];

export interface RecipientKey {
  readonly fingerprint: string;
  readonly key: PublicJwk;
}

/** Seals words to keys, in their order. */
export async function sealed(words: string, keys: readonly RecipientKey[]): Promise<GeneralJWE> {
  const jwe = new GeneralEncrypt(plaintextOf(words)).setProtectedHeader({ enc: contentEncryption });
  for (const { key, fingerprint: kid } of keys)
    jwe.addRecipient(await importJWK(key, keyAgreement)).setUnprotectedHeader({ alg: keyAgreement, kid });
  return jwe.encrypt();
}

/** The words; null where no key in this browser opens them. */
export async function opened(jwe: unknown, own: readonly OwnKey[]): Promise<string | null> {
  const whole = jwe as GeneralJWE;
  for (const recipient of whole.recipients) {
    const key = own.find(({ id }) => id === recipient.header?.kid);
    if (key === undefined) continue;
    const { plaintext } = await generalDecrypt({ ...whole, recipients: [recipient] }, key.privateKey, {
      keyManagementAlgorithms: [keyAgreement],
      contentEncryptionAlgorithms: [contentEncryption],
    }).catch(() => ({ plaintext: null }));
    if (plaintext !== null) return wordsIn(plaintext);
  }
  return null;
}
