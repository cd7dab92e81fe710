/** Entries as PostgreSQL writes them, against the canonical JSON of the same values (REC-1, RFC 8785). */
import { fc } from '@fast-check/vitest';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../ledger/bytes/canonical.ts';
import type { Db } from '../../store/postgres/database.ts';
import {
  asHashes,
  asTexts,
  booleanIn,
  constant,
  instantIn,
  listIn,
  numberIn,
  objectIn,
  pagesOf,
  plainIn,
  type Reading,
  textIn,
} from '../../store/postgres/entry-text.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createDatabase();
  ({ db } = database);
});
afterAll(() => database.drop());

/** PostgreSQL keeps every text but one with the character U+0000. */
const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((said) => !said.includes('\0'));
const value = fc.record({
  reason: fc.option(text),
  at: fc.option(
    fc
      .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString()),
  ),
  Zahl: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  offline: fc.boolean(),
  elector: fc.option(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,63}$/)),
  options: fc.array(text, { maxLength: 4 }),
});

const pageOf = async <Page>(rows: RawBuilder<unknown>, as: Reading<Page>): Promise<Page | undefined> =>
  (await pagesOf(db, as, () => rows).next()).value as Page | undefined;

describe('An entry that PostgreSQL writes', () => {
  it('REC-1 has the bytes of the canonical JSON of its value, whatever was said', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 5 }), async (values) => {
        const rows = values.map(
          ({ reason, at, Zahl, offline, options, elector }) =>
            sql`select ${objectIn({
              reason: textIn(sql`${reason}::text`),
              at: instantIn(sql`${at}::timestamptz(3)`),
              Zahl: numberIn(sql`${Zahl}::int`),
              offline: booleanIn(sql`${offline}::boolean`),
              said: constant(reason),
              Elector: plainIn(sql`${elector}::text`),
              options: listIn(textIn(sql`name`), {
                from: sql`unnest(${options}::text[]) with ordinality option (name, place)`,
                by: sql`place`,
              }),
            })} as text`,
        );
        const found = sql.join(rows, sql` union all `);
        const texts = values.map(({ elector, ...more }) =>
          canonicalJson({ ...more, Elector: elector, said: more.reason }),
        );
        expect(await pageOf(found, asTexts)).toEqual(texts);
        expect(await pageOf(found, asHashes)).toEqual(asHashes.of(texts));
      }),
      { numRuns: 100 },
    );
  });

  it('REC-1 is none where there is no row', async () => {
    const none = sql`select 'x' as text where false`;
    expect(await pageOf(none, asTexts)).toEqual([]);
    expect(await pageOf(none, asHashes)).toHaveLength(0);
  });
});
