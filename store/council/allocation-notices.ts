/** Holder and council are told of an allocation at nine tenths of its time, and when it has ended (ALC-3). */
import { sql } from 'kysely';
import { marksOf } from '../../rules/reminders.ts';
import type { Process } from '../../rules/kinds.ts';
import { type Granted, grantedBy } from './allocations.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { tellSome } from '../inbox/reminders.ts';
import { asState } from '../processes/proposals.ts';
import { appendEvent } from '../processes/timeline.ts';

export interface AllocationMark extends Granted {
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
  { mark, ...granted }: AllocationMark,
): Promise<Told | 'early' | 'some'> {
  const { decision } = granted;
  const at = await clock(trx);
  if (mark !== null && at < mark) return 'early';
  const found = await grantedBy(trx, granted);
  if (found === undefined || found.until === null) return { next: null, until: null };
  const { starts, until, to, resource, amount } = found;
  const [, nineTenths] = marksOf(starts, until);
  const isOver = at >= until;
  if (!isOver && at < nineTenths) return { next: nineTenths, until };
  const kind = isOver ? over : 'allocation-ending';
  const process = await processOf(trx, decision);
  const facts = { resource, amount, to, until };
  const notice = {
    decision,
    process: process.kind,
    stage: process.stage,
    kind,
    at: isOver ? until : nineTenths,
    owes: null,
    due: null,
    occasion: occasionOf(kind, granted),
    facts,
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

/** What was granted for a time, and until when. */
export interface Timed extends Granted {
  readonly until: string;
}

/** Milliseconds after its end for which a timer is looked for that has not told of it. */
const lookedFor = 86_400_000;

/** What was granted for a time and has not been told to everybody as over: so many at most, after one of them. */
export async function untoldAllocations(
  db: Db,
  at: string,
  after: Granted | null,
  most: number,
): Promise<Timed[]> {
  const since = new Date(Date.parse(at) - lookedFor).toISOString();
  const { rows } = await sql<Timed>`
    select a.decision, a.reversal, a.share, max(a.until) as until from allocations a
    where not a.permanent and a.until > ${since}::timestamptz and a.decision is not null
      and ${after === null ? sql`true` : sql`(a.decision, a.reversal, a.share) > (${after.decision}::uuid, ${after.reversal}::boolean, ${after.share}::integer)`}
      and not exists (
        select from notices n where n.decision = a.decision and n.told_up_to is null
          and n.occasion = ${over} || case when a.reversal then ${ofReversal} else '' end
            || case when a.share > 0 then ${ofShare} || a.share else '' end)
    group by a.decision, a.reversal, a.share order by a.decision, a.reversal, a.share limit ${most}`.execute(
    db,
  );
  return rows;
}

const over = 'allocation-over';
const ofReversal = ' of the reversal';
const ofShare = ' of share ';
const occasionOf = (kind: string, { reversal, share }: Granted): string =>
  `${kind}${reversal ? ofReversal : ''}${share > 0 ? `${ofShare}${share}` : ''}`;

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
