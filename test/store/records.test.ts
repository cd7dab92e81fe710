/** The archive in the store: what a record is found by is gathered once, from all that its decision left (REC-1). */
import { fc, test } from '@fast-check/vitest';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../rules/model.ts';
import type { Db } from '../../store/postgres/database.ts';
import { keepRecord, listRecords, type RecordFilter } from '../../store/records/records.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { end, type Ended, ended } from '../support/ended.ts';
import { person } from '../support/people.ts';
import { keepOnly } from './archive.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createDatabase();
  db = database.db;
});
afterAll(() => database.drop());

const found = async (filter: Partial<RecordFilter>): Promise<string[]> =>
  (await listRecords(db, { limit: 200, ...filter })).map(({ decision }) => decision);

describe('what a record is found by', () => {
  it('REC-2 stays as it was first kept', async () => {
    const decision = ended({ author: 'carl', content: { title: 'A kiln' } });
    await end(db, decision);
    await sql`update proposals set author = 'dora' where id = ${decision.id}`.execute(db);
    await sql`
      update proposal_versions set content = jsonb_set(content, '{title}', '"A loom"') where proposal = ${decision.id}`.execute(
      db,
    );
    const again = { decision: decision.id, kind: 'proposal', outcome: 'rejected', title: 'A loom' };
    await db
      .transaction()
      .execute((trx) =>
        keepRecord(trx, { ...again, endedAt: '2027-01-01T00:00:00.000Z', bytes: Buffer.from('[]') }),
      );
    expect(await found({ q: 'kiln', member: 'carl', outcomes: ['executed'] })).toEqual([decision.id]);
    expect(await found({ q: 'loom' })).toEqual([]);
    expect(await found({ member: 'dora' })).toEqual([]);
  });

  it('REC-1 is its own words first, however much was said', async () => {
    // Some two million letters of words that come once, as one member may state them; the title’s word comes last in their order.
    const word = (number: number) => `flood${number.toString(36).padStart(6, '0')}`;
    const statements = Array.from({ length: 100 }, (_, place) => ({
      member: 'carl',
      text: Array.from({ length: 1_600 }, (_, number) => word(place * 1_600 + number)).join(' '),
    }));
    const decision = ended({ content: { title: 'A zither' }, statements });
    await end(db, decision);
    expect(await found({ q: 'zither' })).toEqual([decision.id]);
    expect(await found({ q: `zither ${word(0)}` })).toEqual([decision.id]);
    expect(await found({ q: word(160_000 - 1) })).toEqual([]);
  });

  it('REC-1 is who vetoed, contested, appealed or opted out, and what they said of it', async () => {
    const members = ['uma', 'vic', 'wil', 'xen'].map((one) => person(one));
    await importMembers(db, { families: [], members, by: null, at: '2026-01-01T00:00:00.000Z' });
    const decision = ended();
    const { id } = decision;
    const at = decision.endedAt;
    const entries = [
      ['vetoed', { veto: 1, by: 'uma', matter: 'time', reason: 'Evenings are for the lute.', until: at }],
      ['contested', { vetoes: [1], by: 'vic', reason: 'Nobody plays the oboe.' }],
      ['ended', { outcome: 'rejected', rule: 'DEA-2', guardian: 'xen', silent: true }],
      ['appealed', { by: 'xen', principle: 'exit', reason: 'The bassoon.' }],
    ] as const;
    await db
      .insertInto('timeline')
      .values(
        entries.map(([kind, facts], part) => ({
          decision: id,
          sequence: 1,
          part,
          at,
          kind,
          facts: JSON.stringify(facts),
          room: kind === 'appealed',
        })),
      )
      .execute();
    const facts = JSON.stringify({ id: 'unsearched', reason: 'I leave with my viola.' });
    await db
      .insertInto('declarations')
      .values({
        decision: id,
        kind: 'opt-outs',
        member: 'wil',
        number: 1,
        facts,
        at,
        hash: Buffer.alloc(32),
        request: null,
      })
      .execute();
    await end(db, decision);
    for (const filter of [{ q: 'lute' }, { q: 'oboe' }, { q: 'viola' }])
      expect(await found(filter)).toEqual([id]);
    for (const member of ['uma', 'vic', 'wil']) expect(await found({ member })).toContain(id);
    // Silence is no act, what a room said is not searched, and an id is no word.
    expect(await found({ member: 'xen' })).not.toContain(id);
    for (const q of ['bassoon', 'unsearched']) expect(await found({ q })).toEqual([]);
  });

  it('REC-1 is no part of a word that is longer than any that can be asked for', async () => {
    // PostgreSQL keeps the length of a word in 11 bits: without care this one would be kept as its first five letters.
    await end(db, ended({ content: { text: 'q'.repeat(2_048 + 5) } }));
    expect(await found({ q: 'qqqqq' })).toEqual([]);
    const longest = 'ü'.repeat(200);
    const decision = ended({ content: { text: `${longest}, that is` } });
    await end(db, decision);
    expect(await found({ q: longest })).toEqual([decision.id]);
  });

  it('REC-1 is everybody who answered, and the record is as small as that of a few', async () => {
    const decision = ended({ outcome: 'inquorate' });
    const { id, endedAt } = decision;
    await sql`
      with poll as (
        insert into polls (decision, kind, number, round, version, electorate, opens, closes, due, extended, extensions_left, rules)
        values (${id}, 'votes', 1, 0, 1, ${id}, '2026-01-01', ${endedAt}, ${endedAt}, '[]', 0, '{}') returning id
      )
      insert into answers (poll, elector, number, choice, version, at, hash)
      select poll.id, 'elector-' || place, turn, 'for', 1, '2026-01-02', ''
      from poll, generate_series(1, 5000) place, generate_series(1, 1 + place % 2) turn`.execute(db);
    await end(db, decision);
    const few = ended();
    await end(db, few);
    for (const elector of ['elector-1', 'elector-5000'])
      expect(await found({ member: elector })).toEqual([id]);
    expect(await found({ member: 'elector-5001' })).toEqual([]);
    const { rows } = await sql<{ decision: string; people: number; size: number }>`
      select decision, pg_column_size(r.*) as size, (select count(*) from record_people p where p.decision = r.decision) as people
      from records r where decision in (${id}, ${few.id}) order by people desc`.execute(db);
    expect(rows.map(({ people }) => people)).toEqual([5_000, 0]);
    expect(Math.abs(rows[0]!.size - rows[1]!.size)).toBeLessThan(16);
  });

  it('REC-1 is its kind alone, where there is no proposal', async () => {
    const decision = randomUUID();
    await db.transaction().execute((trx) => keepOnly(trx, decision));
    expect(await listRecords(db, { endedBefore: '2026-01-02T00:00:00.000Z', limit: 5 })).toEqual([
      {
        decision,
        kind: 'proposal',
        category: null,
        tier: null,
        title: 'One of many',
        outcome: 'executed',
        endedAt: '2026-01-01T00:00:00.000Z',
      },
    ]);
  });
});

