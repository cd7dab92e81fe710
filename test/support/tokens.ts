/** Tokens for tests: a key pair of their own, checked by the verifier that runs in service. */
import { createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import { type TokenVerifier, tokenVerifier } from '../../api/identity/issuers.ts';

export interface TestTokens {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: JSONWebKeySet;
  readonly verifier: TokenVerifier;
  readonly sign: (member: string) => Promise<string>;
}

const issuer = 'https://tokens.example';
const audience = 'folkmoot';
const algorithm = 'EdDSA';

export async function testTokens(): Promise<TestTokens> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { crv: 'Ed25519' });
  const signed = new Map<string, Promise<string>>();
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: algorithm }] };
  return {
    issuer,
    audience,
    jwks,
    verifier: tokenVerifier([
      { issuer, keys: createLocalJWKSet(jwks), audience: [audience], subjectIs: 'member' },
    ]),
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
