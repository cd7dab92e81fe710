/**
 * Canonical JSON (RFC 8785) as PostgreSQL writes it, for entries of which there may be a million: they are hashed and sent as they come. What
 * `to_json` escapes in a text is what RFC 8785 escapes; test/store/entry-text.test.ts holds both to the same bytes.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from './database.ts';

type Expression = RawBuilder<unknown>;

/** A text, or null. */
export const textIn = (value: Expression): Expression => sql`coalesce(to_json(${value})::text, 'null')`;
export const numberIn = (value: Expression): Expression => sql`(${value})::text`;
export const booleanIn = (value: Expression): Expression =>
  sql`case when ${value} then 'true' else 'false' end`;
/** An instant, or null. */
export const instantIn = (value: Expression): Expression =>
  sql`coalesce(to_char(${value}, '"\\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\\""'), 'null')`;

/** An object, its members in the order of their names. */
export function objectIn(members: Readonly<Record<string, Expression>>): Expression {
  const names = Object.keys(members).toSorted();
  const pieces = names.map(
    (name, place) => sql`${sql.lit(`${place === 0 ? '{' : ','}"${name}":`)}, ${members[name]}`,
  );
  return sql`concat(${sql.join(pieces)}, '}')`;
}

/** The texts that a list holds, each a JSON text. @param each one of them, in the order of `by`; from: where they come from */
export const listIn = (
  each: Expression,
  { from, by }: { readonly from: Expression; readonly by: Expression },
): Expression => sql`(select concat('[', string_agg(${each}, ',' order by ${by}), ']') from ${from})`;

/** Rows read at a time, so that evidence of any size takes the same memory. */
export const page = 5_000;

/**
 * The texts of one page, in the order of the query. They come as one value: no JSON text has a line break in it.
 * @param rows a query with a column `text`, ordered and limited
 */
export async function textsOf(db: Db | Trx, rows: Expression): Promise<readonly string[]> {
  const { rows: found } = await sql<{ texts: string | null }>`
    select string_agg(text, chr(10)) as texts from (${rows}) page`.execute(db);
  const texts = found[0]?.texts ?? null;
  return texts === null ? [] : texts.split('\n');
}

/** Every text of a list that is read page by page, each after the last entry of the one before. */
export async function* pages<Entry>(
  read: (after: Entry | undefined) => Promise<readonly string[]>,
): AsyncGenerator<readonly string[]> {
  for (let after: Entry | undefined; ;) {
    const texts = await read(after);
    yield texts;
    const last = texts.at(-1);
    if (last === undefined || texts.length < page) return;
    after = JSON.parse(last) as Entry;
  }
}
