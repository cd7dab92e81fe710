/** Keys and signatures of members: what is one, and that nothing of what was signed can be changed (AUT-1, MEM-6; RFC 7638, 7797, 8037). */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { FlattenedSign, flattenedVerify, importJWK } from 'jose';
import { type AnswerAct, answerBytes } from '../../ledger/acts/act.ts';
import { fingerprintOf, type PublicJwk, readKey } from '../../ledger/acts/jwk.ts';
import { openDetached, signDetached, verifyDetached } from '../../ledger/acts/jws.ts';
import { makeKey } from '../support/signing.ts';

/** RFC 8037, appendix A.2, and its thumbprint, A.3. */
const published = { crv: 'Ed25519', kty: 'OKP', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const;

const ballot: AnswerAct = {
  council: 'council.example/log',
  decision: '01a22de5-89b0-75a6-a225-b1ae227fbdb8',
  poll: 'votes',
  number: 1,
  version: 2,
  member: 'dora',
  choice: 'for',
  ranking: null,
  reason: 'The queue.',
  sequence: 1,
};

describe('a public key', () => {
  it('MEM-6 has the fingerprint of RFC 7638', () => {
    expect(fingerprintOf(published)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('MEM-6 of each kind is read as it is made', () => {
    const of = (pair: { readonly publicKey: ReturnType<typeof createPublicKey> }) =>
      pair.publicKey.export({ format: 'jwk' });
    for (let n = 0; n < 20; n += 1) {
      const sign = of(generateKeyPairSync('ed25519'));
      expect(readKey('sign', sign)).toEqual(sign);
      const seal = of(generateKeyPairSync('x25519'));
      expect(readKey('seal', seal)).toEqual(seal);
      const p256 = of(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
      expect(readKey('seal', p256)).toEqual(p256);
    }
  });

  const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const ofBytes = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
  const ed = (key: string) => ({ crv: 'Ed25519', kty: 'OKP', x: key });

  it.each<[string, 'sign' | 'seal', unknown]>([
    ['with its private part', 'sign', { ...published, d: published.x }],
    ['with another member', 'sign', { ...published, use: 'sig' }],
    ['with its fingerprint', 'sign', { ...published, kid: fingerprintOf(published) }],
    ['of another type', 'sign', { ...published, kty: 'EC' }],
    ['to seal, registered to sign', 'sign', { crv: 'P-256', kty: 'EC', x, y }],
    ['to sign, registered to seal', 'seal', published],
    ['a secret', 'sign', { kty: 'oct', k: 'AAAA' }],
    ['of RSA', 'sign', { kty: 'RSA', n: 'AQAB', e: 'AQAB' }],
    ['cut short', 'sign', ed(published.x.slice(0, -1))],
    ['padded', 'sign', ed(`${published.x}=`)],
    ['with letters that say nothing', 'sign', ed(`${published.x.slice(0, -1)}p`)],
    ['the neutral point', 'sign', ed(ofBytes(`01${'00'.repeat(31)}`))],
    ['of order 2', 'sign', ed(ofBytes(`ec${'ff'.repeat(30)}7f`))],
    ['of order 4', 'sign', ed(ofBytes('00'.repeat(32)))],
    ['of order 8', 'sign', ed(ofBytes('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'))],
    [
      'of order 8 too',
      'sign',
      ed(ofBytes('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')),
    ],
    ['written with a number that is too large', 'sign', ed(ofBytes(`ed${'ff'.repeat(30)}7f`))],
    ['off the curve', 'sign', ed(ofBytes(`02${'00'.repeat(31)}`))],
    ['X25519 of low order', 'seal', { crv: 'X25519', kty: 'OKP', x: ofBytes('00'.repeat(32)) }],
    [
      'X25519 of order 8',
      'seal',
      {
        crv: 'X25519',
        kty: 'OKP',
        x: ofBytes('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'),
      },
    ],
    [
      'X25519 in another writing',
      'seal',
      { crv: 'X25519', kty: 'OKP', x: ofBytes(`09${'00'.repeat(30)}80`) },
    ],
    ['P-256 off the curve', 'seal', { crv: 'P-256', kty: 'EC', x, y: x }],
    ['P-256 without its y', 'seal', { crv: 'P-256', kty: 'EC', x }],
    ['nothing', 'sign', null],
  ])('MEM-6 is none %s', (_name, kind, key) => {
    expect(readKey(kind, key)).toEqual({ fault: expect.any(String) });
  });
});

const key = makeKey();
const verified = (text: string, bytes: Uint8Array, jwk: PublicJwk = key.jwk): boolean => {
  const opened = openDetached(text);
  return (
    opened !== undefined &&
    opened.kid === fingerprintOf(jwk) &&
    verifyDetached(opened, bytes, createPublicKey({ key: jwk, format: 'jwk' }))
  );
};

describe('a signature', () => {
  const bytes = answerBytes(ballot);
  const signature = signDetached(bytes, key.privateKey, key.fingerprint);

  it('AUT-1 is over these bytes', () => {
    expect(bytes.toString()).toBe(
      '{"act":"ballot","choice":"for","council":"council.example/log","decision":"01a22de5-89b0-75a6-a225-b1ae227fbdb8",' +
        '"format":"folkmoot-act-1","member":"dora","number":1,"poll":"votes",' +
        '"reason":"227534191ecc86c22dd32e8811cccf95cc121ff12ff6f11153a7fc2844f383fc","sequence":1,"version":2}',
    );
  });

  it('AUT-1 is what another library makes and checks, the header’s members in any order', async () => {
    const [header = '', , last = ''] = signature.split('.');
    const publicKey = await importJWK(key.jwk, 'Ed25519');
    const signed = { protected: header, payload: bytes, signature: last };
    await expect(flattenedVerify(signed, publicKey, { crit: { b64: true } })).resolves.toBeDefined();
    const other = await new FlattenedSign(bytes)
      .setProtectedHeader({ kid: key.fingerprint, crit: ['b64'], b64: false, alg: 'Ed25519' })
      .sign(key.privateKey);
    expect(verified(`${other.protected}..${other.signature}`, bytes)).toBe(true);
  });

  const headed = (header: object): string =>
    signature.replace(/^[^.]+/, Buffer.from(JSON.stringify(header)).toString('base64url'));
  const good = { alg: 'Ed25519', b64: false, crit: ['b64'], kid: key.fingerprint };

  it.each<[string, string]>([
    ['with alg none', headed({ ...good, alg: 'none' })],
    ['with HS256', headed({ ...good, alg: 'HS256' })],
    ['with EdDSA', headed({ ...good, alg: 'EdDSA' })],
    ['with its payload encoded', headed({ ...good, b64: true })],
    ['without crit', headed({ alg: 'Ed25519', b64: false, kid: key.fingerprint })],
    ['with more that is critical', headed({ ...good, crit: ['b64', 'exp'] })],
    ['with a key of its own', headed({ ...good, jwk: key.jwk })],
    ['without a kid', headed({ alg: 'Ed25519', b64: false, crit: ['b64'] })],
    ['with its payload', signature.replace('..', `.${bytes.toString('base64url')}.`)],
    ['with a part more', `${signature}.e30`],
    ['cut short', signature.slice(0, -1)],
    ['padded', `${signature}==`],
    ['too long', `${signature}${'A'.repeat(1_000)}`],
    ['nothing', ''],
  ])('AUT-1 is none %s', (_name, text) => {
    expect(openDetached(text)).toBeUndefined();
  });

  test.prop([fc.nat(), fc.integer({ min: 1, max: 255 })])(
    'AUT-1 holds for no act of which any byte is another',
    (place, by) => {
      const changed = Buffer.from(bytes);
      const at = place % changed.length;
      changed[at] = (changed[at] ?? 0) ^ by;
      expect(verified(signature, changed)).toBe(false);
    },
  );

  test.prop([fc.nat(), fc.integer({ min: 1, max: 127 })])(
    'AUT-1 is none of which any byte is another',
    (place, by) => {
      const changed = Buffer.from(signature);
      const at = place % changed.length;
      changed[at] = (changed[at] ?? 0) ^ by;
      expect(verified(changed.toString('latin1'), bytes)).toBe(false);
    },
  );

  test.prop([fc.constantFrom(...(Object.keys(ballot) as (keyof AnswerAct)[])), fc.string({ minLength: 1 })])(
    'AUT-1 names each part of a ballot',
    (part, other) => {
      // A ballot has no ranking.
      fc.pre(part !== 'ranking' && other !== ballot[part]);
      expect(verified(signature, answerBytes({ ...ballot, [part]: other }))).toBe(false);
    },
  );
});
