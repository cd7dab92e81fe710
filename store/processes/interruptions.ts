/** The row of a process of any kind, for whoever ends it in the place of its workflow (PRO-9). */
import type { Content } from '../../rules/model.ts';
import { kindOf, type Process } from '../../rules/kinds.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { asState, proposalById } from './proposals.ts';

/** A process as it stands, and the number of its last write. */
export type ProcessRow = Process & {
  readonly sequence: number;
  /** Of a proposal: the text in force. */
  readonly content: Content | null;
};

export async function processRow(
  db: Db | Trx,
  kind: Process['kind'],
  id: string,
): Promise<ProcessRow | undefined> {
  if (kind === 'proposal') {
    const row = await db
      .selectFrom('proposals')
      .select(['sequence', 'state'])
      .where('id', '=', id)
      .executeTakeFirst();
    const content = (await proposalById(db, id))?.content ?? null;
    return row && { kind, state: asState(row.state), sequence: row.sequence, content };
  }
  const row = await db
    .selectFrom('processes')
    .select(['sequence', 'state'])
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row && ({ kind, state: row.state, sequence: row.sequence, content: null } as ProcessRow);
}

/** The process in which the matter of an interrupted one goes on; null where there is none (PRO-9). */
export const continuedBy = (process: Process): string | null => kindOf(process).continuedBy(process.state);
