/** Salts of what is private, or names whom the public is not told: what stands of it in the public log are hashes, and nobody who guesses the words can tell (AUT-2, REC-5). */
import { randomBytes } from 'node:crypto';
import { isPrivate } from '../../ledger/parts/schema/record.ts';
import type { Content } from '../../rules/model.ts';
import { namedInJustice } from '../../rules/proposal/sealing.ts';
import type { Link, ProposalState } from '../../rules/proposal/state.ts';
import { sql } from 'kysely';
import type { Db, Trx } from '../postgres/database.ts';

/** Bytes; as base64url, 43 characters. */
const saltLength = 32;

/** What goes on from another proposal or asks about it has that one's salt, so that who checks the log can hold their hashes against each other (VET-2, APP-2, EXE-2). */
const sharing: readonly Link['relation'][] = ['question-of', 'remand-of', 'continuation-of', 'retry-of'];

type Salted = Pick<ProposalState, 'id' | 'tier' | 'links'>;

/**
 * The salt of a proposal that is private, names somebody accused, or asks about one that does; null of any other. It is made the first time
 * that it is asked for: a record that is composed again is the same.
 */
export async function proposalSalt(db: Db | Trx, proposal: Salted): Promise<string | null> {
  if (isPrivate(proposal)) return makeSalt(db, proposal.id);
  const root = await rootOf(db, proposal);
  if (!(await namesAnybody(db, proposal.id)) && !(await namesAnybody(db, root))) return null;
  const salt = await makeSalt(db, root);
  return root === proposal.id ? salt : makeSalt(db, proposal.id, salt);
}

/** The proposal that a chain of them began with; what is private shares its salt with none, which others may read. */
async function rootOf(db: Db | Trx, { id, links }: Pick<Salted, 'id' | 'links'>): Promise<string> {
  const before = links.find(({ relation }) => sharing.includes(relation))?.id;
  if (before === undefined) return id;
  const row = await db.selectFrom('proposals').select('state').where('id', '=', before).executeTakeFirst();
  const state = row?.state as ProposalState | undefined;
  return state === undefined || isPrivate(state) ? id : rootOf(db, state);
}

async function namesAnybody(db: Db | Trx, proposal: string): Promise<boolean> {
  const versions = await db
    .selectFrom('proposal_versions')
    .select('content')
    .where('proposal', '=', proposal)
    .execute();
  return versions.some(({ content }) => namedInJustice(content as Content).length > 0);
}

async function makeSalt(db: Db | Trx, decision: string, salt = newSalt()): Promise<string> {
  await db
    .updateTable('proposal_versions')
    .set({ salt })
    .where('proposal', '=', decision)
    .where('version', '=', 1)
    .where('salt', 'is', null)
    .execute();
  return made(decision, (await saltsOf(db, decision)).salt);
}

/** The same of what is said in the room of a process (AUT-2). */
export async function makeRoomSalt(trx: Trx, process: string): Promise<string> {
  await setOnce(trx, process, { salt: newSalt() });
  return made(process, (await saltsOf(trx, process)).salt);
}

/** The same of what is told of parties outside of a room (REC-5). @param salt that of what it is about, where it has one */
export async function makeNameSalt(trx: Trx, process: string, salt = newSalt()): Promise<string> {
  await setOnce(trx, process, { name_salt: salt });
  return made(process, (await saltsOf(trx, process)).nameSalt);
}

async function setOnce(
  trx: Trx,
  process: string,
  salt: { readonly salt: string } | { readonly name_salt: string },
): Promise<void> {
  const [column] = Object.keys(salt) as ('name_salt' | 'salt')[];
  if (column === undefined) return;
  await trx.updateTable('processes').set(salt).where('id', '=', process).where(column, 'is', null).execute();
}

const newSalt = (): string => randomBytes(saltLength).toString('base64url');

function made(decision: string, salt: string | null): string {
  if (salt === null) throw new Error(`${decision} has nothing to salt`);
  return salt;
}

/** The salts of a decision; null where it has nothing that they hide. They go only to who may read that. */
export async function saltsOf(
  db: Db | Trx,
  decision: string,
): Promise<{ readonly salt: string | null; readonly nameSalt: string | null }> {
  const row = await db
    .selectFrom('proposal_versions')
    .select(['salt', sql<string | null>`null::text`.as('nameSalt')])
    .where('proposal', '=', decision)
    .where('version', '=', 1)
    .unionAll(db.selectFrom('processes').select(['salt', 'name_salt as nameSalt']).where('id', '=', decision))
    .executeTakeFirst();
  return { salt: row?.salt ?? null, nameSalt: row?.nameSalt ?? null };
}
