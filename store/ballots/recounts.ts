/** Votes that have closed, counted again as the section on delegation of another charter has it (AMD-1, DEL-1 to DEL-5). */
import { sql } from 'kysely';
import type { Charter } from '../../charter/types.ts';
import type { Recount, Recounts } from '../../ledger/proposal/impact/steps.ts';
import { spansOf } from '../../ledger/proposal/course/windows.ts';
import { type Tally, tallyOf } from '../../rules/polls/tally.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { countVotes } from '../delegation/delegated-votes.ts';
import { departedBefore } from './departures.ts';
import type { Look } from './poll-figures.ts';
import { barOf, type Poll, pollsOf } from './polls.ts';

/**
 * The votes of a decision that were judged, by number: as each was extended, and as it closed. The same ballots, delegations and disclosures, of
 * the same electors, by the decision's own threshold and quorum: whom they carry is resolved anew.
 */
export async function recountVotes(
  db: Db,
  decision: string,
  delegation: Charter['delegation'],
): Promise<Recounts> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const recounts = new Map<number, Recount>();
      for (const poll of await pollsOf(trx, decision, 'votes')) {
        const { rules, closedAt } = poll;
        if (closedAt === null || poll.result === null) continue;
        const under = { ...poll, rules: { ...rules, charter: { ...rules.charter, delegation } } };
        recounts.set(poll.number, {
          extended: await asExtended(trx, under),
          tally: await tallyAt(trx, under, closedAt),
        });
      }
      return recounts;
    });
}

async function asExtended(trx: Trx, poll: Poll): Promise<Tally[]> {
  const tallies: Tally[] = [];
  const spans = spansOf(poll, poll.rules);
  for (const [place, { tally }] of poll.extended.entries()) {
    const end = spans[place]?.to ?? poll.closes;
    const departed = await departedBefore(trx, poll, tally);
    tallies.push(
      await tallyAt(trx, { ...poll, closedAt: end, extended: poll.extended.slice(0, place) }, end, {
        departed,
        before: end,
      }),
    );
  }
  return tallies;
}

async function tallyAt(trx: Trx, poll: Poll, closes: string, look?: Look): Promise<Tally> {
  const { figures, inPerson } = await countVotes(trx, poll, closes, look);
  return tallyOf(figures, barOf(poll), poll.rules.charter, inPerson);
}

/** Those of these decisions in one of whose votes a delegation of an elector was in force: in the others nobody's vote can be carried. */
export async function delegatedAmong(db: Db, decisions: readonly string[]): Promise<ReadonlySet<string>> {
  if (decisions.length === 0) return new Set();
  const { rows } = await sql<{ decision: string }>`
    select distinct p.decision from polls p
    where p.decision = any (${decisions}::uuid[]) and p.kind = 'votes' and p.result is not null
      and exists (
        select from delegations d join electors e on e.electorate = p.electorate and e.member = d.from_member
        where d.made_at < p.closed_at and d.until > p.opens and (d.revoked_at is null or d.revoked_at >= p.opens)
          and (d.proposal = p.decision
            or (d.proposal is null and (d.category is null or d.category = p.rules #>> '{category,name}'))))`.execute(
    db,
  );
  return new Set(rows.map(({ decision }) => decision));
}
