/** Importing members, all or none, until the first decision is submitted (MEM-6). */
import { sql } from 'kysely';
import type { FileIdentity, MembersFile } from '../../charter/members.ts';
import type { HeldResource } from '../../charter/resources.ts';
import { stewardFault } from '../../rules/council/members.ts';
import type { Member } from '../../rules/model.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { beginAbsences } from './absences.ts';
import { tellOfAbsence } from '../inbox/absence-notices.ts';
import { holdFromFile } from './allocations.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { type Family, holderOf, membersAmong } from './members.ts';
import { addResource } from './resources.ts';
import { linkFromFile } from '../identity/identities.ts';

export interface Import {
  readonly families: readonly Family[];
  readonly members: readonly Member[];
  /** What there is to allocate, and who holds it for good (ALC-1). */
  readonly resources?: readonly HeldResource[];
  /** Who members are at identity providers (AUT-1). */
  readonly identities?: readonly FileIdentity[];
  /** The registrar; null of members that no member imported. */
  readonly by: string | null;
  readonly at: string;
  /** From when a status `offline` of these counts (MEM-4); at once unless given. */
  readonly offlineFrom?: string;
}

/**
 * Imports members, all or none (MEM-6). Refused once a decision has been submitted, and where an id or the guardian's office is taken,
 * or a family is unknown. Waits for a submission under way, so that none of these members is missed by its electorate or enters it late.
 */
export async function importMembers(
  db: Db,
  { families, members, resources = [], identities = [], by, at, offlineFrom: from = at }: Import,
): Promise<Refusal | undefined> {
  return db.transaction().execute(async (trx) => {
    const closed = await importClosed(trx);
    if (closed !== undefined) return closed;
    const clash = await importClash(trx, { families, members });
    if (clash !== undefined) return clash;
    await add(trx, { families, members, resources, identities }, { by, at, from });
    return undefined;
  });
}

/**
 * Imports a members file into a council in which nobody is, all or nothing (MEM-6): while one part of it is written, the next is read. The parts
 * are of one file without faults, whose lists may come in any order; an error of theirs goes up, and nothing is kept.
 * @returns whether it was imported: false where somebody is there already
 */
export async function importFile(db: Db, parts: AsyncIterable<MembersFile>, at: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const closed = await importClosed(trx);
    const anybody = await trx.selectFrom('members').select('id').limit(1).executeTakeFirst();
    if (closed !== undefined || anybody !== undefined) return false;
    // Families may come after their members, and members after their identities.
    await sql`set constraints all deferred`.execute(trx);
    let writing: Promise<void> = Promise.resolve();
    try {
      for await (const part of parts) {
        await writing;
        writing = add(trx, part, { by: null, at, from: at });
        // It may fail while the next part is read: that is thrown when it is waited for.
        writing.catch(() => undefined);
      }
    } finally {
      await writing;
    }
    return true;
  });
}

/** Keeps the lock until the commit: no submission begins meanwhile. */
async function importClosed(trx: Trx): Promise<Refusal | undefined> {
  const { firstSubmissionAt } = await trx
    .selectFrom('council')
    .select('first_submission_at as firstSubmissionAt')
    .forUpdate()
    .executeTakeFirstOrThrow();
  return firstSubmissionAt === null ? undefined : refuse('import-closed', 'MEM-6', { firstSubmissionAt });
}

interface Cause {
  readonly by: string | null;
  readonly at: string;
  readonly from: string;
}

