/** Clocks compared through the process's own: what a reading is worth, where they are too far apart, and when that is told (VOT-6). */
import { afterEach, describe, expect, it, vi } from 'vitest';
import fc from 'fast-check';
import { databaseClock, ownClock } from '../../store/postgres/clock.ts';
import {
  type Clocks,
  clocksApart,
  compareClocks,
  sayDifference,
  watchClocks,
} from '../../store/postgres/clocks.ts';
import { apartBy } from '../support/clocks.ts';
import { createDatabase } from '../support/database.ts';

const start = Date.parse('2026-03-02T09:00:00.000Z');

/** Clocks that are so far ahead of the process's own, each read after half of what its reading takes; milliseconds. */
function clocks({
  database = 0,
  temporal = 0,
  takes = [0],
}: Partial<Record<'database' | 'temporal', number>> & { takes?: number[] }) {
  let now = start;
  let readings = 0;
  const reading = (ahead: number) => async () => {
    const half = takes[Math.min(readings, takes.length - 1)]! / 2;
    readings += 1;
    now += half;
    const at = now + ahead;
    now += half;
    return at;
  };
  const one: Clocks = { own: () => now, database: reading(database), temporal: async () => now + temporal };
  return { one, readings: () => readings };
}

describe('a comparison', () => {
  it('VOT-6 knows each clock to half of what its reading took', async () => {
    const { one } = clocks({ database: -40_012, takes: [30] });
    const { database } = await compareClocks(one);
    expect(database).toEqual({ ahead: -40_012, error: 15 });
  });

  it('VOT-6 takes a reading again that may be wrong by more than 250 ms', async () => {
    const exact = clocks({ takes: [500] });
    expect((await compareClocks(exact.one)).database.error).toBe(250);
    expect(exact.readings()).toBe(1);
    const slow = clocks({ takes: [502, 600, 20] });
    expect((await compareClocks(slow.one)).database.error).toBe(10);
    expect(slow.readings()).toBe(3);
  });

  it('VOT-6 is none where every reading takes too long, and says which clock it was', async () => {
    const { one, readings } = clocks({ takes: [502] });
    await expect(compareClocks(one)).rejects.toThrow('reading the clock of the database took 502 ms');
    expect(readings()).toBe(5);
  });

  it('VOT-6 takes a reading again during which the process’s own clock was set back', async () => {
    const instants = [start, start - 3_600_000];
    const own = () => instants.shift() ?? start - 3_600_000;
    const read = async () => start - 3_600_000;
    const at = await compareClocks({ own, database: read, temporal: async () => start - 3_600_000 });
    expect([at.database, at.temporal]).toContainEqual({ ahead: 0, error: 0 });
    expect(clocksApart(at)).toBeUndefined();
  });

  it('VOT-6 does not depend on the process’s own clock', async () => {
    const far = fc.integer({ min: -100_000, max: 100_000 });
    await fc.assert(
      fc.asyncProperty(far, far, async (own, ahead) => {
        const compared = await compareClocks({
          own: () => start + own,
          database: async () => start + ahead,
          temporal: async () => start,
        });
        const apart = clocksApart(compared);
        expect(apart?.milliseconds).toBe(Math.abs(ahead) > 1_000 ? Math.abs(ahead) : undefined);
        if (apart !== undefined) expect(apart.behind).toBe(ahead < 0 ? 'database' : 'temporal');
      }),
    );
  });

  it('VOT-6 of the real database and the process on its machine finds them together', async () => {
    const { db, drop } = await createDatabase();
    const database = async () => Date.parse(await databaseClock(db));
    await database();
    const compared = await compareClocks({ own: ownClock, database, temporal: async () => ownClock() });
    expect(compared.database.error).toBeLessThanOrEqual(250);
    expect(Math.abs(compared.database.ahead)).toBeLessThanOrEqual(compared.database.error + 5);
    const behind = await compareClocks({ own: ownClock, database, temporal: async () => ownClock() + 5_000 });
    expect(clocksApart(behind)?.behind).toBe('database');
    await drop();
  });
});

describe('clocks', () => {
  it('VOT-6 that are 1,000 ms apart agree; 1,001 ms are too much, on either side', () => {
    for (const ahead of [-1_000, 0, 1_000]) expect(clocksApart(apartBy(ahead).latest())).toBeUndefined();
    expect(clocksApart(apartBy(-1_001).latest())).toEqual({
      behind: 'database',
      of: 'temporal',
      milliseconds: 1_001,
    });
    expect(clocksApart(apartBy(1_001).latest())).toEqual({
      behind: 'temporal',
      of: 'database',
      milliseconds: 1_001,
    });
  });

  it('VOT-6 that differ are told by name, with the seconds', () => {
    const difference = clocksApart(apartBy(-40_012).latest())!;
    expect(sayDifference(difference)).toBe('the clock of the database is 40.012 s behind that of Temporal');
  });
});

describe('a watch', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('VOT-6 compares at the start, each minute while they agree and every 5 s while they do not, and tells each change once', async () => {
    vi.useFakeTimers();
    const told: string[] = [];
    let compared = 0;
    let ahead: number | Error = 0;
    const watch = watchClocks({
      own: () => start,
      database: async () => {
        compared += 1;
        if (typeof ahead !== 'number') throw ahead;
        return start + ahead;
      },
      temporal: async () => start,
      log: { info: (line) => told.push(`info: ${line}`), warn: (line) => told.push(`warn: ${line}`) },
    });
    expect(watch.latest()).toBeUndefined();
    await watch.first;
    expect([compared, watch.latest()?.database]).toEqual([1, { ahead: 0, error: 0 }]);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(compared).toBe(1);
    ahead = -40_000;
    await vi.advanceTimersByTimeAsync(1);
    expect([compared, clocksApart(watch.latest())?.milliseconds]).toEqual([2, 40_000]);
    ahead = -39_000;
    await vi.advanceTimersByTimeAsync(5_000);
    expect([compared, clocksApart(watch.latest())?.milliseconds]).toEqual([3, 39_000]);
    ahead = new Error('the database is away');
    await vi.advanceTimersByTimeAsync(5_000);
    expect([compared, clocksApart(watch.latest())?.milliseconds]).toEqual([4, 39_000]);
    ahead = 0;
    await vi.advanceTimersByTimeAsync(5_000);
    expect([compared, clocksApart(watch.latest())]).toEqual([5, undefined]);
    watch.stop();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(compared).toBe(5);
    expect(told).toEqual([
      'info: the clocks of the database, Temporal and this process agree',
      'warn: the clock of the database is 40 s behind that of Temporal: no window opens until they agree within 1 s',
      'warn: the clocks cannot be compared: the database is away',
      'info: the clocks of the database, Temporal and this process agree',
    ]);
  });

  it('VOT-6 tells of the process’s own clock too, though nothing is timed by it', async () => {
    const told: string[] = [];
    const elsewhere = async () => start + 3_000;
    const watch = watchClocks({
      own: () => start,
      database: elsewhere,
      temporal: elsewhere,
      log: { info: (line) => told.push(line), warn: (line) => told.push(line) },
    });
    await watch.first;
    watch.stop();
    expect(told).toEqual(['the clock of this process is 3 s behind that of Temporal']);
    expect(clocksApart(watch.latest())).toBeUndefined();
  });
});
