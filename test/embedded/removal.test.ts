/** `npm run reset` removes a council and what belongs to it, and nothing else. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ownIdentity } from '../../embedded/processes.ts';
import { claim, writeRecord } from '../../embedded/record.ts';
import { removeCouncil } from '../../embedded/removal.ts';
import { freshFolder } from './support/folders.ts';
import { startStranger } from './support/stranger.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** A data folder with the parts that a start makes, and two things that it did not. */
async function dataFolder(): Promise<string> {
  const data = await freshFolder();
  for (const folder of ['postgres', 'temporal', 'logs', 'programs']) await mkdir(join(data, folder));
  const files = ['postgres-password', 'log.key', 'history.key', 'token-key.json', 'call-secret', 'notes.txt'];
  for (const file of [...files, 'call-secret.0a1b', join('postgres', 'PG_VERSION')])
    await writeFile(join(data, file), '');
  return data;
}

const reset = (
  env: Record<string, string>,
  ...args: readonly string[]
): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const command = ['--import', 'tsx', 'embedded/reset.ts', ...args];
    const child = execFile(
      process.execPath,
      command,
      { cwd: project, env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), said: out + err }),
    );
    child.stdin?.end();
  });

describe('a reset', () => {
  it('removes the council with its keys, and leaves what a start did not make', async () => {
    const data = await dataFolder();
    await removeCouncil(data, () => undefined);
    expect((await readdir(data)).sort()).toEqual(['notes.txt', 'programs']);
  });

  it('removes the folder too where nothing else lies in it', async () => {
    const data = join(await freshFolder(), 'data');
    await mkdir(join(data, 'postgres'), { recursive: true });
    await removeCouncil(data, () => undefined);
    await expect(stat(data)).rejects.toThrow('ENOENT');
  });

  it('refuses a folder without a council, and removes nothing from it', async () => {
    const data = await freshFolder();
    await writeFile(join(data, 'log.key'), '');
    await expect(removeCouncil(data, () => undefined)).rejects.toThrow('There is no council in');
    expect(await readdir(data)).toEqual(['log.key']);
    await expect(removeCouncil(join(data, 'missing'), () => undefined)).rejects.toThrow(
      'There is no council in',
    );
  });

  it('refuses while the council runs', async () => {
    const data = await dataFolder();
    const before = (await readdir(data)).length;
    const giveBack = await claim(data);
    await expect(removeCouncil(data, () => undefined)).rejects.toThrow(`as process ${process.pid}`);
    await giveBack();
    expect(await readdir(data)).toHaveLength(before);
  });

  it('refuses while a server of the council has a running owner', async () => {
    const data = await dataFolder();
    writeRecord(data, 'postgres', startStranger().identity);
    await expect(removeCouncil(data, () => undefined)).rejects.toThrow(
      `for process ${ownIdentity().pid}; nothing was started`,
    );
    expect(await readdir(data)).toContain('postgres');
  });

  it('asks, and without anybody to ask wants --yes; servers that somebody else runs it never touches', async () => {
    const data = await dataFolder();
    const own = { FOLKMOOT_DATA: data, DATABASE_URL: '', TEMPORAL_ADDRESS: '' };
    expect(await reset(own)).toMatchObject({ code: 1, said: expect.stringContaining('-- --yes') });
    const elsewhere = { ...own, DATABASE_URL: 'postgres://folkmoot@127.0.0.1:1/folkmoot' };
    expect((await reset(elsewhere, '--yes')).code).toBe(1);
    expect(await readdir(data)).toContain('postgres');
    expect((await reset(own, '--yes')).code).toBe(0);
    expect((await readdir(data)).sort()).toEqual(['notes.txt', 'programs']);
  });
});
