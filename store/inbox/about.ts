/** The processes that notices are about, as they stand, and what each is about in words. */
import { sql } from 'kysely';
import { kindOf, type Process } from '../../rules/kinds.ts';
import type { Member } from '../../rules/model.ts';
import type { Db } from '../postgres/database.ts';
import { prepared } from '../postgres/prepared.ts';
import { proposalsById } from '../processes/kept-proposals.ts';
import { isInRoom } from '../processes/rooms.ts';

export interface About {
  readonly process: Process;
  /** A proposal's title, of any other kind what it is about; null where the reader may not read it (AUT-2). */
  readonly title: string | null;
  /** Who is to do a proposal's task, by its text in force (EXE-1). */
  readonly assignee: string | null;
}

/**
 * @param ids of processes of any kind; what is none is left out
 * @param reader whose title it is: what is said in a room is known to who is in it (AUT-2)
 */
export async function processesAbout(
  db: Db,
  ids: readonly string[],
  reader: Pick<Member, 'id' | 'roles'>,
): Promise<Map<string, About>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const proposals = await proposalsById(db, wanted);
  const left = wanted.filter((id) => !proposals.has(id));
  const others = left.length === 0 ? [] : await readProcesses(db, left);
  const about = new Map<string, About>();
  for (const [id, { state, content }] of proposals) {
    const assignee = content.action?.type === 'task' ? content.action.assignee : null;
    about.set(id, { process: { kind: 'proposal', state }, title: content.title, assignee });
  }
  for (const { id, kind, state, confidential, parties } of others) {
    const process = { kind, state } as Process;
    const isReadable = !confidential || (await isInRoom(db, { id, parties }, reader));
    about.set(id, {
      process,
      title: isReadable ? kindOf(process).matter(process.state) : null,
      assignee: null,
    });
  }
  return about;
}

const readProcesses = prepared('processes-about', 1, (db, ids: readonly string[]) =>
  db
    .selectFrom('processes')
    .select(['id', 'kind', 'state', 'confidential', 'parties'])
    .where(sql<boolean>`id = any (${ids}::uuid[])`),
);
