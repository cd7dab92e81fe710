/** Holder and council are told of an allocation at nine tenths of its time, and when it has ended (ALC-3). */
import { marksOf } from '../rules/reminders.ts';
import type { Process } from '../rules/kinds.ts';
import { grantedBy } from './allocations.ts';
import type { Clock } from './clock.ts';
import type { Db, Trx } from './database.ts';
import { tellSome } from './reminders.ts';
import { asState } from './proposals.ts';
import { appendEvent } from './timeline.ts';

export interface AllocationMark {
  readonly decision: string;
  readonly reversal: boolean;
  /** The instant for which it is asked; null: it may have ended before its time. */
  readonly mark: string | null;
}

/** When to ask again, null where it is over; and when it ends as it stands. */
export interface Told {
  readonly next: string | null;
  readonly until: string | null;
}

/** Members whom one transaction tells: some tenths of a second. */
const mostAtOnce = 10_000;

/**
 * Tells what has come of an allocation, once, though it is asked again: a large council in pieces, each in a transaction of its own.
 * @returns `early` where the clock has not reached the mark
 */
export async function tellOfAllocation(db: Db, clock: Clock, asked: AllocationMark): Promise<Told | 'early'> {
  for (;;) {
    const told = await db.transaction().execute((trx) => tellPiece(trx, clock, asked));
    if (told !== 'some') return told;
  }
}

async function tellPiece(
  trx: Trx,
  clock: Clock,
  { decision, reversal, mark }: AllocationMark,
): Promise<Told | 'early' | 'some'> {
  const at = await clock(trx);
  if (mark !== null && at < mark) return 'early';
  const found = await grantedBy(trx, decision, reversal);
  if (found === undefined || found.until === null) return { next: null, until: null };
  const { starts, until, to, resource, amount } = found;
  const [, nineTenths] = marksOf(starts, until);
  const isOver = at >= until;
  if (!isOver && at < nineTenths) return { next: nineTenths, until };
  const kind = isOver ? 'allocation-over' : 'allocation-ending';
  const process = await processOf(trx, decision);
  const facts = { resource, amount, to, until };
  const notice = {
    ...{ decision, process: process.kind, stage: process.stage, kind, at: isOver ? until : nineTenths },
    ...{ owes: null, due: null, occasion: reversal ? `${kind} of the reversal` : kind, facts },
  };
  const holder = typeof to === 'string' ? { members: [to] } : to;
  const told = await tellSome(trx, notice, [holder, { council: process.charter }], {
    at,
    most: mostAtOnce,
  });
  if (told?.isFirst) await appendEvent(trx, decision, { at: notice.at, kind, facts }, null);
  if (told !== null && !told.isLast) return 'some';
  return { next: isOver ? null : until, until };
}

interface Found {
  readonly kind: Process['kind'];
  readonly stage: string;
  /** The version of the charter that it carries. */
  readonly charter: number;
}

async function processOf(trx: Trx, id: string): Promise<Found> {
  const proposal = await trx.selectFrom('proposals').select('state').where('id', '=', id).executeTakeFirst();
  if (proposal !== undefined) {
    const { stage, charter } = asState(proposal.state);
    return { kind: 'proposal', stage, charter: charter.version };
  }
  const { stage, state } = await trx
    .selectFrom('processes')
    .select(['stage', 'state'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return {
    kind: 'emergency',
    stage,
    charter: (state as { readonly charter: { readonly version: number } }).charter.version,
  };
}
