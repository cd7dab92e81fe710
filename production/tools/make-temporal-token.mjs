/** Makes a token for Temporal's default authoriser, or the key set that it is checked with: RS256, RFC 7519, the claim `permissions`. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const usage = `usage: node make-temporal-token.mjs KEY --keys                             the key set, for TEMPORAL_JWT_KEY_SOURCE1
       node make-temporal-token.mjs KEY SUBJECT SECONDS NAMESPACE:ROLE…    a token; ROLE is read, write or admin`;

const [file, subject, seconds, ...permissions] = process.argv.slice(2);
if (file === undefined || subject === undefined) {
  console.error(usage);
  process.exit(2);
}
const key = createPrivateKey(readFileSync(file));
const { kty, n, e } = createPublicKey(key).export({ format: 'jwk' });
const encode = (text) => Buffer.from(text).toString('base64url');
// RFC 7638: the key's own hash is its name.
const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');

if (subject === '--keys')
  console.log(JSON.stringify({ keys: [{ kty, n, e, kid, alg: 'RS256', use: 'sig' }] }));
else {
  if (!/^\d{1,9}$/.test(seconds ?? '') || permissions.length === 0) {
    console.error(usage);
    process.exit(2);
  }
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: subject, iat: now, exp: now + Number(seconds), permissions };
  const signed = `${encode(JSON.stringify({ alg: 'RS256', typ: 'JWT', kid }))}.${encode(JSON.stringify(claims))}`;
  console.log(`${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`);
}
