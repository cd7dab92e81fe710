/** Tokens for tests: a key pair of their own, checked by the verifier that runs in service. */
import { createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import type { Issuer } from '../../api/identity/issuers.ts';

export interface TestTokens {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: JSONWebKeySet;
  /** Its tokens name a member by their id. */
  readonly own: Issuer;
  readonly sign: (member: string) => Promise<string>;
}

const issuer = 'https://tokens.example';
const audience = 'folkmoot';
const algorithm = 'EdDSA';

export async function testTokens(): Promise<TestTokens> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { crv: 'Ed25519' });
  const signed = new Map<string, Promise<string>>();
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: algorithm }] };
  const own: Issuer = { issuer, keys: createLocalJWKSet(jwks), audience: [audience], subjectIs: 'member' };
  return {
    issuer,
    audience,
    jwks,
    own,
    sign: (member) => {
      const token =
        signed.get(member) ??
        new SignJWT()
          .setProtectedHeader({ alg: algorithm })
          .setSubject(member)
          .setIssuer(issuer)
          .setAudience(audience)
          .setExpirationTime('1 day')
          .sign(privateKey);
      signed.set(member, token);
      return token;
    },
  };
}

/** An identity provider whose tokens name identities, for these audiences. */
export async function testProvider(
  name: string,
  audiences: readonly string[],
): Promise<
  Issuer & { readonly sign: (subject: string, more?: Readonly<Record<string, unknown>>) => Promise<string> }
> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { crv: 'Ed25519' });
  const key = { ...(await exportJWK(publicKey)), alg: algorithm };
  return {
    issuer: name,
    keys: createLocalJWKSet({ keys: [key] }),
    audience: audiences,
    subjectIs: 'identity',
    sign: (subject, more = {}) =>
      new SignJWT({ iss: name, aud: [...audiences], exp: Math.floor(Date.now() / 1_000) + 3_600, ...more })
        .setProtectedHeader({ alg: algorithm })
        .setSubject(subject)
        .sign(privateKey),
  };
}