async function add(
  trx: Trx,
  { families, members, resources, identities }: MembersFile,
  cause: Cause,
): Promise<void> {
  const { at } = cause;
  await inBatches(families, (batch) =>
    trx
      .insertInto('families')
      .values(batch)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  await inBatches(members, (batch) => addMembers(trx, batch, cause));
  await beginImported(trx, members, cause);
  await inBatches(identities, (batch) => linkFromFile(trx, batch, at));
  for (const { held, ...resource } of resources) {
    await addResource(trx, resource, { decision: null, at });
    await inBatches(held, (batch) => holdFromFile(trx, resource.id, batch, at));
  }
}

/** Their rows, and of each what it was imported as: made where they stand, of the members as they are given. */
async function addMembers(trx: Trx, members: readonly Member[], { by, at }: Cause): Promise<void> {
  await sql`
    with imported as materialized (select member from jsonb_array_elements(${JSON.stringify(members)}::jsonb) member),
      added as (
        insert into members (id, name, kind, steward, family, born_at, status, status_at, roles, milestones, added_at)
        select id, name, kind, steward, family, "bornAt", status, ${at}, roles, milestones, ${at}
        from imported, jsonb_to_record(member) one (
          id text, name text, kind text, steward text, family text, "bornAt" timestamptz, status text, roles text[], milestones text[]
        )
      )
    insert into member_changes (member, at, by_member, change)
    select member ->> 'id', ${at}, ${by}, jsonb_build_object('imported', member) from imported`.execute(trx);
}

/** Whom the registrar imports as offline is told, as is whom they set so later (MEM-4). */
async function beginImported(trx: Trx, members: readonly Member[], { by, at, from }: Cause): Promise<void> {
  const word = by === null ? 'members-file' : 'registrar';
  const offline = members.filter(({ status }) => status === 'offline');
  await inBatches(offline, async (batch) => {
    const said = batch.map(({ id: member }) => ({ member, word, at, from }) as const);
    const absences = await beginAbsences(trx, said);
    if (by === null) return;
    for (const [place, absence] of absences.entries())
      await tellOfAbsence(trx, { absence, member: batch[place]?.id ?? '', by, at, from });
  });
}

async function importClash(
  trx: Trx,
  { families, members }: Pick<Import, 'families' | 'members'>,
): Promise<Refusal | undefined> {
  const ids = members.map(({ id }) => id);
  const taken = await trx
    .selectFrom('members')
    .select('id')
    .where(sql<boolean>`id = any (${ids}::text[])`)
    .execute();
  if (taken.length > 0)
    return refuse('already-done', 'MEM-6', { members: taken.map(({ id }) => id).slice(0, factsListed) });
  const named = new Set(families.map(({ id }) => id));
  const asked = [...new Set(members.flatMap(({ family }) => family ?? []))].filter((id) => !named.has(id));
  const known = await trx
    .selectFrom('families')
    .select('id')
    .where(sql<boolean>`id = any (${asked}::text[])`)
    .execute();
  const unknown = asked.filter((id) => !known.some((family) => family.id === id));
  if (unknown.length > 0)
    return refuse('unknown-member', 'MEM-6', { families: unknown.slice(0, factsListed) });
  const imported = new Map(members.map((member) => [member.id, member]));
  const stewards = [...new Set(members.flatMap(({ steward }) => steward ?? []))];
  const elsewhere = await membersAmong(
    trx,
    stewards.filter((steward) => !imported.has(steward)),
  );
  const there = new Map(elsewhere.map((member) => [member.id, member]));
  const fault = stewardFault(stewards, (steward) => imported.get(steward) ?? there.get(steward));
  if (fault !== undefined) return fault;
  const guardians = members.filter(
    ({ roles, status }) => roles.includes('guardian') && status !== 'departed',
  );
  const holder = await holderOf(trx, 'guardian');
  if (guardians.length + (holder === undefined ? 0 : 1) > 1)
    return refuse('already-done', 'MEM-6', { office: 'guardian', holder: holder?.id ?? guardians[0]?.id });
  return undefined;
}

/** A refusal lists at most this many ids. */
const factsListed = 20;
/** Rows in one INSERT, well under PostgreSQL's 65,535 parameters. */
const batchSize = 1_000;

async function inBatches<T>(
  rows: readonly T[],
  insert: (batch: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += batchSize)
    await insert(rows.slice(start, start + batchSize));
}