describe('the archive', () => {
  const members = ['ada', 'bo', 'cy'];
  const outcomes: readonly Outcome[] = ['executed', 'rejected', 'lapsed'];
  const kinds = ['proposal', 'petition'];
  const categories = ['justice', 'leadership'];
  const words = ['ember', 'flint', 'grove', 'heron'];
  const hour = (place: number): string => new Date(Date.UTC(2030, 0, 1, place)).toISOString();
  const pick = <Item>(items: readonly Item[], place: number): Item => items[place % items.length] as Item;

  /** Three end at each hour. What one is like follows from its place, each trait in a turn of its own. */
  const decisions: readonly Ended[] = Array.from({ length: 66 }, (_, place) =>
    ended({
      kind: pick(kinds, Math.floor(place / 5)),
      category: pick(categories, Math.floor(place / 7)),
      tier: 2 + (Math.floor(place / 3) % 2),
      outcome: pick(outcomes, place),
      author: pick(members, Math.floor(place / 2)),
      endedAt: hour(Math.floor(place / 3)),
      content: { title: words.filter((_, number) => (place >> number) % 2 === 1).join(' ') || 'plain' },
      statements: place % 4 === 0 ? [{ member: 'ada', text: 'heron' }] : [],
    }),
  );
  const endless = { endedFrom: hour(0) };

  beforeAll(async () => {
    for (const decision of decisions) await end(db, decision);
  });

  /** The protocol's own reading of a filter, decision by decision. */
  const fits = (decision: Ended, filter: Partial<RecordFilter>): boolean => {
    const said = [decision.content.title, ...decision.statements.map(({ text }) => text)]
      .join(' ')
      .split(' ');
    const people = [decision.author, ...decision.statements.map(({ member }) => member)];
    return (
      (filter.q?.split(' ') ?? []).every((word) => said.includes(word)) &&
      (filter.member === undefined || people.includes(filter.member)) &&
      (filter.outcomes?.includes(decision.outcome) ?? true) &&
      decision.kind === (filter.kind ?? decision.kind) &&
      decision.category === (filter.category ?? decision.category) &&
      decision.tier === (filter.tier ?? decision.tier) &&
      decision.endedAt >= (filter.endedFrom ?? '') &&
      decision.endedAt < (filter.endedBefore ?? '9')
    );
  };

  const newestFirst = (one: Ended, other: Ended): number =>
    one.endedAt + one.id < other.endedAt + other.id ? 1 : -1;

  const filters = fc.record(
    {
      q: fc
        .uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
        .map((some) => some.join(' ')),
      member: fc.constantFrom(...members, 'nobody'),
      outcomes: fc.subarray([...outcomes], { minLength: 1 }),
      kind: fc.constantFrom(...kinds),
      category: fc.constantFrom(...categories),
      tier: fc.constantFrom(2, 3),
      endedFrom: fc.nat({ max: 22 }).map(hour),
      endedBefore: fc.nat({ max: 22 }).map(hour),
    },
    { requiredKeys: [] },
  );

  /** Reads the archive page by page, each after the last of the one before. */
  async function readAll(filter: Partial<RecordFilter>, limit: number): Promise<string[]> {
    const read: string[] = [];
    for (let before: RecordFilter['before']; ;) {
      const page = await listRecords(db, { ...endless, ...filter, before, limit });
      read.push(...page.map(({ decision }) => decision));
      before = page.at(-1);
      if (page.length < limit || read.length > decisions.length) return read;
    }
  }

  test.prop([filters, fc.integer({ min: 1, max: 20 })])(
    'REC-1 is read page by page: all that fits, once, newest ending first, whatever is asked for',
    async (filter, limit) => {
      const expected = decisions.filter((decision) => fits(decision, filter)).toSorted(newestFirst);
      expect(await readAll(filter, limit)).toEqual(expected.map(({ id }) => id));
    },
  );
});
