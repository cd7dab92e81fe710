/** A council of the demo's own on this machine: free ports, a folder that is thrown away, nothing of the environment of others. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { parse } from 'yaml';
import { z } from 'zod';
import { readCouncilFiles } from '../../api/council/first-start.ts';
import type { Closing } from '../../embedded/closing.ts';
import { readConfiguration } from '../../embedded/configuration.ts';
import { freshLog } from '../../embedded/logs.ts';
import { freePort } from '../../embedded/ports.ts';
import { claim } from '../../embedded/record.ts';
import { throwAway } from './folder.ts';

/** How often a token is asked for, and milliseconds between. */
const mostTries = 20;
const betweenTries = 500;

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

const membersFile = z.looseObject({
  members: z.array(z.looseObject({ id: z.string(), name: z.string(), kind: z.string() })),
});

export interface DemoCouncil {
  readonly origin: string;
  /** A token of this member alone. */
  readonly tokenOf: (member: string) => Promise<string>;
}

export interface Opening {
  readonly folder: string;
  readonly pace: number;
  readonly members: Members;
  /** PATH and what `pip` reads; a database or a Temporal that it names is never the demo's. */
  readonly environment: NodeJS.ProcessEnv;
  readonly closing: Closing;
  readonly signal: AbortSignal;
  /** Told in a sentence when a part ends that should run. */
  readonly died: (sentence: string) => void;
}

export interface Members {
  readonly document: Readonly<Record<string, unknown>>;
  readonly seated: readonly Member[];
}

/** Who sits in the council: the agents, and the person where one takes part. */
export function membersOf(text: string, hasPerson: boolean): Members {
  const document = membersFile.parse(parse(text));
  const seated = document.members.filter(({ kind }) => hasPerson || kind !== 'person');
  return { document: { ...document, members: seated }, seated };
}

/**
 * Opens it; whatever is started is added to `closing` at once.
 * @throws a start error that says what cannot be
 */
export async function openCouncil(opening: Opening): Promise<DemoCouncil> {
  const { folder, pace, members, environment, closing, signal, died } = opening;
  closing.add('folder', () => throwAway(folder));
  await claim(folder);
  const file = join(folder, 'members.yaml');
  await writeFile(file, JSON.stringify(members.document), { mode: 0o600 });
  const configuration = readConfiguration(
    {
      FOLKMOOT_DATA: folder,
      FOLKMOOT_PACE: String(pace),
      FOLKMOOT_CHARTER: join(import.meta.dirname, 'charter.yaml'),
      FOLKMOOT_MEMBERS: file,
      PORT: String(await freePort()),
    },
    folder,
  );
  const files = await readCouncilFiles(configuration);
  const log = pino(
    { level: configuration.logLevel, name: 'folkmoot demo' },
    pino.destination({ dest: freshLog(folder, 'folkmoot'), sync: true }),
  );
  // Loaded only now: Temporal's and the API's packages take a second to load.
  const { startEverything } = await import('../../embedded/start.ts');
  const { apiUrl } = await startEverything({
    configuration,
    files,
    env: environment,
    closing,
    log,
    died,
    signal,
  });
  return { origin: apiUrl, tokenOf: (member) => tokenOf(apiUrl, member) };
}

async function tokenOf(origin: string, member: string): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(new URL('/v1/dev/tokens', origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ member }),
    });
    const body: unknown = await answer.json();
    if (answer.ok) return z.object({ token: z.string() }).parse(body).token;
    // On a machine that has much to do it answers so for a moment.
    if (answer.status !== 503 || tries === mostTries)
      throw new Error(`there is no token for ${member}: ${JSON.stringify(body)}`);
    await pause(betweenTries);
  }
}
