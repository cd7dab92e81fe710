/** A large council in tables, as its members would have filled them; and what its vote must come to, counted from the same plan alone. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../store/postgres/database.ts';

/** Of so many electors so many vote in person, evenly spread; all others have delegated to some of those. */
export interface Plan {
  readonly electors: number;
  readonly ballots: number;
}

/** Each thirtieth ballot in person is that of a representative; ten at least, so that none of them reaches the cap (DEL-3). */
const representativesOf = ({ ballots }: Plan): number =>
  Math.min(ballots, Math.max(10, Math.ceil(ballots / 30)));

export const memberName = (place: number): string => `m${String(place).padStart(7, '0')}`;

const inPerson = (place: number, { electors, ballots }: Plan): boolean =>
  Math.floor(((place + 1) * ballots) / electors) > Math.floor((place * ballots) / electors);

/** The k-th who votes in person, from 0. */
const voter = (k: number, { electors, ballots }: Plan): number =>
  Math.ceil(((k + 1) * electors) / ballots) - 1;

const choices = ['for', 'for', 'for', 'against', 'abstain'] as const;
const choiceOf = (place: number): (typeof choices)[number] => choices[(place * 7_919) % 5] ?? 'for';

/** Which of the representatives an elector has delegated to. */
const chosen = (place: number, plan: Plan): number => (place * 31) % representativesOf(plan);

/** Each fiftieth representative has disclosed nothing, and carries nothing (DEL-5). */
const silent = (k: number): boolean => k % 50 === 49;

/** What the vote must come to, elector by elector, without any of the code that counts it. */
export function expected(plan: Plan) {
  const tally = { for: 0, against: 0, abstain: 0, represented: 0, electorate: plan.electors };
  for (let place = 0; place < plan.electors; place += 1) {
    if (inPerson(place, plan)) tally[choiceOf(place)] += 1;
    else if (!silent(chosen(place, plan))) {
      tally[choiceOf(voter(chosen(place, plan), plan))] += 1;
      tally.represented += 1;
    }
  }
  return tally;
}

const run = async (db: Db, statement: RawBuilder<unknown>): Promise<void> => {
  await statement.execute(db);
};

const all = ({ electors }: Plan): RawBuilder<unknown> =>
  sql`generate_series(0::bigint, ${sql.lit(electors - 1)}::bigint) n`;
const name = (place: RawBuilder<unknown>): RawBuilder<unknown> => sql`'m' || lpad((${place})::text, 7, '0')`;
const votes = ({ electors, ballots }: Plan): RawBuilder<unknown> =>
  sql`(n + 1) * ${sql.lit(ballots)} / ${sql.lit(electors)} > n * ${sql.lit(ballots)} / ${sql.lit(electors)}`;
const voterIn = (k: RawBuilder<unknown>, { electors, ballots }: Plan): RawBuilder<unknown> =>
  sql`((${k} + 1) * ${sql.lit(electors)} + ${sql.lit(ballots - 1)}) / ${sql.lit(ballots)} - 1`;

/** Members, the first twenty of them a family, and their delegations for whatever is decided. */
export async function fillCouncil(db: Db, plan: Plan, at: string): Promise<void> {
  await run(db, sql`insert into families (id, name) values ('ash', 'Ash')`);
  await run(
    db,
    sql`insert into members (id, name, kind, family, born_at, status, status_at, roles, milestones, added_at)
      select ${name(sql`n`)}, 'A member', 'person', case when n < 20 then 'ash' end, '1980-01-01', 'active', ${at}, '{}', '{}', ${at}
      from ${all(plan)}`,
  );
  await run(
    db,
    sql`insert into delegations (id, sequence, from_member, to_member, made_at, until)
      select gen_random_uuid(), row_number() over (order by n), ${name(sql`n`)},
        ${name(voterIn(sql`(n * 31 % ${sql.lit(representativesOf(plan))})`, plan))}, ${at}, ${at}::timestamptz + interval '30 days'
      from ${all(plan)} where not (${votes(plan)})`,
  );
  await run(db, sql`vacuum analyze members, delegations`);
}

/** Ballots and disclosures, as of a moment after the opening. */
export async function fillPoll(db: Db, plan: Plan, decision: string): Promise<void> {
  const at = sql`p.opens + interval '1 millisecond'`;
  await run(
    db,
    sql`insert into declarations (decision, kind, member, number, facts, at, hash)
      select p.decision, 'disclosures', ${name(voterIn(sql`k`, plan))}, 1, '{"interests": "none", "version": 1}', ${at}, '\\x00'
      from polls p, generate_series(0::bigint, ${sql.lit(representativesOf(plan) - 1)}::bigint) k
      where p.decision = ${decision} and p.kind = 'votes' and k % 50 <> 49`,
  );
  await run(
    db,
    sql`insert into answers (poll, elector, number, choice, version, at, hash)
      select p.id, ${name(sql`n`)}, 1, (array['for', 'for', 'for', 'against', 'abstain'])[n * 7919 % 5 + 1], 1, ${at}, '\\x00'
      from polls p, ${all(plan)} where p.decision = ${decision} and p.kind = 'votes' and ${votes(plan)}`,
  );
  await run(db, sql`vacuum analyze answers, declarations, electors`);
}
