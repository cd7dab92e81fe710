/** Node vetoes as the rules ask of them: of one act, and denied to a node; and the lots of a panel (NVP-3, NVP-4). */
import { sql } from 'kysely';
import { lotOf } from '../../../rules/node-veto/lot.ts';
import type { NodeVetoState } from '../../../rules/node-veto/state.ts';
import type { Db, Trx } from '../../postgres/database.ts';

const select = (db: Db | Trx) => db.selectFrom('processes').select('state').where('kind', '=', 'node-veto');

const statesOf = (rows: readonly { readonly state: unknown }[]): NodeVetoState[] =>
  rows.map(({ state }) => state as NodeVetoState);

/** Those of a process that are open. */
export async function openNodeVetoesOf(db: Db | Trx, process: string): Promise<NodeVetoState[]> {
  return statesOf(
    await select(db)
      .where(sql<boolean>`state #>> '{of,id}' = ${process}`)
      .where('stage', '<>', 'ended')
      .execute(),
  );
}

/** Those of the same act that have ended, the oldest first. @param act the hash of what it does */
export async function formerNodeVetoes(db: Db | Trx, act: string): Promise<NodeVetoState[]> {
  return statesOf(
    await select(db)
      .where(sql<boolean>`state ->> 'act' = ${act}`)
      .where('stage', '=', 'ended')
      .orderBy('id')
      .execute(),
  );
}

/** When vetoes were denied to a node, or to a member who speaks for one, after an instant. @param key the node in a word */
export async function deniedAfter(db: Db | Trx, key: string, after: string): Promise<string[]> {
  const { rows } = await sql<{ at: string }>`
    select state ->> 'endedAt' as at from processes
    where kind = 'node-veto' and ended_at > ${after}::timestamptz and state -> 'denied' ? ${key}
    order by ended_at`.execute(db);
  return rows.map(({ at }) => at);
}

/** The first electors by their lots, but who was drawn before (NVP-3). @param electorate under whose id they stand */
export async function drawn(
  trx: Trx,
  electorate: string,
  {
    act,
    draw,
    size,
    silent,
  }: {
    readonly act: string;
    readonly draw: number;
    readonly size: number;
    readonly silent: readonly string[];
  },
): Promise<string[]> {
  const { rows } = await sql<{ member: string }>`
    select member from electors
    where electorate = ${electorate} and member <> all (${[...silent]}::text[])
    order by encode(sha256(convert_to(${lotOf(act, draw, '')} || member, 'UTF8')), 'hex') collate "C"
    limit ${size}`.execute(trx);
  return rows.map(({ member }) => member);
}

/** Who is of a family, and has not departed. */
export async function membersOfFamily(db: Db | Trx, family: string): Promise<string[]> {
  const rows = await db
    .selectFrom('members')
    .select('id')
    .where('family', '=', family)
    .where('status', '<>', 'departed')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** A process of whatever kind, and whether only its room may read it. */
export async function otherProcess(
  db: Db | Trx,
  id: string,
): Promise<
  | { readonly id: string; readonly kind: string; readonly confidential: boolean; readonly parties: string[] }
  | undefined
> {
  return db
    .selectFrom('processes')
    .select(['id', 'kind', 'confidential', 'parties'])
    .where('id', '=', id)
    .executeTakeFirst();
}
