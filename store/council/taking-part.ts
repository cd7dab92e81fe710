/** In which decisions a member took part, or is named: what is theirs also once they have departed (MEM-8). */
import { sql } from 'kysely';
import type { Db } from '../postgres/database.ts';

/**
 * Whether a decision is a member's: they wrote it, belong to its electorate, said or declared something in it, are a party, or are named
 * by a version of its text. An impact on everyone names nobody.
 */
export async function isTheirs(db: Db, decision: string, member: string): Promise<boolean> {
  const { rows } = await sql<{ theirs: boolean }>`
    select exists (select from proposals where id = ${decision}::uuid and author = ${member})
      or exists (select from processes where id = ${decision}::uuid and ${member} = any (parties))
      or exists (
        select from electors
        where member = ${member} and (electorate = ${decision} or starts_with(electorate, ${`${decision}/`})))
      or exists (select from statements where decision = ${decision}::uuid and member = ${member})
      or exists (select from declarations where decision = ${decision}::uuid and member = ${member})
      or exists (
        select from proposal_versions
        where proposal = ${decision}::uuid and (
          content ->> 'accused' = ${member}
          or content -> 'victims' ? ${member}::text
          or content -> 'parents' ? ${member}::text
          or (jsonb_typeof(content #> '{impact,affected}') = 'array' and content #> '{impact,affected}' ? ${member}::text)
          or ${member} in (content #>> '{action,member}', content #>> '{action,assignee}', content #>> '{action,to}')
          or content #> '{action,members}' ? ${member}::text))
      as theirs`.execute(db);
  return rows[0]?.theirs === true;
}
