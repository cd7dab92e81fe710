/** Who is asked to look back on a decision (PRO-14). */
import { sql } from 'kysely';
import type { Charter } from '../../../charter/types.ts';
import { type Body, mature } from '../../ballots/electorates.ts';
import type { Db } from '../../postgres/database.ts';

const family: Body = { maturity: 'family', family: null, excluded: [] };

/**
 * The electors of a proposal, and of those whom the text in force says it affects who are of family maturity; in the order of their ids. Who
 * has departed is none of them (MEM-2).
 * @param at ISO 8601, UTC
 */
export async function askedToLookBack(
  db: Db,
  decision: string,
  charter: Pick<Charter, 'maturity'>,
  at: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from members m, lateral (
      select v.content #> '{impact,affected}' as affected from proposal_versions v
      join proposals p on p.id = v.proposal and v.version = (p.state ->> 'version')::int where p.id = ${decision}
    ) impact
    where m.status <> 'departed' and (
      exists (select from electors e where e.electorate = ${decision} and e.member = m.id)
      or ((affected = '"everyone"' or affected ? m.id) and ${mature(charter.maturity, family, at)})
    )
    order by m.id`.execute(db);
  return rows.map(({ id }) => id);
}
