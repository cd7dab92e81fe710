/** Chains of custody as they are kept: which of a file a member may read, how one stands, and what is appended to it (ALM-6). */
import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import {
  type CustodyEntry,
  custodyEntryFormat,
  custodyHash,
  custodyLeaf,
} from '../../ledger/custody/entry.ts';
import { type Departures, type Standing, standingOf, type Step } from '../../rules/custody/chain.ts';
import type { Member } from '../../rules/model.ts';
import { laterOf } from '../../rules/window.ts';
import { appendLeaf } from '../log/ledger.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { isCitedTo } from './citations.ts';

export interface Chain {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly steps: readonly Step[];
  readonly standing: Standing;
  readonly departed: Departures;
}

/** As what a member may read a chain: whoever it is only offered to sees the chain, and the bytes once they have taken them. */
export type Access = 'bytes' | 'chain';

export interface Readable {
  readonly chain: Chain;
  readonly access: Access;
}

/**
 * The chains of a file that a member may read, the oldest first: of those that they brought, hold or held, that are offered to them, or that a process of
 * theirs cites (AUT-2). Of another there is nothing.
 */
export async function readableChains(
  db: Db | Trx,
  sha256: string,
  reader: Pick<Member, 'id' | 'roles'>,
): Promise<readonly Readable[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from custody_chains c
    where c.sha256 = ${sha256} and (
      exists (select from custody_entries e where e.chain = c.id and e.by_member = ${reader.id} and e.kind in ('deposited', 'taken'))
      or exists (select from custody_entries e where e.chain = c.id and e.to_member = ${reader.id} and e.kind = 'offered')
      or exists (select from custody_citations n where n.chain = c.id))
    order by c.at, c.id`.execute(db);
  const found: Readable[] = [];
  for (const { id } of rows) {
    const chain = await chainById(db, id);
    const access = await accessTo(db, chain, reader);
    if (access !== undefined) found.push({ chain, access });
  }
  return found;
}

/** Where a page of one's own chains begins. */
export interface ChainPlace {
  readonly at: string;
  readonly id: string;
}

/**
 * One's own chains, the newest first: what they brought, hold or held, and what is or was offered to them, of which only what still is, is theirs to see.
 * @returns of each its place, and its chain where it is
 */
export async function ownChains(
  db: Db | Trx,
  reader: string,
  { after, limit }: { readonly after: ChainPlace | undefined; readonly limit: number },
): Promise<readonly (ChainPlace & { readonly chain: Chain | null })[]> {
  const { rows } = await sql<ChainPlace>`
    select c.id, c.at from custody_chains c
    where (${after === undefined} or (c.at, c.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)) and (
      exists (select from custody_entries e where e.chain = c.id and e.by_member = ${reader} and e.kind in ('deposited', 'taken'))
      or exists (select from custody_entries e where e.chain = c.id and e.to_member = ${reader} and e.kind = 'offered'))
    order by c.at desc, c.id desc limit ${limit}`.execute(db);
  const found = [];
  for (const { id, at } of rows) {
    const chain = await chainById(db, id);
    const { held, offeredTo } = chain.standing;
    found.push({ id, at, chain: held.includes(reader) || offeredTo === reader ? chain : null });
  }
  return found;
}

async function accessTo(
  db: Db | Trx,
  { id, standing }: Chain,
  reader: Pick<Member, 'id' | 'roles'>,
): Promise<Access | undefined> {
  if (standing.held.includes(reader.id) || (await isCitedTo(db, id, reader))) return 'bytes';
  return standing.offeredTo === reader.id ? 'chain' : undefined;
}

/** A chain without its readings. */
export async function chainById(db: Db | Trx, id: string): Promise<Chain> {
  const { sha256, size } = await db
    .selectFrom('custody_chains as c')
    .innerJoin('custody_files as f', 'f.sha256', 'c.sha256')
    .select(['c.sha256', 'f.size'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('custody_entries')
    .select('bytes')
    .where('chain', '=', id)
    .where('kind', '<>', 'read')
    .orderBy('n')
    .execute();
  const steps = rows.map(({ bytes }) => JSON.parse(String(bytes)) as CustodyEntry);
  const standing = standingOf(steps);
  return { id, sha256, size, steps, standing, departed: await departuresOf(db, standing) };
}

/** When those departed on whom something depends. */
async function departuresOf(db: Db | Trx, { holder, depositor, offeredTo }: Standing): Promise<Departures> {
  const ids = [holder, depositor, offeredTo].filter((id) => id !== null);
  const rows = await db
    .selectFrom('members')
    .select(['id', 'status_at'])
    .where('id', 'in', ids)
    .where('status', '=', 'departed')
    .execute();
  return new Map(rows.map(({ id, status_at: at }) => [id, at]));
}

/** Holds a chain as it is until the transaction ends: whoever adds to it waits. */
export async function holdChain(trx: Trx, id: string): Promise<void> {
  await trx.selectFrom('custody_chains').select('id').where('id', '=', id).forUpdate().execute();
}

type Told = CustodyEntry extends infer One
  ? One extends CustodyEntry
    ? Omit<One, 'chain' | 'council' | 'format' | 'n' | 'previous' | 'salt' | 'sha256'>
    : never
  : never;

/** Bytes. */
const saltLength = 32;

/** Adds an entry to a chain that is held, and to the log, whose lock is held until the commit: nothing else is locked after it. */
export async function appendCustody(
  trx: Trx,
  { id: chain, sha256, council }: { readonly id: string; readonly sha256: string; readonly council: string },
  told: Told,
): Promise<CustodyEntry> {
  const before = await trx
    .selectFrom('custody_entries')
    .select(['n', 'hash', 'at'])
    .where('chain', '=', chain)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  const entry: CustodyEntry = {
    ...told,
    // Another machine's clock may be behind: no chain runs back.
    at: laterOf(told.at, before?.at ?? told.at),
    chain,
    council,
    format: custodyEntryFormat,
    n: (before?.n ?? 0) + 1,
    previous: before?.hash ?? null,
    salt: randomBytes(saltLength).toString('base64url'),
    sha256,
  };
  const hash = custodyHash(entry);
  const leaf = custodyLeaf(council, hash);
  const entryId = randomUUID();
  await trx
    .insertInto('custody_entries')
    .values({
      id: entryId,
      chain,
      n: entry.n,
      kind: entry.kind,
      by_member: entry.by,
      to_member: entry.kind === 'offered' ? entry.to : null,
      at: entry.at,
      bytes: canonicalBytes(entry),
      hash,
      leaf,
    })
    .execute();
  await appendLeaf(trx, { custody: entryId, bytes: leaf });
  return entry;
}

/** The hash of an entry of a chain. */
export async function hashOf(db: Db | Trx, chain: string, n: number): Promise<string> {
  const { hash } = await db
    .selectFrom('custody_entries')
    .select('hash')
    .where('chain', '=', chain)
    .where('n', '=', n)
    .executeTakeFirstOrThrow();
  return hash;
}
