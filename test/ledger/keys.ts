/** Keys for the tests of the ledger: read, or the test is wrong. */
import {
  makeSignerKey,
  parseSigner,
  parseVerifier,
  type Signer,
  type Verifier,
} from '../../ledger/log/keys.ts';

export function signerOf(text: string): Signer {
  const signer = parseSigner(text);
  if ('fault' in signer) throw new Error(signer.fault);
  return signer;
}

export function verifierOf(line: string): Verifier {
  const verifier = parseVerifier(line);
  if ('fault' in verifier) throw new Error(verifier.fault);
  return verifier;
}

export const origin = 'council.example/log';

export const newSigner = (name = origin): Signer => signerOf(makeSignerKey(name));
