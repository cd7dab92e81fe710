/** A chain of custody proves itself offline, and every lie about who took a file, from whom, when and why is found out (ALM-6). */
import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../ledger/custody/chain.ts';
import { custodyEntrySchema, type CustodyEntry, readCustodyLeaf } from '../../ledger/custody/entry.ts';
import { openTaking, signTaking } from '../../ledger/custody/taking.ts';
import { chainIn, entriesOf, keys, sha256, story, type Tell } from './custody.ts';
import { newSigner, origin } from './keys.ts';

const signer = newSigner(origin);
const verifiers = [signer.verifier];
const honest = entriesOf(origin);

/** What is found wrong with these entries, in a log that has them all. */
async function faultsOf(entries: readonly CustodyEntry[]): Promise<readonly string[]> {
  const proven = verifyChain([(await chainIn(signer, entries)).chain], verifiers);
  return 'faults' in proven ? proven.faults : [];
}

/** The story with one step told otherwise. */
const telling = (place: number, tell: (told: ReturnType<Tell>) => object): CustodyEntry[] =>
  entriesOf(
    origin,
    story.map((one, n) => (n === place ? (before) => ({ ...one(before), ...tell(one(before)) }) : one)),
  );

describe('a chain of custody', () => {
  it('ALM-6 proves who took the file, from whom, when and why, and who read it', async () => {
    const { chain } = await chainIn(signer, honest);
    expect(honest.every((entry) => custodyEntrySchema.safeParse(entry).success)).toBe(true);
    expect(verifyChain([chain], verifiers)).toMatchObject({
      origin,
      standing: { holder: 'dora', held: ['carl', 'dora'], offeredTo: null },
      entries: [{}, {}, {}, {}, {}, { kind: 'read', by: 'dora' }],
    });
  });

  it('ALM-6 is checked page by page, each with the checkpoint that it came with', async () => {
    const { chain } = await chainIn(signer, honest);
    const pages = [
      { ...chain, entries: chain.entries.slice(0, 4), next: 4 },
      { ...chain, entries: chain.entries.slice(4) },
    ];
    expect(verifyChain(pages, verifiers)).toHaveProperty('standing.holder', 'dora');
    expect(verifyChain([pages[1]!], verifiers)).toHaveProperty('faults');
    expect(verifyChain([], verifiers)).toHaveProperty('faults');
  });

  it('ALM-6 REC-3 is of a log whose key is trusted, and every entry stands in it', async () => {
    const { chain } = await chainIn(signer, honest);
    expect(verifyChain([chain], [newSigner(origin).verifier])).toHaveProperty('faults');
    for (const place of honest.keys()) {
      const moved = structuredClone(chain);
      moved.entries[place]!.path[0] = Buffer.alloc(32).toString('base64');
      expect(verifyChain([moved], verifiers)).toMatchObject({
        faults: [expect.stringContaining(`Entry ${place + 1} of the chain is not entry`)],
      });
    }
  });

  it.each(honest.map(({ kind }, place) => [kind, place] as const))(
    'ALM-6 that lacks its entry “%s” (place %i) is found out, though the log has all the others',
    async (_, place) => {
      const without = honest.filter((_one, n) => n !== place);
      const faults = await faultsOf(without);
      // Whoever leaves out the last one shows an older chain, which holds.
      if (place === honest.length - 1) expect(faults).toEqual([]);
      else expect(faults.join(' ')).toMatch(/does not name the entry before it|does not begin/);
    },
  );

  it.each<[string, number, (told: ReturnType<Tell>) => object, RegExp]>([
    ['another reason than was signed', 4, () => ({ why: 'To hide it.' }), /does not say what dora signed/],
    ['another instant', 4, () => ({ takenAt: '2026-03-02T09:03:59.000Z' }), /does not say what dora signed/],
    ['that it was taken from another', 4, () => ({ from: 'emil' }), /taken from emil, who did not hold it/],
    ['that another took it', 4, () => ({ by: 'emil' }), /taking by emil, who could not take it/],
    ['no gap before the first taking', 1, () => ({ gap: null }), /does not show that nobody answered/],
    [
      'a gap where somebody held it',
      4,
      () => ({ gap: { since: '2026-03-02T10:00:00.000Z', because: 'departed' } }),
      /a gap that there was not/,
    ],
    ['an offer by who did not hold it', 3, () => ({ by: 'dora' }), /offer by dora, who could not make it/],
    ['an offer to another', 3, () => ({ to: 'emil' }), /taking by dora, who could not take it/],
    [
      'that nothing was offered',
      3,
      () => ({ kind: 'withdrawn', to: undefined, why: undefined }),
      /takes back what carl had not offered/,
    ],
    ['a file of another length', 0, () => ({ size: 1 }), /Its file has 1 bytes/],
    [
      'a signature of other bytes',
      4,
      (told) => ({ jws: { ...(told['jws'] as object), signature: 'A'.repeat(86) } }),
      /signature does not hold/,
    ],
    [
      'no signature',
      4,
      () => ({ jws: { payload: 'e30', protected: 'e30', signature: 'e30' } }),
      /bears no signature/,
    ],
  ])('ALM-6 that tells %s is found out', async (_, place, tell, sentence) => {
    const entries = telling(place, tell).map((entry) => JSON.parse(JSON.stringify(entry)) as CustodyEntry);
    expect((await faultsOf(entries)).join(' ')).toMatch(sentence);
  });

  it('ALM-6 of another file, chain or council is found out', async () => {
    for (const other of [{ sha256: 'e'.repeat(64) }, { chain: 'chain-2' }, { council: 'another/log' }]) {
      const entries = entriesOf(
        origin,
        story.map((one, n) => (n === 2 ? (before) => ({ ...one(before), ...other }) : one)),
      );
      expect((await faultsOf(entries)).join(' ')).toContain('is of another chain');
    }
  });

  it('ALM-6 MEM-6 of a taker whose key the log does not have proves nothing', async () => {
    const { chain } = await chainIn(signer, honest);
    expect(verifyChain([{ ...chain, keys: chain.keys.slice(0, 1) }], verifiers)).toMatchObject({
      faults: [expect.stringContaining('does not prove that dora registered it')],
    });
    const lying = structuredClone(chain);
    lying.keys[1]!.leaf = lying.keys[0]!.leaf;
    expect(verifyChain([lying], verifiers)).toMatchObject({
      faults: [expect.stringContaining('said of a key')],
    });
  });
});

