/** The bytes of files that proposals name by their SHA-256: each once, with who brought or named it (PRO-2). */
import { sql } from 'kysely';
import type { Attachment } from '../../rules/model.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** What one member may have here that no submitted proposal names, or that they brought or named within the last day: files, and bytes of all. */
const mostKept = { files: 20, bytes: 100 * 1024 * 1024 } as const;

/** Milliseconds: once an hour it is looked what may go; what was brought within the last day counts, and after a week what nothing names is removed. */
const hour = 60 * 60 * 1_000;
const day = 24 * hour;
const week = 7 * day;

const before = (at: string, milliseconds: number): string =>
  new Date(Date.parse(at) - milliseconds).toISOString();

/** Bringing, naming and removing wait for each other: what is named is not removed meanwhile. */
const takeTurn = async (trx: Trx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended('folkmoot attachments', 0))`.execute(trx);

/** Whether a version of a proposal, of those that `which` holds for, names the file in the column `sha256` of `a`. */
const isNamed = (which: ReturnType<typeof sql<boolean>>) => sql<boolean>`exists (
  select from proposal_versions as v join proposals as p on p.id = v.proposal
  where v.content -> 'attachments' @> jsonb_build_array(jsonb_build_object('sha256', a.sha256)) and ${which})`;

const submitted = sql<boolean>`p.submitted_at is not null`;
/** A draft that was withdrawn or has lapsed names nothing any more. */
const living = sql<boolean>`(p.submitted_at is not null or p.ended_at is null)`;

export interface Bringing {
  readonly member: string;
  readonly bytes: Buffer;
  /** Of the bytes. */
  readonly sha256: string;
  readonly at: string;
}

/** Keeps the bytes; kept already, nothing more happens. A refusal where the member has as much here as they may. */
export async function keepAttachment(
  db: Db,
  { member, bytes, sha256, at }: Bringing,
): Promise<Refusal | undefined> {
  return db.transaction().execute(async (trx) => {
    await takeTurn(trx);
    if (await takeLook(trx, at)) await removeForgotten(trx, at);
    const { files, size, own } = await keptBy(trx, member, sha256, at);
    const isFull = files + 1 > mostKept.files || size + bytes.length > mostKept.bytes;
    if (!own && isFull)
      return refuse('too-many-attachments', 'PRO-2', { files, bytes: size, most: mostKept });
    await trx
      .insertInto('attachments')
      .values({ sha256, bytes, size: bytes.length })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await hold(trx, member, [sha256], at);
    return undefined;
  });
}

/** How much of a member's counts, and whether this file does already. */
async function keptBy(trx: Trx, member: string, sha256: string, at: string) {
  const { rows } = await sql<{ files: number; size: number; own: boolean }>`
    select count(*) as files, coalesce(sum(a.size), 0)::bigint as size,
      coalesce(bool_or(a.sha256 = ${sha256}), false) as own
    from attachment_holders as h join attachments as a using (sha256)
    where h.member = ${member} and (h.at > ${before(at, day)} or not ${isNamed(submitted)})`.execute(trx);
  const [kept] = rows;
  if (kept === undefined) throw new Error('a count has a row');
  return kept;
}

/** Whether nobody has looked within the hour. */
async function takeLook(trx: Trx, at: string): Promise<boolean> {
  const { rows } = await sql`
    insert into watches (name, looked_at) values ('attachments', ${at})
    on conflict (name) do update set looked_at = ${at} where watches.looked_at <= ${before(at, hour)}
    returning name`.execute(trx);
  return rows.length > 0;
}

/** Removes what nobody has brought or named for a week and no proposal names; a draft names until it ends. */
async function removeForgotten(trx: Trx, at: string): Promise<void> {
  await sql`
    delete from attachment_holders as a
    where a.at <= ${before(at, week)} and not ${isNamed(living)}`.execute(trx);
  await sql`
    delete from attachments as a
    where not exists (select from attachment_holders as h where h.sha256 = a.sha256)
      and not ${isNamed(living)}`.execute(trx);
}

async function hold(trx: Trx, member: string, files: readonly string[], at: string): Promise<void> {
  await trx
    .insertInto('attachment_holders')
    .values(files.map((sha256) => ({ member, sha256, at })))
    .onConflict((conflict) =>
      conflict
        .columns(['sha256', 'member'])
        .doUpdateSet({ at: sql<string>`greatest(attachment_holders.at, excluded.at)` }),
    )
    .execute();
}

/**
 * Why a member cannot name these files, or nothing, and then they stay here for a week at least. Whoever knows a hash alone may not: they
 * have brought the file, or may read a proposal that names it. Facts: `attachments`, the hashes that are not here under this length.
 */
export async function attachmentsFault(
  db: Db,
  member: string,
  attachments: readonly Attachment[],
  at: string,
): Promise<Refusal | undefined> {
  if (attachments.length === 0) return undefined;
  return db.transaction().execute(async (trx) => {
    await takeTurn(trx);
    const files = attachments.map(({ sha256 }) => sha256);
    const { rows } = await sql<{ sha256: string; size: number }>`
      select a.sha256, a.size from attachments as a
      where a.sha256 = any(${files})
        and (exists (select from attachment_holders as h where h.sha256 = a.sha256 and h.member = ${member})
          or ${isNamed(sql<boolean>`(p.submitted_at is not null or p.author = ${member})`)})`.execute(trx);
    const sizes = new Map(rows.map((row) => [row.sha256, row.size]));
    const unknown = attachments.filter(({ sha256, size }) => sizes.get(sha256) !== size);
    if (unknown.length > 0)
      return refuse('unknown-attachment', 'PRO-2', { attachments: unknown.map(({ sha256 }) => sha256) });
    await hold(trx, member, files, at);
    return undefined;
  });
}

/** The bytes of a file that a version of this proposal names, with what the newest of them calls it. */
export async function attachmentOf(
  db: Db,
  proposal: string,
  sha256: string,
): Promise<(Attachment & { readonly bytes: Buffer }) | undefined> {
  const { rows } = await sql<{ named: Attachment; bytes: Buffer }>`
    select named.value as named, a.bytes
    from proposal_versions as v
      cross join jsonb_array_elements(v.content -> 'attachments') as named
      join attachments as a on a.sha256 = named.value ->> 'sha256'
    where v.proposal = ${proposal} and a.sha256 = ${sha256}
    order by v.version desc limit 1`.execute(db);
  const [row] = rows;
  return row && { ...row.named, bytes: row.bytes };
}
