/** `folkmoot demo` as a process, and what it says and leaves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { freshFolder } from '../../embedded/support/folders.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));

export interface Demo {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Resolves when it said this; rejects when it ends before that. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Where it puts what it throws away. */
  readonly temporary: string;
}

export async function startDemo(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Demo> {
  const temporary = await freshFolder();
  // A database of somebody's own is none of the demo's business.
  const elsewhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const child = spawn(process.execPath, ['cli/folkmoot.mjs', 'demo', ...args], {
    cwd: project,
    env: { ...process.env, ...elsewhere, NODE_ENV: '', TMPDIR: temporary, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const says = async (text: string): Promise<void> => {
    while (!said.includes(text)) {
      if (child.exitCode !== null) throw new Error(`it ended without saying \`${text}\`:\n${said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, said: () => said, says, ended, temporary };
}

/** What lies there of the demo; tsx keeps what it compiled beside. */
export const leftIn = async ({ temporary }: Demo): Promise<string[]> =>
  (await readdir(temporary)).filter((name) => !name.startsWith('tsx-'));

/** What it said, each paragraph on one line. */
export const unwrapped = (said: string): string => said.replaceAll(/\n {7}(?=\S)/g, ' ');
