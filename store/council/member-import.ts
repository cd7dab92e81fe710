/** Importing members, all or none, until the first decision is submitted (MEM-6). */
import { sql } from 'kysely';
import type { FileIdentity } from '../../charter/members.ts';
import type { HeldResource } from '../../charter/resources.ts';
import type { Member } from '../../rules/model.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { beginAbsences } from './absences.ts';
import { tellOfAbsence } from './absence-notices.ts';
import { holdFromFile } from './allocations.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { type Family, holderOf } from './members.ts';
import { addResource } from './resources.ts';
import { linkFromFile } from '../identity/identities.ts';

export interface Import {
  readonly families: readonly Family[];
  readonly members: readonly Member[];
  /** Of a members file alone: what there is to allocate, and who holds it for good (ALC-1). */
  readonly resources?: readonly HeldResource[];
  /** Of a members file alone: who members are at identity providers (AUT-1). */
  readonly identities?: readonly FileIdentity[];
  /** The registrar; null when the members file is read into an empty council. */
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
    const council = await trx
      .selectFrom('council')
      .select('first_submission_at as firstSubmissionAt')
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (council.firstSubmissionAt !== null)
      return refuse('import-closed', 'MEM-6', { firstSubmissionAt: council.firstSubmissionAt });
    const clash = await importClash(trx, { families, members });
    if (clash !== undefined) return clash;
    await inBatches(families, (batch) =>
      trx
        .insertInto('families')
        .values(batch)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
    await inBatches(members, (batch) => addMembers(trx, batch, { by, at }));
    await beginImported(trx, members, { by, at, from });
    await inBatches(identities, (batch) => linkFromFile(trx, batch, at));
    for (const { held, ...resource } of resources) {
      await addResource(trx, resource, { decision: null, at });
      await inBatches(held, (batch) => holdFromFile(trx, resource.id, batch, at));
    }
    return undefined;
  });
}

/** Their rows, and of each what it was imported as: made where they stand, of the members as they are given. */
async function addMembers(
  trx: Trx,
  members: readonly Member[],
  { by, at }: Pick<Import, 'by' | 'at'>,
): Promise<void> {
  await sql`
    with imported as materialized (select member from jsonb_array_elements(${JSON.stringify(members)}::jsonb) member),
      added as (
        insert into members (id, name, kind, family, born_at, status, status_at, roles, milestones, public_keys, added_at)
        select id, name, kind, family, "bornAt", status, ${at}, roles, milestones, "publicKeys", ${at}
        from imported, jsonb_to_record(member) one (
          id text, name text, kind text, family text, "bornAt" timestamptz, status text, roles text[], milestones text[], "publicKeys" text[]
        )
      )
    insert into member_changes (member, at, by_member, change)
    select member ->> 'id', ${at}, ${by}, jsonb_build_object('imported', member) from imported`.execute(trx);
}

/** Whom the registrar imports as offline is told, as is whom they set so later (MEM-4). */
async function beginImported(
  trx: Trx,
  members: readonly Member[],
  { by, at, from }: { readonly by: string | null; readonly at: string; readonly from: string },
): Promise<void> {
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
