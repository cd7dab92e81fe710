/** A chain of custody as its readers are given it, and whether it holds: its entries one after the other, in the log, each taking signed by its taker (ALM-6, REC-3). */
import { z } from 'zod';
import { hashesOf } from '../bytes/base64.ts';
import {
  type Departures,
  instantFault,
  offerFault,
  type Standing,
  standingAfter,
  standingOf,
  takingFault,
} from '../../rules/custody/chain.ts';
import { fingerprintOf, type PublicJwk, readKey } from '../acts/jwk.ts';
import { type KeyChange, readKeyChange } from '../acts/key-change.ts';
import { openCheckpoint } from '../log/checkpoint.ts';
import type { Verifier } from '../log/keys.ts';
import { leafHash } from '../log/merkle.ts';
import { verifyInclusion } from '../log/proofs.ts';
import { count, hash, ordinal } from '../parts/schema/parts.ts';
import { type Fault, fault } from '../recount/fault.ts';
import { type CustodyEntry, custodyEntrySchema, custodyHash, custodyLeaf } from './entry.ts';
import { openTaking } from './taking.ts';

export const custodyChainFormat = 'folkmoot-custody-chain-1';

const place = {
  index: count.meta({ description: 'Its place in the log, from 0' }),
  path: z.array(z.string()).max(64).meta({ description: 'From its sibling up to the root, base64' }),
};

export const custodyChainSchema = z.strictObject({
  format: z.literal(custodyChainFormat),
  chain: z.string(),
  sha256: hash,
  size: ordinal.meta({ description: 'Bytes of the file' }),
  entries: z.array(z.strictObject({ entry: custodyEntrySchema, ...place })),
  keys: z
    .array(z.strictObject({ leaf: z.string(), ...place }))
    .meta({ description: 'The entries of the log that registered the takers’ keys, base64' }),
  checkpoint: z.string().meta({ description: 'The signed checkpoint, word for word' }),
  next: ordinal.nullable().meta({ description: 'After which entry the next page begins; null: none does' }),
});

export type CustodyChain = z.output<typeof custodyChainSchema>;

/** What a chain came to, where it holds. */
export interface Proven {
  readonly entries: readonly CustodyEntry[];
  readonly standing: Standing;
  readonly origin: string;
}

/**
 * Checks the pages of one chain, in their order. Of departures the log says nothing here: what the chain says of a gap is held against itself.
 * Whether a key was revoked before a taking, only the whole log tells.
 */
export function verifyChain(
  pages: readonly CustodyChain[],
  verifiers: readonly Verifier[],
): Proven | { readonly faults: readonly string[] } {
  const [first] = pages;
  if (first === undefined) return { faults: ['There is no page of a chain.'] };
  const faults: string[] = [];
  const keys = new Map<string, KeyChange>();
  let origin = '';
  for (const page of pages) {
    const checkpoint = openCheckpoint(page.checkpoint, verifiers);
    if ('fault' in checkpoint) return { faults: [checkpoint.fault] };
    origin = checkpoint.origin;
    const isIn = (leaf: Uint8Array, { index, path }: { readonly index: number; readonly path: string[] }) =>
      verifyInclusion({
        leaf: leafHash(leaf),
        index,
        size: checkpoint.size,
        path: hashesOf(path) ?? [new Uint8Array()],
        root: checkpoint.root,
      });
    for (const { entry, ...at } of page.entries)
      if (!isIn(custodyLeaf(checkpoint.origin, custodyHash(entry)), at))
        faults.push(`Entry ${entry.n} of the chain is not entry ${at.index} of the log.`);
    for (const { leaf, ...at } of page.keys) {
      const bytes = Buffer.from(leaf, 'base64');
      const change = readKeyChange(bytes);
      if (change === undefined || 'fault' in change || !isIn(bytes, at))
        faults.push(`What is said of a key is not entry ${at.index} of the log.`);
      else keys.set(`${change.member} ${change.fingerprint}`, change);
    }
  }
  const entries = pages.flatMap((page) => page.entries.map(({ entry }) => entry));
  const known = { chain: first.chain, sha256: first.sha256, council: origin };
  faults.push(...orderFaults(entries, known));
  if (entries[0]?.kind === 'deposited' && entries[0].size !== first.size)
    faults.push(`Its file has ${entries[0].size} bytes, and not ${first.size}.`);
  if (faults.length > 0) return { faults };
  const standing = followed(entries, keys);
  return 'fault' in standing ? { faults: [standing.fault] } : { entries, standing, origin };
}

