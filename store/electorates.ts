/** Electorates: fixed by one statement when the body is first seized (MEM-3), kept for ever. */
import { type RawBuilder, sql } from 'kysely';
import type { Charter } from '../charter/types.ts';
import type { Db, Trx } from './database.ts';

export interface Body {
  /** Which maturity it takes: `council` in tier 3, `family` in tier 2. */
  readonly maturity: 'family' | 'council';
  /** The family whose body it is; null for the council. */
  readonly family: string | null;
  /** Of mediators: several families at once (CNF-3). */
  readonly families?: readonly string[];
  /** Who would judge their own case (GUA-2). */
  readonly excluded: readonly string[];
  /** Of a mandate: these alone, whatever their maturity (MAN-1). */
  readonly members?: readonly string[];
}

/** The whole council (TIE-4). */
export const councilBody: Body = { maturity: 'council', family: null, excluded: [] };

/** A family's council (TIE-2); of no family it is empty. */
export const familyBody = (family: string | null): Body => ({
  maturity: 'family',
  family: family ?? '',
  excluded: [],
});

/** MEM-1 in SQL; rules/electorate.ts says the same of one member. */
export function mature(
  { basis, council, family }: Charter['maturity'],
  body: Body,
  at: string,
): RawBuilder<boolean> {
  const { age, milestone } = body.maturity === 'council' ? council : family;
  const byAge = sql<boolean>`born_at + make_interval(years => ${age}::int) <= ${at}::timestamptz`;
  const byMilestone = sql<boolean>`${milestone} = any (milestones)`;
  if (basis === 'age') return byAge;
  return basis === 'milestone' ? byMilestone : sql<boolean>`(${byAge} or ${byMilestone})`;
}

function isElector(body: Body, charter: Charter, at: string): RawBuilder<boolean> {
  const offline = charter.offline.policy === 'exclude' ? sql`status = 'active'` : sql`status <> 'departed'`;
  const families = body.families ?? (body.family === null ? null : [body.family]);
  const family = families === null ? sql`true` : sql`family = any (${[...families]}::text[])`;
  const chosen =
    body.members === undefined
      ? mature(charter.maturity, body, at)
      : sql<boolean>`id = any (${[...body.members]}::text[])`;
  return sql<boolean>`${offline} and ${family} and ${chosen}
    and id <> all (${[...body.excluded]}::text[])`;
}

/** How many electors a body would have at an instant; what a submission is checked against before anything is written. */
export async function electorateSize(
  db: Db | Trx,
  body: Body,
  charter: Charter,
  at: string,
): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select count(*) as size from members where ${isElector(body, charter, at)}`.execute(db);
  return rows[0]?.size ?? 0;
}

/** Fixes an electorate under its id, once; answers its size. Called again, it answers the size it had. */
export async function fixElectorate(
  trx: Trx,
  id: string,
  body: Body,
  charter: Charter,
  at: string,
): Promise<number> {
  const fixed = await trx
    .selectFrom('electors')
    .select('member')
    .where('electorate', '=', id)
    .limit(1)
    .execute();
  if (fixed.length === 0) {
    await sql`
      insert into electors (electorate, member, offline)
      select ${id}, id, status = 'offline' from members where ${isElector(body, charter, at)}`.execute(trx);
    // Without figures of its own the planner takes a new electorate for a small one, and reads all of it at each ballot.
    await sql`analyze electors`.execute(trx);
  }
  const { size } = await trx
    .selectFrom('electors')
    .select((eb) => eb.fn.countAll<number>().as('size'))
    .where('electorate', '=', id)
    .executeTakeFirstOrThrow();
  return size;
}
