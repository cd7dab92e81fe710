/** One data folder has one holder, and a note is believed only while its process runs. */
import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownIdentity } from '../../embedded/processes.ts';
import { claim, holderOf, readRecord, refuseHeld, writeRecord } from '../../embedded/record.ts';
import { freshFolder } from './support/folders.ts';
import { killHard, startStranger } from './support/stranger.ts';

const note = (data: string, text: unknown): Promise<void> =>
  writeFile(join(data, 'folkmoot.process.json'), typeof text === 'string' ? text : JSON.stringify(text));

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

/** Root may enter every folder. */
async function asNobody(act: () => Promise<void>): Promise<void> {
  const isRoot = process.getuid!() === 0;
  if (isRoot) process.seteuid!(65_534);
  try {
    await act();
  } finally {
    if (isRoot) process.seteuid!(0);
  }
}

describe('a data folder', () => {
  it('AUT-2 can be passed through and not be listed, one of an older start too', async () => {
    const old = await freshFolder();
    await chmod(old, 0o755);
    for (const data of [old, join(await freshFolder(), 'new')]) {
      await claim(data);
      expect(await modeOf(data)).toBe(0o711);
    }
  });

  it('has one holder, until it is given back', async () => {
    const data = await freshFolder();
    const giveBack = await claim(data);
    await expect(claim(data)).rejects.toThrow(
      `Folkmoot already runs on ${data}, as process ${process.pid}; nothing was started.`,
    );
    expect(holderOf(data)).toEqual(ownIdentity());
    await giveBack();
    expect(holderOf(data)).toBeNull();
    await claim(data);
  });

  it('is taken over from a process that ended', async () => {
    const data = await freshFolder();
    const { identity, child } = startStranger();
    await note(data, identity);
    await expect(claim(data)).rejects.toThrow(`as process ${identity.pid}`);
    expect(() => refuseHeld(data)).toThrow('nothing was started');
    await killHard(child);
    refuseHeld(data);
    await claim(data);
    expect(holderOf(data)).toEqual(ownIdentity());
  });

  it('is taken over where the id of the one that ended belongs to another process now', async () => {
    const data = await freshFolder();
    await note(data, { pid: process.pid, started: 'before' });
    await claim(data);
    expect(holderOf(data)).toEqual(ownIdentity());
  });

  it.each(['', '{"pid":', '[]', 'null', '{"pid":"1","started":"x"}'])(
    'is taken over from a note cut off by a crash: %s',
    async (text) => {
      const data = await freshFolder();
      await note(data, text);
      await claim(data);
      expect(holderOf(data)).toEqual(ownIdentity());
    },
  );

  it('that is a file, or lies in one, is refused in words, its cause last', async () => {
    const file = join(await freshFolder(), 'data');
    await writeFile(file, '');
    for (const data of [file, join(file, 'below')])
      await expect(claim(data)).rejects.toThrow(
        new RegExp(`${data} cannot be used: [^.]*is a file, and no folder\\.$`),
      );
  });

  it('that this user may not enter is refused in words, its cause last', async () => {
    const data = await freshFolder();
    await chmod(data, 0);
    await asNobody(async () => {
      const cause = new RegExp(`${data} cannot be used: this user may not enter it or write there[^.]*\\.$`);
      expect(() => refuseHeld(data)).toThrow(cause);
      await expect(claim(data)).rejects.toThrow(cause);
    });
  });

  it('goes to exactly one of many that want it after a crash', async () => {
    for (let round = 0; round < 20; round++) {
      const data = await freshFolder();
      await note(data, { pid: process.pid, started: 'before' });
      const claims = await Promise.allSettled(Array.from({ length: 8 }, () => claim(data)));
      expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });
});

describe('the note of a service', () => {
  it('names the process and who started it', async () => {
    const data = await freshFolder();
    const { identity } = startStranger();
    writeRecord(data, 'postgres', identity);
    expect(readRecord(data, 'postgres')).toEqual({ process: identity, owner: ownIdentity() });
    expect(readRecord(data, 'temporal')).toBeNull();
  });

  it('is none when a crash cut it off', async () => {
    const data = await freshFolder();
    await writeFile(join(data, 'postgres.process.json'), '{"process":{"pid":12');
    expect(readRecord(data, 'postgres')).toBeNull();
  });
});
