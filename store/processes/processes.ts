/** Processes of every kind but proposals as readers see them: the rows that their workflows project, each number once (store/processes/writes.ts). */
import { sql } from 'kysely';
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import type { KindName, Process, ProcessOf } from '../../rules/kinds.ts';
import type { Entries } from '../../rules/timeline.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { tellFollowers, writeNotices } from '../inbox/notices.ts';
import { appendEntries, type Entry } from './timeline.ts';

export { mediatorsOf } from '../../rules/audience.ts';

export type ProcessKind = Exclude<KindName, 'proposal'>;

/** What every process is found by; instants are ISO 8601, UTC. */
export interface ProcessState {
  readonly id: string;
  readonly stage: string;
  readonly deadline: string | null;
  readonly outcome: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

interface ChangeOf<Kind extends ProcessKind> {
  readonly kind: Kind;
  /** Counts the workflow's writes from 1. */
  readonly sequence: number;
  readonly state: ProcessOf<Kind>['state'];
  /** `room`: only the process's room may read it, now and later (AUT-2). */
  readonly entries: readonly Entries[Kind][];
  /** Whom it is about: a conflict's parties, the leader who acted, the appellant. */
  readonly parties: readonly string[];
  /** Readable by its room only: the parties, the mediators and the guardian. */
  readonly confidential: boolean;
}

export type ProcessChange<Kind extends ProcessKind = ProcessKind> = {
  readonly [One in Kind]: ChangeOf<One>;
}[Kind];

/**
 * Writes the next change of a process.
 * @param room whose events those of the room are; null: of every member
 */
export async function saveProcess(
  trx: Trx,
  change: ProcessChange,
  room: readonly string[] | null,
): Promise<void> {
  const { kind, sequence, state, entries, parties, confidential } = change;
  const { id, stage, deadline, outcome, createdAt, endedAt } = state;
  await sql`/* save-process */
    insert into processes
      (id, kind, created_at, sequence, confidential, parties, stage, deadline, outcome, ended_at, state)
    values (${id}, ${kind}, ${createdAt}, ${sequence}, ${confidential}, ${[...parties]}, ${stage}, ${deadline},
      ${outcome}, ${endedAt}, ${JSON.stringify(state)})
    on conflict (id) do update set sequence = excluded.sequence, confidential = excluded.confidential,
      parties = excluded.parties, stage = excluded.stage, deadline = excluded.deadline, outcome = excluded.outcome,
      ended_at = excluded.ended_at, state = excluded.state`.execute(trx);
  await writeNotices(trx, { kind, state } as Process, { sequence, part: 0 }, entries);
  await tellFollowers(trx, { kind, state } as Process, { sequence, visibleTo: room }, entries);
  const told = entries.map((entry: ConflictEntry | Entry) => ({ room: false, ...entry }));
  await appendEntries(trx, id, sequence, told, room);
}

export async function processById<State extends ProcessState>(
  db: Db | Trx,
  kind: ProcessKind,
  id: string,
): Promise<State | undefined> {
  const row = await db
    .selectFrom('processes')
    .select('state')
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.state as State | undefined;
}

/** Whether a process of any kind has this id. */
export async function isProcess(db: Db, id: string): Promise<boolean> {
  const found = await db
    .selectFrom('proposals')
    .select('id')
    .where('id', '=', id)
    .union(db.selectFrom('processes').select('id').where('id', '=', id))
    .executeTakeFirst();
  return found !== undefined;
}

export interface ProcessFilter {
  readonly kind: ProcessKind;
  /** Who asks, and whether they hold the guardian's office: a room is listed to whoever is in it (AUT-2). */
  readonly reader: { readonly id: string; readonly guardian: boolean };
  readonly stage?: string | undefined;
  /** Only those that have not ended. */
  readonly open?: boolean;
  /** Whom it is about. */
  readonly party?: string | undefined;
  /** Only those older than this id: ids grow with time. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listProcesses<State extends ProcessState>(
  db: Db,
  { kind, reader, stage, open, party, before, limit }: ProcessFilter,
): Promise<State[]> {
  let query = db
    .selectFrom('processes as p')
    .select('p.state')
    .where('p.kind', '=', kind)
    .orderBy('p.id', 'desc')
    .limit(limit);
  // The guardian enters every room but those of restorative work (RST-5).
  query = query.where(sql<boolean>`(not p.confidential or ${reader.id} = any (p.parties)
    or (${reader.guardian} and p.kind <> 'restorative'
      and coalesce(p.state #>> '{from,kind}', '') <> 'restorative')
    or exists (select from electors e where e.electorate = p.id || '/mediation' and e.member = ${reader.id}))`);
  if (stage !== undefined) query = query.where('p.stage', '=', stage);
  if (open === true) query = query.where('p.stage', '<>', 'ended');
  if (party !== undefined) query = query.where(sql<boolean>`${party} = any (p.parties)`);
  if (before !== undefined) query = query.where('p.id', '<', before);
  return (await query.execute()).map(({ state }) => state as State);
}

/** The open processes that a change of this member's status may move: about them, or before them as guardian (CNF-1, GUA-1). */
export async function processesAwaiting(db: Db | Trx, member: string): Promise<string[]> {
  const rows = await db
    .selectFrom('processes')
    .select('id')
    .where('stage', '<>', 'ended')
    .where(
      sql<boolean>`(${member} = any (parties) or state ->> 'guardian' = ${member}
        or state -> 'noParty' @> jsonb_build_array(jsonb_build_object('guardian', ${member}::text)))`,
    )
    .execute();
  return rows.map(({ id }) => id);
}
