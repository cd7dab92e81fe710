/** A chain of custody with the proofs of its entries in the log, as it is checked offline (ALM-6, REC-3). */
import { type CustodyChain, custodyChainFormat } from '../../ledger/custody/chain.ts';
import type { CustodyEntry } from '../../ledger/custody/entry.ts';
import { openTaking } from '../../ledger/custody/taking.ts';
import type { Signer } from '../../ledger/log/keys.ts';
import { currentCheckpoint } from '../log/checkpoints.ts';
import { inclusionPath } from '../log/ledger.ts';
import type { Db } from '../postgres/database.ts';
import type { Chain } from './chains.ts';

/** Entries of one page. */
const mostOnPage = 200;

/** @param after the number of the last entry of the page before, 0 for the first */
export async function chainDocument(
  db: Db,
  signer: Signer,
  { id, sha256, size }: Chain,
  after: number,
): Promise<CustodyChain> {
  const rows = await db
    .selectFrom('custody_entries as e')
    .innerJoin('ledger_entries as l', 'l.custody', 'e.id')
    .select(['e.n', 'e.bytes', 'l.index'])
    .where('e.chain', '=', id)
    .where('e.n', '>', after)
    .orderBy('e.n')
    .limit(mostOnPage + 1)
    .execute();
  const page = rows.slice(0, mostOnPage);
  // After they were read: it covers them all.
  const { size: logged, note } = await currentCheckpoint(db, signer);
  const placed = async (index: number) => ({
    index,
    path: (await inclusionPath(db, index, logged)).map((hash) => hash.toString('base64')),
  });
  const entries = [];
  for (const { bytes, index } of page)
    entries.push({ entry: JSON.parse(String(bytes)) as CustodyEntry, ...(await placed(index)) });
  const keys = [];
  for (const { bytes, index } of await keyEntries(
    db,
    entries.map(({ entry }) => entry),
  ))
    keys.push({ leaf: bytes.toString('base64'), ...(await placed(index)) });
  const next = rows.length > mostOnPage ? (page.at(-1)?.n ?? null) : null;
  return { format: custodyChainFormat, chain: id, sha256, size, entries, keys, checkpoint: note, next };
}

/** The entries of the log that registered the keys by which these were signed. */
async function keyEntries(db: Db, entries: readonly CustodyEntry[]) {
  const used = new Map<string, { readonly member: string; readonly fingerprint: string }>();
  for (const entry of entries) {
    const kid = entry.kind === 'taken' ? openTaking(entry.jws)?.kid : undefined;
    if (kid !== undefined) used.set(`${entry.by} ${kid}`, { member: entry.by, fingerprint: kid });
  }
  if (used.size === 0) return [];
  return db
    .selectFrom('member_keys as m')
    .innerJoin('key_changes as k', (join) =>
      join.onRef('k.member', '=', 'm.member').onRef('k.sequence', '=', 'm.sequence'),
    )
    .innerJoin('ledger_entries as l', 'l.key_change', 'k.id')
    .select(['k.bytes', 'l.index'])
    .where((eb) =>
      eb.or(
        [...used.values()].map(({ member, fingerprint }) =>
          eb.and([eb('m.member', '=', member), eb('m.fingerprint', '=', fingerprint)]),
        ),
      ),
    )
    .orderBy('l.index')
    .execute();
}
