/** `npm start` from end to end: a whole council that is there, survives, refuses what cannot be, and leaves nothing behind. */
import { lstat, readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../embedded/ports.ts';
import { holderOf } from '../../embedded/record.ts';
import { freshFolder } from './support/folders.ts';
import { running, servicesOf, startMoot } from './support/moot.ts';
import { killHard } from './support/stranger.ts';

const ready = 'A first request';

/** What in a folder another user of the machine may read, write or list; root's own folder they may pass through. */
async function openToOthers(data: string): Promise<string[]> {
  const found = [data, ...(await readdir(data, { recursive: true })).map((name) => join(data, name))];
  expect(found.length).toBeGreaterThan(1_000);
  const modes = await Promise.all(
    found.map(async (path) => {
      // PostgreSQL removes files of its own while it runs.
      const mode = await lstat(path).then(
        ({ mode }) => mode & 0o777,
        () => 0,
      );
      const passed = path === data && process.getuid!() === 0 ? 0o011 : 0;
      return (mode & 0o077 & ~passed) === 0 ? [] : [`${path} ${mode.toString(8)}`];
    }),
  );
  return modes.flat();
}

const proposal = {
  category: 'operations',
  title: 'A well',
  text: 'Behind the workshop.',
  rationale: 'The old one is dry.',
  impact: { affected: 'everyone', statement: 'Two weekends of work.' },
  alternatives: [{ title: 'A cistern', text: 'On the roof.' }],
  action: { type: 'none' },
};

describe('npm start', () => {
  it('gives a whole council on this machine, and on Ctrl-C leaves no process behind', async () => {
    const [data, port] = [await freshFolder(), await freePort()];
    const moot = startMoot({ data, port });
    await moot.says(ready);
    expect(moot.said()).toContain(`API          ${moot.url} `);
    expect(moot.said()).toMatch(/ct +Ct +guardian/);
    const opus = await moot.as('opus');
    expect((await opus.get('/health/ready')).status).toBe(200);
    expect((await opus.get('/v1/members')).body.items).toHaveLength(12);
    expect(moot.said()).toContain(`    ${port}  the API: asks for a token`);
    expect(moot.said()).toMatch(/\n {4}\d+ +PostgreSQL: [^]*\n {4}\d+ +Temporal: /);
    expect(await openToOthers(data)).toEqual([]);

    const second = startMoot({ data, port });
    expect(await second.ended).toBe(1);
    expect(second.said().trim()).toMatch(
      new RegExp(`^Folkmoot already runs on ${data}, as process ${moot.child.pid}; nothing was started\\.`),
    );
    expect((await opus.get('/health/ready')).status).toBe(200);

    const services = servicesOf(data);
    expect(running(services)).toHaveLength(2);
    moot.child.kill('SIGINT');
    expect(await moot.ended).toBe(0);
    expect(running(services)).toEqual([]);
    expect(servicesOf(data)).toEqual([]);
    expect(holderOf(data)).toBeNull();
  });

  it('goes on with every open decision after kill -9, and ends with code 1 when a server is gone', async () => {
    const [data, port] = [await freshFolder(), await freePort()];
    const killed = startMoot({ data, port });
    await killed.says(ready);
    const before = await killed.as('opus');
    const draft = await before.post('/v1/proposals', {
      category: 'operations',
      title: 'A well',
      draft: true,
    });
    expect(draft.status).toBe(201);
    const orphans = servicesOf(data);
    await killHard(killed.child);
    expect(running(orphans)).toHaveLength(2);

    const moot = startMoot({ data, port });
    await moot.says(ready);
    expect(running(orphans)).toEqual([]);
    expect(moot.said()).toContain('left behind by a start that was killed');
    const opus = await moot.as('opus');
    const edited = await opus.patch(`/v1/proposals/${draft.body.id}`, { title: 'A deeper well' });
    expect(edited.status).toBe(200);
    expect((await opus.get(`/v1/proposals/${draft.body.id}`)).body.title).toBe('A deeper well');

    // Acts that are under way cannot be finished any more, and nobody waits for them.
    const acts = Array.from({ length: 20 }, () =>
      opus.post('/v1/proposals', proposal).catch(() => undefined),
    );
    const begun = async () => (await opus.get('/v1/proposals?stage=review')).body.items.length;
    await expect.poll(begun, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0);
    const services = servicesOf(data);
    process.kill(services[0]!.pid, 'SIGKILL');
    const died = Date.now();
    expect(await moot.ended).toBe(1);
    expect(Date.now() - died).toBeLessThan(8_000);
    await Promise.all(acts);
    expect(moot.said()).toContain('PostgreSQL ended by itself (SIGKILL)');
    expect(running(services)).toEqual([]);
  });

  it('through npm stops in good order on SIGTERM, also while it starts', async () => {
    const [data, port] = [await freshFolder(), await freePort()];
    const moot = startMoot({ data, port, throughNpm: true });
    await moot.says('PostgreSQL');
    await expect.poll(() => servicesOf(data).length, { timeout: 20_000 }).toBeGreaterThan(0);
    const services = servicesOf(data);
    moot.child.kill('SIGTERM');
    await moot.ended;
    expect(moot.said()).toContain('Stopped.');
    expect(running(services)).toEqual([]);
    expect(holderOf(data)).toBeNull();
  });

  it('says that its port is taken, and starts nothing', async () => {
    const [folder, port] = [await freshFolder(), await freePort()];
    const data = join(folder, 'data');
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const moot = startMoot({ data, port });
    expect(await moot.ended).toBe(1);
    expect(moot.said().trim()).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program. Choose another: PORT=${port + 1} npm start`,
    );
    expect(servicesOf(data)).toEqual([]);
    await expect(stat(data)).rejects.toThrow('ENOENT');
  });
});
