/** Reminders: whoever still owes an act at half or nine tenths of its window finds a notice, and listeners hear `due-soon`. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Audience } from '../../rules/audience.ts';
import { kindOf, type Process } from '../../rules/kinds.ts';
import type { Reminder } from '../../rules/reminders.ts';
import { lockDecision } from '../postgres/decision-lock.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { carriedIn } from './carried.ts';
import { addNotice, type NewNotice } from './notices.ts';
import { deliverInOrder, type Delivered, deliverPiece, type Piece } from './pieces.ts';
import { asState } from '../processes/proposals.ts';
import { roomOf } from '../processes/rooms.ts';
import { appendEvent } from '../processes/timeline.ts';

export interface Reminding extends Reminder {
  readonly kind: Process['kind'];
  /** The process's id. */
  readonly process: string;
}

/** Members whom one transaction tells: some hundredths of a second, for which others wait. */
const mostAtOnce = 2_000;
/** Milliseconds between two pieces, left to whoever acts meanwhile: nobody waits for a reminder. */
const pause = 100;

/**
 * Reminds once for a mark, though it is asked again; nobody where the window is over or nobody owes anything. Whose vote would be carried is
 * not reminded of it, but told that they may still cast it (DEL-2). A large electorate is told
 * in pieces, each in a transaction that also keeps how far it has come: asked again after a worker has died, it goes on there. The event
 * stands in no timeline: a record says what was done, not what was asked for. Of a room it is the room's, of a draft its author's (AUT-2).
 * @param most members whom one transaction tells
 * @returns `early` where the clock has not reached the mark
 */
export async function remind(
  db: Db,
  clock: Clock,
  reminding: Reminding,
  most: number = mostAtOnce,
): Promise<'early' | 'done'> {
  const { kind, act, process } = reminding;
  const carried = kind === 'proposal' && act === 'ballot' ? await carriedIn(db, process) : [];
  for (;;) {
    const told = await db
      .transaction()
      .execute((trx) => remindSome(trx, clock, reminding, { carried, most }));
    if (told !== 'some') return told;
    await sleep(pause);
  }
}

async function remindSome(
  trx: Trx,
  clock: Clock,
  reminding: Reminding,
  { carried, most }: { readonly carried: readonly string[]; readonly most: number },
): Promise<'early' | 'some' | 'done'> {
  const { kind, process: id, act, due, mark } = reminding;
  await lockDecision(trx, id, 'shared');
  const at = await clock(trx);
  if (at < mark) return 'early';
  const found = at < due ? await processOf(trx, kind, id) : undefined;
  const owing = found === undefined ? [] : kindOf(found.process).stillOwing(found.process.state, act);
  if (found === undefined || owing.length === 0) return 'done';
  const { stage } = found.process.state;
  const { carriedNotice, ...reminder } = noticesAt(reminding, stage);
  if (carried.length > 0) {
    const told = await tellPiece(trx, carriedNotice, most, (notice, after) =>
      deliverInOrder(trx, notice, carried, { after, most }),
    );
    if (told !== null && !told.isLast) return 'some';
  }
  const unless = await numberOf(trx, carriedNotice);
  const told = await tellSome(trx, reminder.dueSoon, owing, { at, most, unless });
  if (told === null) return 'done';
  if (told.isFirst)
    await appendEvent(trx, id, { at: mark, kind: 'due-soon', facts: { stage, act, due } }, found.visibleTo);
  return told.isLast ? 'done' : 'some';
}

/** What whoever still owes an act is told at a mark, and what is told to those whose vote would be carried. */
function noticesAt(
  { kind: process, process: decision, act, opens, due, mark: at }: Reminding,
  stage: string,
): { readonly dueSoon: NewNotice; readonly carriedNotice: NewNotice } {
  const facts = { act, opens, due };
  const occasion = `${act} from ${opens} at ${at}`;
  const both = { decision, process, stage, at, due, facts };
  return {
    dueSoon: { ...both, kind: 'due-soon', owes: act, occasion },
    carriedNotice: { ...both, kind: 'vote-carried', owes: null, occasion: `${occasion}, carried` },
  };
}

async function numberOf(
  trx: Trx,
  { decision, occasion }: Pick<NewNotice, 'decision' | 'occasion'>,
): Promise<number | undefined> {
  const row = await trx
    .selectFrom('notices')
    .select('id')
    .where('decision', '=', decision)
    .where('occasion', '=', occasion)
    .executeTakeFirst();
  return row?.id;
}

/**
 * Tells the next of those whom a notice concerns, so many at most, and keeps how far it has come. Null where all have been told, or it
 * concerns nobody.
 * @param at the instant by which they are found, ISO 8601, UTC
 */
export async function tellSome(
  trx: Trx,
  notice: NewNotice,
  audiences: readonly Audience[],
  { at, ...piece }: { readonly at: string } & Omit<Piece, 'after'>,
): Promise<Telling | null> {
  const { decision } = notice;
  return tellPiece(trx, notice, piece.most, (id, after) =>
    deliverPiece(trx, { notice: id, decision, at }, audiences, { ...piece, after }),
  );
}

/** Whether it was the first piece of those whom a notice concerns, and whether the last. */
interface Telling {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** @param deliver puts the notice of this number into the inboxes of those after a member, `most` of them */
async function tellPiece(
  trx: Trx,
  notice: NewNotice,
  most: number,
  deliver: (notice: number, after: string) => Promise<Delivered>,
): Promise<Telling | null> {
  const { id, after } = await placeOf(trx, notice);
  if (after === null) return null;
  const { members, last } = await deliver(id, after);
  const isFirst = after === beforeAll;
  if (isFirst && members === 0) {
    await trx.deleteFrom('notices').where('id', '=', id).execute();
    return null;
  }
  const isLast = members < most;
  await trx
    .updateTable('notices')
    .set({ told_up_to: isLast ? null : last })
    .where('id', '=', id)
    .execute();
  return { isFirst, isLast };
}

/** No id comes before it. */
const beforeAll = '';

/** A notice, and after whom it is to be told; null where everybody has been. Two who tell of it at once wait for each other. */
async function placeOf(
  trx: Trx,
  notice: NewNotice,
): Promise<{ readonly id: number; readonly after: string | null }> {
  const added = await addNotice(trx, { ...notice, told_up_to: beforeAll });
  if (added !== undefined) return { id: added, after: beforeAll };
  const { id, told_up_to: after } = await trx
    .selectFrom('notices')
    .select(['id', 'told_up_to'])
    .where('decision', '=', notice.decision)
    .where('occasion', '=', notice.occasion)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { id, after };
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
