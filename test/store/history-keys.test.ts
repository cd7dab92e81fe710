/** The keys of Temporal's histories in their file: made once, never anew in silence, and kept as long as a decision needs them. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeHistoryKeyLine } from '../../codec/keys.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import { openHistoryKeys } from '../../store/log/history-keys.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let folder: string;
let file: string;
let database: TestDatabase;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-key-'));
  file = join(folder, 'keys', 'history.key');
  database = await createDatabase();
  return async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
});

const open = (from = file) => openHistoryKeys(database.db, from);

async function fileOf(name: string, ...lines: readonly string[]): Promise<string> {
  const made = join(folder, name);
  await writeFile(made, lines.join('\n'));
  return made;
}

const later = async (): Promise<string> => {
  await setTimeout(2);
  return databaseClock(database.db);
};

/** A conflict that is open, and begins now; answers how to end it. */
async function begin(): Promise<() => Promise<void>> {
  const id = randomUUID();
  const { db } = database;
  await db
    .insertInto('processes')
    .values({
      id,
      kind: 'conflict',
      sequence: 1,
      stage: 'negotiation',
      created_at: await later(),
      parties: [],
      confidential: false,
      state: '{}',
    })
    .execute();
  return async () => {
    await db.updateTable('processes').set({ stage: 'ended' }).where('id', '=', id).execute();
  };
}

describe('the key of a council’s histories', () => {
  it('AUT-2 is made at the first start, for its owner’s eyes only, and kept', async () => {
    const made = await open();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700);
    expect(await open()).toEqual(made);
    expect(await readdir(join(folder, 'keys'))).toEqual(['history.key']);
  });

  it('AUT-2 is the same for all processes that start at once', async () => {
    const made = await Promise.all(Array.from({ length: 16 }, () => open()));
    expect(new Set(made.map(({ current }) => current.id)).size).toBe(1);
    expect(await readdir(join(folder, 'keys'))).toEqual(['history.key']);
  });

  it('AUT-2 is not made anew in silence where its file is missing', async () => {
    const { current } = await open();
    const elsewhere = join(folder, 'elsewhere.key');
    await expect(open(elsewhere)).rejects.toThrow(
      `FOLKMOOT_HISTORY_KEY: ${elsewhere} does not exist, but this council’s histories are sealed by the key ${current.id}`,
    );
    expect(await readdir(folder)).toEqual(['keys']);
  });

  it('AUT-2 is rotated by a line above it, and not by another file in its place', async () => {
    const [older, newer] = [makeHistoryKeyLine(), makeHistoryKeyLine()];
    const first = await open(await fileOf('first', older));
    await expect(open(await fileOf('alone', newer))).rejects.toThrow(`lacks the key ${first.current.id}`);
    const rotated = await open(await fileOf('both', newer, older));
    expect(rotated.all.map(({ id }) => id)).toEqual([rotated.current.id, first.current.id]);
    // A process that has not been told yet goes on: it opens whatever the others seal.
    expect((await open(await fileOf('before', older, newer))).current).toEqual(first.current);
    await expect(open(await fileOf('first', older))).rejects.toThrow(`lacks the key ${rotated.current.id}`);
  });

  it('AUT-2 goes once no decision is open that began under it', async () => {
    const [older, newer] = [makeHistoryKeyLine(), makeHistoryKeyLine()];
    await open(await fileOf('first', older));
    const endOlder = await begin();
    await later();
    await open(await fileOf('both', newer, older));
    await begin();
    const alone = await fileOf('alone', newer);
    await expect(open(alone)).rejects.toThrow('decisions that are still open (1)');
    await endOlder();
    expect((await open(alone)).all).toHaveLength(1);
  });

  it('AUT-2 in a file that holds another thing is refused by the file’s name, without a word of what it holds', async () => {
    for (const text of ['hunter2', '', `${makeHistoryKeyLine()}\nhunter2`]) {
      const wrong = await fileOf('wrong', text);
      const refused = await open(wrong).catch((error: unknown) => String(error));
      expect(refused).toContain(wrong);
      expect(refused).not.toContain('hunter2');
      expect(await readFile(wrong, 'utf8')).toBe(text);
    }
  });

  it('AUT-2 in a place that cannot be read fails with the system’s own words', async () => {
    await expect(open(folder)).rejects.toThrow('EISDIR');
  });
});
