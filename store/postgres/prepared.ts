/** Statements that are asked all the time: each is put together once in a process, and parsed and planned once on a connection. */
import { CompiledQuery } from 'kysely';
import type { Db, Trx } from './database.ts';

/** Stands for a value until it is given. */
interface Marker {
  readonly place: number;
}

interface Statement<Row> {
  readonly compile: (db: Db | Trx) => CompiledQuery<Row>;
}

/**
 * @param name as the server knows it (store/postgres/pool.ts): of lower-case letters and hyphens, and no other statement's
 * @param build makes the statement of its values, whatever they are: they may only be passed on to it
 * @param count how many values there are
 */
export function prepared<Values extends readonly unknown[], Row>(
  name: string,
  count: Values['length'],
  build: (db: Db | Trx, ...values: Values) => Statement<Row>,
): (db: Db | Trx, ...values: Values) => Promise<Row[]> {
  const markers = Array.from({ length: count }, (_, place): Marker => ({ place }));
  const isMarker = (value: unknown): value is Marker => markers.includes(value as Marker);
  let made: { readonly text: string; readonly parameters: readonly unknown[] } | undefined;
  return async (db, ...values) => {
    if (made === undefined) {
      const { sql, parameters } = build(db, ...(markers as unknown as Values)).compile(db);
      made = { text: `/* ${name} */ ${sql}`, parameters };
    }
    const given = made.parameters.map((value) => (isMarker(value) ? values[value.place] : value));
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(made.text, given));
    return rows;
  };
}
