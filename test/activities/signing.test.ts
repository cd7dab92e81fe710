/** With which secret calls are signed: a member's and a family's never pass for the council's (TIE-1, EXE-2). */
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { secretOf, signedHeaders, type Signer } from '../../activities/actions/signing.ts';

const councils = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const at = '2026-03-01T09:00:00.000Z';
const id = '01893c1c-0f4f-7000-8000-000000000001/tier-1/personal%2Eworks';
const signature = (signer: Signer) =>
  signedHeaders({ id, signer }, councils, '{"open":true}', at)['webhook-signature'];
const signer = fc
  .tuple(fc.constantFrom('member', 'family'), fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,63}$/))
  .map(([kind, name]) => `${kind}/${name}` as Signer);

describe('the secret of a call', () => {
  it('TIE-1 of the council is its own, and of a member HKDF-SHA256 of it under the member’s name', () => {
    expect(secretOf('council', councils)).toBe(councils);
    // openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt hexkey:… -kdfopt info:member/wren -binary HKDF | base64
    expect(secretOf('member/wren', councils)).toBe('whsec_9l2Wb6gQcurqBzL8OcTw0csJ3AaTTRilQUca1Iwg3Jo=');
  });

  it('TIE-1 signs what no other secret signs, the council’s least of all', () => {
    fc.assert(
      fc.property(signer, signer, (one, other) => {
        expect(signature(one)).not.toBe(signature('council'));
        expect(signature(one) === signature(other)).toBe(one === other);
      }),
    );
  });

  it('TIE-1 a member’s call is verified with the member’s secret, and refused with the council’s', () => {
    const headers = signedHeaders({ id, signer: 'member/wren' }, councils, '{}', new Date().toISOString());
    expect(new Webhook(secretOf('member/wren', councils)).verify('{}', headers)).toEqual({});
    expect(() => new Webhook(councils).verify('{}', headers)).toThrow('No matching signature');
    expect(() => new Webhook(secretOf('family/wren', councils)).verify('{}', headers)).toThrow();
  });
});
