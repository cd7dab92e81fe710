/** Observations that come at once: each is answered, and those of one source are taken one after the other (ALM-2). */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observationsAmong } from '../../store/alarms/kept-observations.ts';
import { registerSensor } from '../../store/alarms/sensors.ts';
import type { Db, Trx } from '../../store/postgres/database.ts';
import { send, sensorOf, type TestSensor, watchers } from '../support/alarm.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Answer, Json } from '../support/http.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: watchers });
});
afterAll(() => council.close());

/** Sensors as decisions would have registered them. */
async function installed<const Ids extends readonly string[]>(
  ids: Ids,
): Promise<{ readonly [Place in keyof Ids]: TestSensor }> {
  const decision = '01893c1c-0f4f-7000-8000-000000000001';
  const at = await council.now();
  const made = ids.map((id) => sensorOf(id));
  await council.db.transaction().execute(async (trx) => {
    for (const { id, key } of made) {
      const sensor = { id, key, place: 'Here', owner: 'carl', purpose: 'It looks.' };
      await registerSensor(trx, sensor, { decision, at });
    }
  });
  return made as unknown as { readonly [Place in keyof Ids]: TestSensor };
}

/** Waits until so many statements wait for others. */
const waiting = (many: number): Promise<void> =>
  expect
    .poll(
      async () => {
        const { rows } = await sql<{ count: number }>`
          select count(*) as count from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(council.db);
        return rows[0]?.count;
      },
      { timeout: 10_000 },
    )
    .toBe(many);

const statesOf = (answers: readonly Answer[]): readonly string[] =>
  answers.flatMap(({ body }) => body.items.map(({ state, code }: Json) => code ?? state));

describe('observations that come at once', () => {
  it('ALM-2 of one source are numbered one after the other', async () => {
    const [barn] = await installed(['barn']);
    const now = await council.now();
    const each = Array.from({ length: 20 }, () => barn.observe(now));
    const answers = await Promise.all([...each, ...each].map((one) => send(council, one)));
    const kept = answers.filter(({ status }) => status === 201);
    const codes = new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.type));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThanOrEqual(20);
    expect(
      [...codes].every((code) => ['/problems/already-done', '/problems/out-of-order'].includes(code)),
    ).toBe(true);
    const rows = await observationsAmong(
      council.db,
      kept.map(({ body }) => body.id),
    );
    expect(rows).toHaveLength(kept.length);
  });

  it('ALM-2 of several sources, in other orders, are all answered, and none is kept twice', async () => {
    const own = await installed(['cellar', 'gate', 'roof', 'shed']);
    const now = await council.now();
    const turns = Array.from({ length: 12 }, (_, turn) => {
      const turned = [...own.slice(turn % 4), ...own.slice(0, turn % 4)].map((one) => one.observe(now));
      return turn % 2 === 0 ? turned : turned.toReversed();
    });
    const answers = await Promise.all([...turns, ...turns].map((turn) => send(council, turn)));
    expect(answers.map(({ status }) => status)).toEqual([...turns, ...turns].map(() => 201));
    const states = statesOf(answers);
    expect(states.every((state) => ['kept', 'already-done', 'out-of-order'].includes(state))).toBe(true);
    const ids = answers.flatMap(({ body }) =>
      body.items.flatMap(({ state, id }: Json) => (state === 'kept' ? id : [])),
    );
    expect(await observationsAmong(council.db, ids)).toHaveLength(ids.length);
    // The last of each source comes after all of its others, whoever came first.
    expect(ids.length).toBeGreaterThanOrEqual(own.length);
  });

  it('ALM-2 one in a request are kept together by fewer commits, and each is answered what came of it', async () => {
    const own = await installed(Array.from({ length: 30 }, (_, place) => `lone-${place}`));
    const now = await council.now();
    const stranger = sensorOf('stranger').observe(now);
    const [unknown, ...answers] = await Promise.all(
      [stranger, ...own.map((one) => one.observe(now))].map((one) => send(council, one)),
    );
    expect(unknown?.body).toMatchObject({ type: '/problems/unknown-sensor' });
    expect(answers.map(({ body }) => body)).toMatchObject(
      own.map(({ id }) => ({ state: 'kept', source: `sensor:${id}`, number: 1 })),
    );
    const { rows } = await sql<{ source: string; commit: string }>`
      select source, xmin::text as commit from observations where id = any (${answers.map(({ body }) => body.id)}::uuid[])`.execute(
      council.db,
    );
    expect(new Set(rows.map(({ source }) => source)).size).toBe(own.length);
    expect(new Set(rows.map(({ commit }) => commit)).size).toBeLessThan(own.length);
  });

  it('ALM-2 of sources that observe for the first time wait for no request that waits for them', async () => {
    const [first, second, third] = await installed(['one', 'second', 'third']);
    const now = await council.now();
    const observes = (source: string, db: Db | Trx = council.db) =>
      sql`insert into observers (source) values (${source})`.execute(db);
    const asked: Promise<Answer>[] = [];
    await council.db.transaction().execute(async (trx) => {
      // Somebody is about to make the second known, and a request for all three waits for that.
      await observes('sensor:second', trx);
      asked.push(
        send(
          council,
          [first, second, third].map((one) => one.observe(now)),
        ),
      );
      await waiting(1);
      // Meanwhile the third has become known, and a request comes for it and for the first.
      await observes('sensor:third');
      asked.push(
        send(
          council,
          [first, third].map((one) => one.observe(now)),
        ),
      );
      await waiting(2);
    });
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(statesOf(answers).filter((state) => state === 'kept').length).toBeGreaterThanOrEqual(3);
  });
});
