/**
 * Canonical JSON (RFC 8785) as PostgreSQL writes it, for entries of which there may be a million: they are hashed and sent as they come. What
 * `to_json` escapes in a text is what RFC 8785 escapes; test/store/entry-text.test.ts holds both to the same bytes.
 */
import { type RawBuilder, sql } from 'kysely';
import { canonicalJson } from '../../ledger/bytes/canonical.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import type { Db, Trx } from './database.ts';

type Expression = RawBuilder<unknown>;

/** What is the same in every row: it is written once. */
export interface Constant {
  readonly json: string;
}

export const constant = (value: unknown): Constant => ({ json: canonicalJson(value) });

/** A text that has nothing to escape, such as an id; or null. */
export const plainIn = (value: Expression): Expression => sql`coalesce('"' || ${value} || '"', 'null')`;
/** Any text, or null. */
export const textIn = (value: Expression): Expression => sql`coalesce(to_json(${value})::text, 'null')`;
export const numberIn = (value: Expression): Expression => value;
export const booleanIn = (value: Expression): Expression =>
  sql`case when ${value} then 'true' else 'false' end`;
/** An instant, or null. */
export const instantIn = (value: Expression): Expression =>
  sql`coalesce(to_char(${value}, '"\\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\\""'), 'null')`;

/** An object, its members in the order of their names. */
export function objectIn(members: Readonly<Record<string, Expression | Constant>>): Expression {
  const pieces: Expression[] = [];
  let text = '{';
  for (const [place, name] of Object.keys(members).toSorted().entries()) {
    text += `${place === 0 ? '' : ','}${JSON.stringify(name)}:`;
    const member = members[name];
    if (member !== undefined && 'json' in member) text += member.json;
    else {
      pieces.push(sql.lit(text), sql`${member}`);
      text = '';
    }
  }
  return sql`concat(${sql.join([...pieces, sql.lit(`${text}}`)])})`;
}

/** The texts that a list holds, each a JSON text. @param each one of them, in the order of `by`; from: where they come from */
export const listIn = (
  each: Expression,
  { from, by }: { readonly from: Expression; readonly by: Expression },
): Expression => sql`(select concat('[', string_agg(${each}, ',' order by ${by}), ']') from ${from})`;

/** Rows read at a time, so that evidence of any size takes the same memory. */
export const page = 5_000;

/** What the entries of a page are read as. */
export interface Reading<Page> {
  /** Of the rows of a page, each with a `text`: one value, in SQL. */
  readonly value: RawBuilder<unknown>;
  /** What that is read as; it is null where there is no row. */
  readonly read: (value: never) => Page;
  /** The same of texts that are at hand. */
  readonly of: (texts: readonly string[]) => Page;
}

/** The entries of a part of the evidence in their order, page by page, read as their canonical texts or as what else they are. */
export type Read = <Page>(db: Db | Trx, decision: string, as: Reading<Page>) => AsyncGenerator<Page>;

/** Their texts, which come as one: no JSON text has a line break in it. */
export const asTexts: Reading<readonly string[]> = {
  value: sql`string_agg(text, chr(10))`,
  read: (texts: string | null) => texts?.split('\n') ?? [],
  of: (texts) => texts,
};

/** The hashes of their leaves (RFC 6962, section 2.1), 32 bytes each: the texts stay where they are. */
export const asHashes: Reading<Buffer> = {
  value: sql`string_agg(sha256('\\x00'::bytea || convert_to(text, 'UTF8')), '')`,
  read: (hashes: Buffer | null) => hashes ?? Buffer.alloc(0),
  of: (texts) => Buffer.concat(texts.map((text) => leafHash(Buffer.from(text)))),
};

/**
 * Every entry of a list, page by page, each after the last entry of the one before.
 * @param rowsAfter a query with a column `text`, in the order of the list, of `page` rows at most
 */
export async function* pagesOf<Entry, Page>(
  db: Db | Trx,
  { value, read }: Reading<Page>,
  rowsAfter: (after: Entry | undefined) => Expression,
): AsyncGenerator<Page> {
  for (let after: Entry | undefined; ;) {
    const { rows } = await sql<{ value: never; last: string | null }>`
      select ${value} as value, string_agg(text, '') filter (where place = ${page}) as last
      from (select text, row_number() over () as place from (${rowsAfter(after)}) found) numbered`.execute(
      db,
    );
    const [found] = rows;
    if (found === undefined) return;
    yield read(found.value);
    if (found.last === null) return;
    after = JSON.parse(found.last) as Entry;
  }
}
