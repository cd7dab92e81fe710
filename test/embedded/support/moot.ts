/** `npm start` as people run it: a real process, what it says, and how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { isRunning, type ProcessIdentity } from '../../../embedded/processes.ts';
import { readRecord } from '../../../embedded/record.ts';
import { type Caller, caller } from '../../support/http.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));

export interface Moot {
  readonly child: ChildProcess;
  readonly url: string;
  /** Everything it has said so far. */
  readonly said: () => string;
  /** Resolves when it said this; rejects when it ends before that. */
  readonly says: (text: string) => Promise<void>;
  /** Resolves with the exit code once it has ended, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** A member's HTTP client, with a token of the dev route. */
  readonly as: (member: string) => Promise<Caller>;
}

export interface MootOptions {
  readonly data: string;
  readonly port: number;
  /** Through npm, as people do; by itself, it can be killed alone. */
  readonly throughNpm?: boolean;
}

export function startMoot({ data, port, throughNpm = false }: MootOptions): Moot {
  const url = `http://127.0.0.1:${port}`;
  const [command, args] = throughNpm
    ? ['npm', ['start']]
    : [process.execPath, ['--import', 'tsx', 'embedded/main.ts']];
  const env = { ...process.env, NODE_ENV: '', FOLKMOOT_DATA: data, PORT: String(port) };
  const child = spawn(command, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return {
    child,
    url,
    said: () => said,
    says: async (text) => {
      while (!said.includes(text)) {
        if (child.exitCode !== null) throw new Error(`it ended without saying \`${text}\`:\n${said}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    ended,
    as: async (member) => {
      const { body } = await caller(url).post('/v1/dev/tokens', { member });
      return caller(url, body.token);
    },
  };
}

/** The processes of the services that a start runs on the data folder. */
export function servicesOf(data: string): readonly ProcessIdentity[] {
  return ['postgres', 'temporal'].flatMap((name) => readRecord(data, name)?.process ?? []);
}

/** Which of these processes run. */
export function running(processes: readonly ProcessIdentity[]): readonly ProcessIdentity[] {
  return processes.filter(isRunning);
}