/** Each entry names the one before it: none can be left out, put in or changed unseen. */
function* orderFaults(
  entries: readonly CustodyEntry[],
  known: { readonly chain: string; readonly sha256: string; readonly council: string },
): Generator<string> {
  if (entries[0]?.kind !== 'deposited') yield 'It does not begin with its deposit.';
  for (const [place, entry] of entries.entries()) {
    const { n, previous, chain, sha256, council, at, kind } = entry;
    const before = entries[place - 1];
    if (n !== place + 1) yield `Entry ${n} stands where entry ${place + 1} is due: one is missing.`;
    if (previous !== (before === undefined ? null : custodyHash(before)))
      yield `Entry ${n} does not name the entry before it.`;
    if (chain !== known.chain || sha256 !== known.sha256 || council !== known.council)
      yield `Entry ${n} is of another chain.`;
    if (before !== undefined && at < before.at) yield `Entry ${n} is older than the one before it.`;
    if (kind === 'deposited' && place > 0) yield `Entry ${n} is a second deposit.`;
  }
}

/** Follows the chain by the rules, from its deposit on. */
function followed(entries: readonly CustodyEntry[], keys: ReadonlyMap<string, KeyChange>): Standing | Fault {
  let before = standingOf(entries.slice(0, 1));
  for (const [place, entry] of entries.entries()) {
    if (place === 0) continue;
    const wrong = stepFault(before, entry, { entries, keys });
    if (wrong !== undefined) return fault(`Entry ${entry.n} ${wrong} (ALM-6).`);
    before = standingAfter(before, entry);
  }
  return before;
}

interface Known {
  readonly entries: readonly CustodyEntry[];
  readonly keys: ReadonlyMap<string, KeyChange>;
}

/** What is wrong with an entry after those before it, in a clause. */
function stepFault(before: Standing, entry: CustodyEntry, known: Known): string | undefined {
  const { by } = entry;
  switch (entry.kind) {
    case 'deposited':
      return 'is a second deposit';
    case 'read':
      return undefined;
    case 'offered':
      return offerFault(before, { by, to: entry.to }) === undefined && by !== entry.to
        ? undefined
        : `is an offer by ${by}, who could not make it`;
    case 'withdrawn':
      return before.holder === by && before.offeredTo !== null
        ? undefined
        : `takes back what ${by} had not offered`;
    case 'taken':
      return takenFault(before, entry, known);
  }
}

function takenFault(
  before: Standing,
  entry: CustodyEntry & { readonly kind: 'taken' },
  { entries, keys }: Known,
): string | undefined {
  const { by, from, why, takenAt, gap, jws, at } = entry;
  const answered = entries[before.answers - 1];
  if (answered === undefined) return 'answers no entry';
  // Who departed, the chain says by its gap: without one, it must have been offered.
  const gone = before.holder ?? before.depositor;
  const departed: Departures =
    gap?.because === 'departed' || (gap !== null && by !== before.depositor)
      ? new Map([
          [gone, gap.since],
          ...(before.offeredTo === null ? [] : [[before.offeredTo, gap.since] as const]),
        ])
      : new Map();
  if (from !== before.holder) return `says that it was taken from ${from ?? 'nobody'}, who did not hold it`;
  if (takingFault(before, by, departed) !== undefined) return `is a taking by ${by}, who could not take it`;
  if (before.holder === null && (gap?.because !== 'never-taken' || gap.since !== before.since))
    return 'does not show that nobody answered for the file before it';
  if (before.holder !== null && gap !== null && (gap.because !== 'departed' || gap.since > at))
    return 'shows a gap that there was not';
  const opened = openTaking(jws);
  if (opened === undefined) return 'bears no signature of a taker';
  const { taking, kid } = opened;
  const change = keys.get(`${by} ${kid}`);
  const key = change?.key ?? undefined;
  if (change === undefined || key === undefined || !isKeyOf(key, kid))
    return `is signed by a key, ${kid}, of which the chain does not prove that ${by} registered it`;
  if (change.countsFrom > at) return 'is signed by a key that did not count yet';
  if (!opened.holds(key)) return `is not what ${by} signed: the signature does not hold`;
  const { answers, chain, council, member, sha256 } = taking;
  const isSaid =
    answers === custodyHash(answered) &&
    chain === entry.chain &&
    council === entry.council &&
    sha256 === entry.sha256 &&
    member === by &&
    taking.from === from &&
    taking.why === why &&
    taking.at === takenAt;
  if (!isSaid) return `does not say what ${by} signed`;
  return instantFault(takenAt, { answered: answered.at, now: at }) === undefined
    ? undefined
    : 'says that it was taken before it was offered, or ahead of the clock';
}

const isKeyOf = (key: PublicJwk, kid: string): boolean =>
  !('fault' in readKey('sign', key)) && fingerprintOf(key) === kid;
