/** Reminders: whoever still owes an act at half or nine tenths of its window finds a notice, and listeners hear `due-soon`. */
import type { Process } from '../rules/notices.ts';
import { type Reminder, stillOwing } from '../rules/reminders.ts';
import { lockDecision } from './ballot-box.ts';
import type { Clock } from './clock.ts';
import type { Db, Trx } from './database.ts';
import { addNotice, deliver } from './notices.ts';
import { asState } from './proposals.ts';
import { roomOf } from './rooms.ts';
import { appendEvent } from './timeline.ts';

export interface Reminding extends Reminder {
  readonly kind: Process['kind'];
  /** The process's id. */
  readonly process: string;
}

/**
 * Reminds once for a mark, though it is asked again; nobody where the window is over or nobody owes anything. The event stands in no
 * timeline: a record says what was done, not what was asked for. Of a room it is the room's, of a draft its author's (AUT-2).
 * @returns `early` where the clock has not reached the mark
 */
export async function remind(
  db: Db,
  clock: Clock,
  { kind, process: id, act, opens, due, mark }: Reminding,
): Promise<'early' | 'done'> {
  return db.transaction().execute(async (trx) => {
    await lockDecision(trx, id, 'shared');
    const at = await clock(trx);
    if (at < mark) return 'early';
    const found = at < due ? await processOf(trx, kind, id) : undefined;
    if (found === undefined) return 'done';
    const { process, visibleTo } = found;
    const owing = stillOwing(process, act);
    if (owing.length === 0) return 'done';
    const { stage } = process.state;
    const notice = await addNotice(trx, {
      ...{ decision: id, process: kind, stage, kind: 'due-soon', at: mark, owes: act, due },
      ...{ occasion: `${act} from ${opens} at ${mark}`, facts: {} },
    });
    if (notice === undefined) return 'done';
    let reminded = 0;
    for (const to of owing)
      reminded += await deliver(trx, { notice, decision: id, at, to, owes: act, but: null });
    if (reminded === 0) await trx.deleteFrom('notices').where('id', '=', notice).execute();
    else await appendEvent(trx, id, { at: mark, kind: 'due-soon', facts: { stage, act, due } }, visibleTo);
    return 'done';
  });
}

interface Found {
  readonly process: Process;
  readonly visibleTo: readonly string[] | null;
}

async function processOf(trx: Trx, kind: Process['kind'], id: string): Promise<Found | undefined> {
  if (kind === 'proposal') {
    const row = await trx.selectFrom('proposals').select('state').where('id', '=', id).executeTakeFirst();
    if (row === undefined) return undefined;
    const state = asState(row.state);
    const draftOf = state.submittedAt === null ? state.author : null;
    return { process: { kind, state }, visibleTo: draftOf === null ? null : [draftOf] };
  }
  const row = await trx
    .selectFrom('processes')
    .select(['state', 'parties', 'confidential'])
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const process = { kind, state: row.state } as Process;
  const room = row.confidential ? await roomOf(trx, { state: process.state, parties: row.parties }) : null;
  return { process, visibleTo: room };
}
