/** Reading what electors gave: current answers with those they replaced (PRO-7, VOT-7). */
import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from '../../postgres/database.ts';
import type { AnswerEntry } from './answer.ts';
import type { PollKind } from '../../../rules/model.ts';
import {
  constant,
  instantIn,
  listIn,
  numberIn,
  objectIn,
  page,
  plainIn,
  textIn,
} from '../../postgres/entry-text.ts';
import type { Poll } from '../polls.ts';

export interface AnswerFilter {
  readonly decision: string;
  readonly kind: PollKind;
  /** Only this poll; else every poll of the kind. */
  readonly number?: number | undefined;
  /** Only answers that stand against, and only in polls in which others see them (VOT-7). */
  readonly against?: boolean | undefined;
  /** After this place; the order is poll, elector, number. */
  readonly after?: { readonly pollNumber: number; readonly elector: string } | undefined;
  readonly limit: number;
}

/** An elector's answer that counts, with those it replaced, oldest first. */
export interface CurrentAnswer extends AnswerEntry {
  readonly replaced: readonly AnswerEntry[];
}

/**
 * Behind which elector of poll `p` a page goes on: of a poll after the one in which the last page ended it takes in all. Each poll is read
 * by its own index, as far as the page reaches: a comparison across the join would sort all that is left.
 */
const startIn = (
  after: { readonly pollNumber: number; readonly elector: string } | undefined,
): RawBuilder<string> =>
  after === undefined
    ? sql`''`
    : sql`case when p.number = ${after.pollNumber}::int then ${after.elector} else '' end`;

/** The electors of a page who stand against in poll `p`: an index has the answers against by themselves. */
const standingAgainst = (from: RawBuilder<string>, limit: number): RawBuilder<unknown> => sql`
  select given.elector from answers given
  where given.poll = p.id and given.elector > ${from} and given.choice in ('against', 'block') and not exists (
    select from answers newer
    where newer.poll = given.poll and newer.elector = given.elector and newer.number > given.number)
  order by given.elector limit ${limit}`;

/** Current answers in the order of poll and elector, at most `limit` electors. */
export async function listAnswers(db: Db | Trx, filter: AnswerFilter): Promise<CurrentAnswer[]> {
  const { decision, kind, number, against = false, after, limit } = filter;
  const from = startIn(after);
  const electors = against ? sql`join (${standingAgainst(from, limit)}) e using (elector)` : sql``;
  const { rows } = await sql<{ answers: AnswerEntry[] }>`
    select given.answers
    from polls p cross join lateral (
      select a.elector, jsonb_agg(jsonb_build_object(
        'decision', p.decision, 'poll', p.kind, 'pollNumber', p.number, 'elector', a.elector, 'number', a.number,
        'choice', a.choice, 'ranking', a.ranking, 'reason', a.reason, 'version', a.version,
        'at', to_char(a.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      ) order by a.number) as answers
      from answers a ${electors} where a.poll = p.id and a.elector > ${from}
      group by a.elector order by a.elector limit ${limit}
    ) given
    where p.decision = ${decision} and p.kind = ${kind} and p.number >= ${after?.pollNumber ?? 0}
      ${number === undefined ? sql`` : sql`and p.number = ${number}`}
      ${against ? sql`and (p.closed_at is not null or p.rules #>> '{charter,answers}' is distinct from 'at-close')` : sql``}
    order by p.number, given.elector
    limit ${limit}`.execute(db);
  return rows.map(({ answers }) => ({ ...(answers.at(-1) as AnswerEntry), replaced: answers.slice(0, -1) }));
}

/** Every answer of a poll, replaced ones too, by elector and number, after one of them: a page of them as the evidence has them, in SQL (PRO-7). */
export function answerRows(
  { id, decision, kind, number }: Pick<Poll, 'id' | 'decision' | 'kind' | 'number'>,
  after: Pick<AnswerEntry, 'elector' | 'number'> | undefined,
): RawBuilder<unknown> {
  const options = listIn(textIn(sql`name`), {
    from: sql`jsonb_array_elements_text(options) with ordinality option (name, place)`,
    by: sql`option.place`,
  });
  const groups = listIn(options, {
    from: sql`jsonb_array_elements(ranking) with ordinality ranked (options, place)`,
    by: sql`ranked.place`,
  });
  const members = {
    at: instantIn(sql`at`),
    choice: plainIn(sql`choice`),
    decision: constant(decision),
    elector: plainIn(sql`elector`),
    number: numberIn(sql`number`),
    poll: constant(kind),
    pollNumber: constant(number),
    ranking: sql`case when jsonb_typeof(ranking) = 'array' then ${groups} else 'null' end`,
    reason: textIn(sql`reason`),
    version: numberIn(sql`version`),
  };
  const entry = sql`case when signature is null then ${objectIn(members)}
    else ${objectIn({ ...members, signature: plainIn(sql`signature`) })} end`;
  return sql`
    select ${entry} as text from answers
    where poll = ${id} and (elector, number) > (${after?.elector ?? ''}, ${after?.number ?? 0}::int)
    order by elector, number limit ${page}`;
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
    .orderBy('a.elector')
    .execute();
}
