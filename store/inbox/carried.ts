/** Whose delegated votes would be carried as the open votes of a decision stand: they owe no ballot, and may still cast one (DEL-2, CNF-5). */
import { sql } from 'kysely';
import { delegatedVotesAt } from '../delegation/delegated-votes.ts';
import { type Poll, pollsOf } from '../ballots/polls.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** By their ids, in order. Of a question with several matters those who are carried wherever they have not voted themselves (VET-2). */
export async function carriedIn(db: Db, decision: string): Promise<readonly string[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const open = (await pollsOf(trx, decision, 'votes')).filter(({ closedAt }) => closedAt === null);
      const carried: { readonly poll: Poll; readonly members: readonly string[] }[] = [];
      for (const poll of open) carried.push({ poll, members: await carriedOf(trx, poll) });
      let all: readonly string[] = [...new Set(carried.flatMap(({ members }) => members))].toSorted();
      if (open.length === 1) return all;
      for (const { poll, members } of carried) all = await settledIn(trx, poll, { all, members });
      return all;
    });
}

async function carriedOf(
  trx: Trx,
  { id: poll, decision, electorate, closes, rules }: Poll,
): Promise<string[]> {
  const asked = { decision, electorate, category: rules.category.name, poll, closes };
  const members: string[] = [];
  for (const { elector, fate } of await delegatedVotesAt(trx, asked, rules.charter.delegation ?? null))
    if (fate === 'carried') members.push(elector);
  return members;
}

/** Those who are carried in a poll, have voted in it, or are none of its electors. */
async function settledIn(
  trx: Trx,
  { id, electorate }: Poll,
  { all, members }: { readonly all: readonly string[]; readonly members: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ member: string }>`
    select member from unnest(${[...all]}::text[]) as one (member)
    where member = any (${[...members]}::text[])
      or not exists (select from electors e where e.electorate = ${electorate} and e.member = one.member)
      or exists (select from answers a where a.poll = ${id} and a.elector = one.member)
    order by member`.execute(trx);
  return rows.map(({ member }) => member);
}
