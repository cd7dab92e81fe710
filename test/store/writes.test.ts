/** What a workflow writes under a number is written once, and other content under it is an error (REC-2, REC-4). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeOnce } from '../../activities/processes/writing.ts';
import type { Db } from '../../store/postgres/database.ts';
import { createDatabase } from '../support/database.ts';

describe('a write of a workflow', () => {
  let db: Db;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ db, drop } = await createDatabase());
  });
  afterAll(() => drop());

  const change = (id: string, sequence: number, stage: string) => ({ sequence, state: { id, stage } });

  /** Writes, counts how often the work was done, and collects what was told to operators. */
  function writing() {
    const told: object[] = [];
    let done = 0;
    const services = { db, onConflictingWrite: (write: object) => told.push(write) };
    return {
      told,
      done: () => done,
      write: (one: ReturnType<typeof change>) =>
        writeOnce(services, one, async () => {
          done += 1;
        }),
    };
  }

  it('REC-2 is done once, however often and however many at once ask for it', async () => {
    const { write, done, told } = writing();
    const one = change(randomUUID(), 1, 'review');
    await Promise.all(Array.from({ length: 5 }, () => write(one)));
    await write(structuredClone(one));
    expect(done()).toBe(1);
    expect(told).toEqual([]);
  });

  it('REC-2 that fails has taken no number', async () => {
    const { write, done } = writing();
    const one = change(randomUUID(), 1, 'review');
    const failing = writeOnce({ db, onConflictingWrite: () => undefined }, one, async () => {
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    await write(one);
    expect(done()).toBe(1);
  });

  it('REC-4 whose number is taken by other content is an error that is told to operators, and changes nothing', async () => {
    const { write, done, told } = writing();
    const id = randomUUID();
    await write(change(id, 1, 'review'));
    await expect(write(change(id, 1, 'discussion'))).rejects.toMatchObject({
      type: 'conflicting-write',
      nonRetryable: false,
    });
    expect(done()).toBe(1);
    expect(told).toEqual([{ process: id, sequence: 1 }]);
    await write(change(id, 2, 'discussion'));
    expect(done()).toBe(2);
  });
});
