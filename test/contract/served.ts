/** A whole council on this machine, as `npm start` runs it, for programs that ask it from outside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../embedded/ports.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

export interface Served {
  readonly url: string;
  /** An empty folder, which goes with the council. */
  readonly folder: string;
}

/** Answers what `use` answers, once the council is stopped and its data removed. */
export async function withCouncil<Result>(
  pace: string,
  use: (served: Served) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-contract-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const council = spawn(process.execPath, ['--import', 'tsx', 'embedded/main.ts'], {
    cwd: project,
    env: {
      ...process.env,
      FOLKMOOT_DATA: join(folder, 'council'),
      FOLKMOOT_MEMBERS: join(project, 'charter/members.first.yaml'),
      FOLKMOOT_PACE: pace,
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(council, 'exit');
  try {
    await Promise.race([
      ready(url),
      gone.then(() => Promise.reject(new Error('the council ended before it was ready'))),
    ]);
    return await use({ url, folder });
  } finally {
    council.kill('SIGTERM');
    await gone;
    await rm(folder, { recursive: true, force: true });
  }
}

async function ready(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
