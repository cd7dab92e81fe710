/** Open processes that stand still: past their deadline, or with no workflow any more; operators are told of each once (PRO-9). */
import { sql } from 'kysely';
import type { Process } from '../../rules/kinds.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { addNotice } from '../inbox/notices.ts';
import { deliverPiece } from '../inbox/pieces.ts';

/** A process that has not ended, as its row has it; instants are ISO 8601, UTC. */
export interface OpenProcess {
  readonly id: string;
  readonly kind: Process['kind'];
  readonly stage: string;
  readonly deadline: string | null;
}

/** `gone`: its workflow does not run any more. `overdue`: its deadline has passed, and nothing followed. */
export interface Astray extends OpenProcess {
  readonly how: 'gone' | 'overdue';
  /** When its workflow was found to be gone; of an overdue one, its deadline. */
  readonly since: string;
}

/** Milliseconds past its deadline at which a process is overdue: a busy machine takes seconds to follow one. */
const overdueAfter = 30_000;

/** Astray processes that are told and counted at once: more are as bad. */
const mostAstray = 1_000;

/** Operators who are told. */
const mostOperators = 1_000;

const open = sql`(
  select id, 'proposal' as kind, stage, deadline from proposals where stage <> 'ended'
  union all
  select id, kind, stage, deadline from processes where stage <> 'ended'
)`;

/** Open processes by their ids: those after one of them, so many at most. */
export async function openProcesses(db: Db, after: string | null, most: number): Promise<OpenProcess[]> {
  const { rows } = await sql<OpenProcess>`
    select id, kind, stage, deadline from ${open} o
    where ${after === null ? sql`true` : sql`id > ${after}::uuid`}
    order by id limit ${most}`.execute(db);
  return rows;
}

/** What stands still at an instant, those longest astray first; at most `mostAstray`. */
export async function findAstray(db: Db | Trx, at: string): Promise<Astray[]> {
  const overdueBefore = new Date(Date.parse(at) - overdueAfter).toISOString();
  const { rows } = await sql<Astray>`
    select o.id, o.kind, o.stage, o.deadline,
      case when g.process is null then 'overdue' else 'gone' end as how,
      coalesce(g.since, o.deadline) as since
    from ${open} o left join gone g on g.process = o.id
    where g.process is not null or o.deadline < ${overdueBefore}
    order by since, o.id limit ${mostAstray}`.execute(db);
  return rows;
}

/** How many of them stand still in which way. */
export const countAstray = (astray: readonly Astray[]): Record<Astray['how'], number> => ({
  overdue: astray.filter(({ how }) => how === 'overdue').length,
  gone: astray.filter(({ how }) => how === 'gone').length,
});

/** Takes the turn to look for them: nobody else has looked since `pause` milliseconds. */
export async function takeLook(db: Db, at: string, pause: number): Promise<boolean> {
  const before = new Date(Date.parse(at) - pause).toISOString();
  const { rows } = await sql`
    insert into watches (name, looked_at) values ('astray', ${at})
    on conflict (name) do update set looked_at = ${at} where watches.looked_at <= ${before}
    returning name`.execute(db);
  return rows.length > 0;
}

/**
 * Keeps what a look found: whose workflow is gone, and whose runs (again). Operators are told of whatever stands still, once.
 * @param at when it was looked
 */
export async function keepLook(
  db: Db,
  { gone, running }: { readonly gone: readonly string[]; readonly running: readonly string[] },
  at: string,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // One that has ended since it was listed is none.
    await sql`
      insert into gone (process, since) select id, ${at} from ${open} o where id = any (${[...gone]}::uuid[])
      on conflict do nothing`.execute(trx);
    await sql`
      delete from gone where process = any (${[...running]}::uuid[])
        or not exists (select from ${open} o where o.id = process)`.execute(trx);
    for (const astray of await findAstray(trx, at)) await tellOperators(trx, astray, at);
  });
}

async function tellOperators(
  trx: Trx,
  { id: decision, kind: process, stage, how, since }: Astray,
  at: string,
): Promise<void> {
  const isGone = how === 'gone';
  const notice = await addNotice(trx, {
    decision,
    process,
    stage,
    at,
    due: null,
    facts: { since },
    kind: isGone ? 'workflow-gone' : 'overdue',
    owes: isGone ? 'interruption' : null,
    occasion: `${how} since ${since}`,
  });
  if (notice === undefined) return;
  const piece = { after: '', most: mostOperators };
  await deliverPiece(trx, { notice, decision, at }, [{ role: 'operator' }], piece);
}
