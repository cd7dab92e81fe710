/** Requests as they go over the wire, with tokens as an identity provider signs them. */
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';

export const issuer = 'https://tokens.example';

/** A key set, and tokens that its key has signed (RS256). */
export function tokens() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), alg: 'RS256', kid: 'bench' };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(performance.timeOrigin / 1_000) + 86_400;
  const token = (sub: string): string => {
    const text = `${part({ alg: 'RS256', kid: 'bench' })}.${part({ sub, iss: issuer, aud: 'folkmoot', exp, jti: randomUUID() })}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };
  return { jwks: { keys: [jwk] }, token };
}

/** The bytes of a request. */
export function requestOf(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  token: string,
  body?: object,
): Uint8Array {
  const text = body === undefined ? '' : JSON.stringify(body);
  const head = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${token}`,
    ...(body === undefined ? [] : ['Content-Type: application/json']),
    `Content-Length: ${Buffer.byteLength(text)}`,
  ].join('\r\n');
  return Buffer.from(`${head}\r\n\r\n${text}`);
}

export const ballotOf = (vote: string, token: string, choice: string): Uint8Array =>
  requestOf('PUT', `/v1/proposals/${vote}/ballot`, token, { choice });
