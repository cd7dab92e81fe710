/** Reading what electors gave: current answers with those they replaced (PRO-7, VOT-7). */
import { sql } from 'kysely';
import type { Db, Trx } from './database.ts';
import type { AnswerEntry } from './ballot-box.ts';
import type { PollKind } from '../rules/model.ts';

export interface AnswerFilter {
  readonly decision: string;
  readonly kind: PollKind;
  /** Only this poll; else every poll of the kind. */
  readonly number?: number | undefined;
  /** After this place; the order is poll, elector, number. */
  readonly after?: { readonly pollNumber: number; readonly elector: string } | undefined;
  readonly limit: number;
}

/** An elector's answer that counts, with those it replaced, oldest first. */
export interface CurrentAnswer extends AnswerEntry {
  readonly replaced: readonly AnswerEntry[];
}

/** Current answers in the order of poll and elector, at most `limit` electors. */
export async function listAnswers(db: Db | Trx, filter: AnswerFilter): Promise<CurrentAnswer[]> {
  const { decision, kind, number, after, limit } = filter;
  const { rows } = await sql<{ answers: AnswerEntry[] }>`
    select jsonb_agg(jsonb_build_object(
      'decision', p.decision, 'poll', p.kind, 'pollNumber', p.number, 'elector', a.elector, 'number', a.number,
      'choice', a.choice, 'ranking', a.ranking, 'reason', a.reason, 'version', a.version,
      'at', to_char(a.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    ) order by a.number) as answers
    from answers a join polls p on p.id = a.poll
    where p.decision = ${decision} and p.kind = ${kind}
      ${number === undefined ? sql`` : sql`and p.number = ${number}`}
      ${after === undefined ? sql`` : sql`and (p.number, a.elector collate "C") > (${after.pollNumber}::int, ${after.elector})`}
    group by p.number, a.elector
    order by p.number, a.elector collate "C"
    limit ${limit}`.execute(db);
  return rows.map(({ answers }) => ({ ...(answers.at(-1) as AnswerEntry), replaced: answers.slice(0, -1) }));
}

/** Dissent as it stood at the end of each round: blocks, stand-asides and reservations with their reasons (PRO-5). */
export async function dissentOf(db: Db | Trx, decision: string) {
  return db
    .selectFrom('current_answers as a')
    .innerJoin('polls as p', 'p.id', 'a.poll')
    .select([
      'p.number as round',
      'a.elector as member',
      'a.choice as position',
      'a.reason',
      'a.version',
      'a.at',
    ])
    .where('p.decision', '=', decision)
    .where('p.kind', '=', 'positions')
    .where('a.choice', '<>', 'agree')
    .orderBy('p.number')
    .orderBy(sql`a.elector collate "C"`)
    .execute();
}
