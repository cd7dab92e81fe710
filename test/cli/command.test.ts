/** Which program `folkmoot` runs: the built one starts at once, and never hides what was edited since. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const built = new Date('2026-03-02T10:00:00Z');
const before = new Date('2026-03-02T09:59:59Z');

let folder: string;
const rooms = ['charter', 'cli', 'codec', 'ledger', 'mcp', 'rules', 'settings'];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-command-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const room of [...rooms, 'dist/cli']) await mkdir(join(folder, room), { recursive: true });
  await cp(join(root, 'cli/folkmoot.mjs'), join(folder, 'cli/folkmoot.mjs'));
  await writeFile(join(folder, 'dist/cli/main.js'), `console.log('built')`);
  await utimes(join(folder, 'dist/cli/main.js'), built, built);
});
afterEach(() => rm(folder, { recursive: true }));

/** A checkout whose sources are of an instant. */
async function checkout(at: Date): Promise<void> {
  await writeFile(join(folder, 'cli/main.ts'), `const said: string = 'source';\nconsole.log(said)`);
  await writeFile(join(folder, 'rules/window.ts'), '');
  const files = ['cli/main.ts', 'cli/folkmoot.mjs', 'rules/window.ts', ...rooms];
  for (const file of files) await utimes(join(folder, file), at, at);
}

const said = async (): Promise<string> => {
  const { stdout } = await run(process.execPath, [join(folder, 'cli/folkmoot.mjs')]);
  return stdout.trim();
};

describe('the command', () => {
  it('runs what was built of these sources', async () => {
    await checkout(before);
    expect(await said()).toBe('built');
  });

  it.each(['rules/window.ts', 'rules', 'cli/main.ts'])(
    'runs the sources once %s was changed',
    async (changed) => {
      await checkout(before);
      await utimes(join(folder, changed), built, built);
      expect(await said()).toBe('source');
    },
  );

  it('runs the sources where nothing was built, and what was built where only that is', async () => {
    expect(await said()).toBe('built');
    await checkout(before);
    await rm(join(folder, 'dist'), { recursive: true });
    expect(await said()).toBe('source');
  });
});