describe('what a taker signs', () => {
  const entry = honest[4]! as CustodyEntry & { kind: 'taken' };

  it('ALM-6 is a flattened JWS of one form: alg, kid, typ, and a canonical payload', () => {
    expect(JSON.parse(Buffer.from(entry.jws.protected, 'base64url').toString())).toEqual({
      alg: 'Ed25519',
      kid: keys['dora']!.fingerprint,
      typ: 'folkmoot-custody+jws',
    });
    expect(openTaking(entry.jws)).toMatchObject({ kid: keys['dora']!.fingerprint, taking: { sha256 } });
    const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const header = { alg: 'Ed25519', kid: 'x', typ: 'folkmoot-custody+jws' };
    const { payload } = entry.jws;
    for (const other of [
      { ...entry.jws, protected: base64url({ ...header, alg: 'none' }) },
      { ...entry.jws, protected: base64url({ ...header, typ: 'folkmoot-observation+jws' }) },
      { ...entry.jws, protected: base64url({ ...header, crit: [] }) },
      {
        ...entry.jws,
        payload: Buffer.from(` ${Buffer.from(payload, 'base64url').toString()}`).toString('base64url'),
      },
      { ...entry.jws, payload: `${payload}=` },
      { ...entry.jws, signature: '' },
    ])
      expect(openTaking(other)).toBeUndefined();
  });

  it('ALM-6 holds by the key of who signed it alone', () => {
    const opened = openTaking(entry.jws)!;
    expect([opened.holds(keys['dora']!.jwk), opened.holds(keys['carl']!.jwk)]).toEqual([true, false]);
    const other = signTaking({ ...opened.taking, why: 'Else.' }, keys['dora']!.privateKey, opened.kid);
    expect(openTaking({ ...other, signature: entry.jws.signature })!.holds(keys['dora']!.jwk)).toBe(false);
  });
});

describe('what the log has of it', () => {
  it('ALM-6 is told apart from a record and from a change of keys, and must have its form', () => {
    const bytes = (value: object) => Buffer.from(JSON.stringify(value));
    const leaf = { commitment: 'a'.repeat(64), council: origin, format: 'folkmoot-custody-1' };
    expect(readCustodyLeaf(bytes(leaf))).toEqual(leaf);
    expect(readCustodyLeaf(bytes({ ...leaf, format: 'folkmoot-record-1' }))).toBeUndefined();
    expect(readCustodyLeaf(Buffer.from('no JSON'))).toBeUndefined();
    expect(readCustodyLeaf(bytes({ ...leaf, commitment: 'short' }))).toHaveProperty('fault');
  });
});
