/** Starts the one-machine default as `npm start` does, with a council of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../embedded/ports.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The last line of what a start says. */
const ready = 'A first request';

/** @param files writes the council's files into a folder, and answers them as variables name them */
export async function startCouncil(
  files: (folder: string) => Promise<Record<string, string>>,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-console-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', 'embedded/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: '',
      FOLKMOOT_DATA: join(folder, 'data'),
      PORT: String(port),
      ...(await files(folder)),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const isReady = new Promise<void>((resolve, reject) => {
    for (const output of [child.stdout, child.stderr])
      output.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes(ready)) resolve();
      });
    child.once('close', () => reject(new Error(`the council did not start:\n${said}`)));
  });
  const ended = once(child, 'close');
  await isReady;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
