/** A chain of custody as a council would have it: carl brought and took it, dora took it from him, and both read it; with the log that has its entries. */
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { keyChangeFormat } from '../../ledger/acts/key-change.ts';
import type { CustodyChain } from '../../ledger/custody/chain.ts';
import {
  type CustodyEntry,
  custodyEntryFormat,
  custodyHash,
  custodyLeaf,
} from '../../ledger/custody/entry.ts';
import { signTaking, takingFormat } from '../../ledger/custody/taking.ts';
import { signCheckpoint } from '../../ledger/log/checkpoint.ts';
import type { Signer } from '../../ledger/log/keys.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { nodesAbove, proveInclusion, rootAt } from '../../ledger/log/proofs.ts';
import { makeKey, type TestKey } from '../support/signing.ts';

export const file = Buffer.from('A photograph of the stairs.');
export const sha256 = '3f1c'.padEnd(64, '0');
export const keys: Readonly<Record<string, TestKey>> = { carl: makeKey(), dora: makeKey() };

const at = (minutes: number): string =>
  new Date(Date.parse('2026-03-02T09:00:00.000Z') + minutes * 60_000).toISOString();

type Facts = { readonly kind: CustodyEntry['kind']; readonly by: string } & Readonly<Record<string, unknown>>;

/** What is told of one step, where the chain so far is known. */
export type Tell = (before: readonly CustodyEntry[]) => Facts;

const taking =
  (by: string, more: object): Tell =>
  (before) => {
    const answered = before.findLast(({ kind }) => kind !== 'read');
    const facts = { from: null, why: 'To keep it.', takenAt: at(before.length), gap: null, ...more };
    const { from, why, takenAt } = facts;
    const payload = {
      answers: answered === undefined ? '' : custodyHash(answered),
      at: takenAt,
      chain: 'chain-1',
      council: answered?.council ?? '',
      format: takingFormat,
      from,
      member: by,
      sha256: answered?.sha256 ?? sha256,
      why,
    } as const;
    const { privateKey, fingerprint } = keys[by]!;
    return { kind: 'taken', by, ...facts, jws: signTaking(payload, privateKey, fingerprint) };
  };

export const story: readonly Tell[] = [
  () => ({ kind: 'deposited', by: 'carl', size: file.length }),
  taking('carl', { gap: { since: at(0), because: 'never-taken' } }),
  () => ({ kind: 'read', by: 'carl' }),
  () => ({ kind: 'offered', by: 'carl', to: 'dora', why: 'You know the stairs.' }),
  taking('dora', { from: 'carl' }),
  () => ({ kind: 'read', by: 'dora' }),
];

/** The entries of a story, each naming the one before it. @param sha of the file */
export function entriesOf(council: string, tells: readonly Tell[] = story, sha = sha256): CustodyEntry[] {
  const entries: CustodyEntry[] = [];
  for (const tell of tells) {
    const before = entries.at(-1);
    entries.push({
      at: at(entries.length),
      chain: 'chain-1',
      council,
      format: custodyEntryFormat,
      n: entries.length + 1,
      previous: before === undefined ? null : custodyHash(before),
      salt: `${entries.length}`.padEnd(43, 's'),
      sha256: sha,
      ...tell(entries),
    } as CustodyEntry);
  }
  return entries;
}

const keyEntry = (council: string, member: string): Buffer => {
  const { jwk, fingerprint } = keys[member]!;
  return canonicalBytes({
    at: at(-10),
    by: member,
    change: 'register',
    charter: 1,
    council,
    countsFrom: at(-10),
    fingerprint,
    format: keyChangeFormat,
    key: jwk,
    kind: 'sign',
    member,
    pace: 1,
    sequence: 1,
    signature: null,
    stops: null,
  });
};

/** The chain with its proofs, in a log that has these entries and the keys of both. */
export async function chainIn(
  signer: Signer,
  entries: readonly CustodyEntry[],
  sha = sha256,
): Promise<{ readonly chain: CustodyChain; readonly leaves: readonly Buffer[] }> {
  const registered = Object.keys(keys).map((member) => keyEntry(signer.name, member));
  const leaves = [...registered, ...entries.map((entry) => custodyLeaf(signer.name, custodyHash(entry)))];
  const read = nodesAbove(leaves.map(leafHash));
  const size = leaves.length;
  const place = async (index: number) => ({
    index,
    path: (await proveInclusion(read, index, size)).map((hash) => Buffer.from(hash).toString('base64')),
  });
  return {
    leaves,
    chain: {
      format: 'folkmoot-custody-chain-1',
      chain: 'chain-1',
      sha256: sha,
      size: file.length,
      entries: await Promise.all(
        entries.map(async (entry, n) => ({ entry, ...(await place(registered.length + n)) })),
      ),
      keys: await Promise.all(
        registered.map(async (leaf, n) => ({ leaf: leaf.toString('base64'), ...(await place(n)) })),
      ),
      checkpoint: signCheckpoint({ size, root: await rootAt(read, size) }, signer),
      next: null,
    },
  };
}
