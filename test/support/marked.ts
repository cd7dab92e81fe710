/** Where a marked word stands in the clear: in which columns of the database, in what Temporal keeps, and in the public log (AUT-2). */
import { defaultPayloadConverter } from '@temporalio/common';
import { sql } from 'kysely';
import { entriesOf, ledgerSize } from '../../store/log/ledger.ts';
import type { Db } from '../../store/postgres/database.ts';
import type { Council } from './council.ts';
import { historyOf } from './deaths/rows.ts';

/** Every `table.column` of the database in which the word stands, bytes read as text too: what a dump of it would show. */
export async function columnsWith(db: Db, word: string): Promise<string[]> {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select c.table_name as table, c.column_name as column, c.data_type as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
    order by c.table_name, c.column_name`.execute(db);
  const found: string[] = [];
  for (const { table, column, type } of rows) {
    const text = type === 'bytea' ? sql`encode(${sql.ref(column)}, 'escape')` : sql`${sql.ref(column)}::text`;
    const { rows: hits } = await sql`
      select from ${sql.table(table)} where ${text} ilike ${`%${word}%`} limit 1`.execute(db);
    if (hits.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}

/**
 * Every text in a value, however deep, and what its bytes say as UTF-8. Messages of protobuf are looked through field by field: their own JSON
 * has bytes as base64, in which no word is found.
 */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value instanceof Uint8Array) yield Buffer.from(value).toString('utf8');
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) {
      yield name;
      yield* textsIn(one);
    }
}

const whole = (value: unknown): string => [...textsIn(value)].join('\n');

/** All that Temporal keeps of a workflow, as whoever runs it reads it. */
export async function keptByTemporal(
  { environment }: Pick<Council, 'environment'>,
  id: string,
): Promise<string> {
  const handle = environment.client.workflow.getHandle(id);
  const { raw, memo } = await handle.describe();
  return whole([await handle.fetchHistory(), raw, memo]);
}

/** What the activities of a workflow were told, opened with the council's key. */
export async function openedOfTemporal(
  council: Pick<Council, 'db' | 'environment'>,
  id: string,
): Promise<string> {
  const events = await historyOf(council, id);
  return whole(
    events.flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
      (scheduled?.input?.payloads ?? []).map((payload) => defaultPayloadConverter.fromPayload(payload)),
    ),
  );
}

/** Every entry of the public log, as its bytes say it. */
export async function logInClear(db: Db): Promise<string> {
  return (await entriesOf(db, 0, await ledgerSize(db))).map(({ bytes }) => String(bytes)).join('\n');
}
