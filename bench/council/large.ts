/** A large council in service: the straight way to its vote, a worker and an API in processes of their own. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultCharterFile, parseCharter } from '../../charter/load.ts';
import { makeSignerKey, type Signer } from '../../ledger/log/keys.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import { type Caller, caller } from '../../test/support/http.ts';
import { freePort } from '../../embedded/ports.ts';
import { testKeyLine } from '../../test/support/payload-codec.ts';
import { testTokens } from '../../test/support/tokens.ts';
import { bundleWorkflows } from '../../worker/create.ts';
import { until } from '../report/looks.ts';
import { type Helper, type RunningApi, startApiProcess, startHelper } from '../report/processes.ts';
import { refuse, type Running } from '../report/run.ts';
import { bodyOf, matter } from './others.ts';
import { fillCouncil, memberName, type Plan } from './plan.ts';
import { type Bench, benchSigner, logName } from './stack.ts';

export interface LargeCouncil {
  readonly url: string;
  readonly token: (member: string) => Promise<string>;
  readonly as: (member: string) => Promise<Caller>;
  readonly signer: Signer;
  readonly worker: Helper;
  readonly api: RunningApi;
  /** One more API process of the council. */
  readonly startApi: () => Promise<RunningApi>;
}

/** The default charter with nothing before the vote and nothing after it. */
export async function straightCharter(): Promise<string> {
  const text = await readFile(defaultCharterFile, 'utf8');
  return text
    .replace(/^review: .*$/m, 'review: null')
    .replace('rounds: 3', 'rounds: 0')
    .replace(/^vetoes:[^\n]*\n(?: [^\n]*\n)+/m, 'vetoes: null\n');
}

async function loadStraightCharter({ db }: Bench, at: string): Promise<void> {
  const loaded = parseCharter(await straightCharter());
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  await loadFirstCharter(db, { ...loaded, at });
}

export async function openLargeCouncil(
  running: Running,
  bench: Bench,
  plan: Plan,
  pace: number,
): Promise<LargeCouncil> {
  const { db, databaseUrl, temporalAddress } = bench;
  const at = new Date(Date.parse(await databaseClock(db)) - 3_600_000).toISOString();
  await loadStraightCharter(bench, at);
  await fillCouncil(db, plan, at);
  const tokens = await testTokens();
  const logKey = makeSignerKey(logName);
  const signer = await benchSigner(db, at, logKey);
  // As one file, so that bundling them is no part of what the worker takes.
  const bundle = join(bench.data, 'workflows.js');
  await writeFile(bundle, (await bundleWorkflows()).code);
  const file = new URL('worker.ts', import.meta.url);
  const worker = await startHelper(running, file, [databaseUrl, temporalAddress, bundle]);
  const written = async (name: string, text: string): Promise<string> => {
    const path = join(bench.data, name);
    await writeFile(path, text);
    return path;
  };
  const environment = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    FOLKMOOT_JWKS: await written('jwks.json', JSON.stringify(tokens.jwks)),
    FOLKMOOT_ISSUER: tokens.issuer,
    FOLKMOOT_SUBJECT: 'member',
    FOLKMOOT_LOG_KEY: await written('log.key', logKey),
    FOLKMOOT_HISTORY_KEY: await written('history.key', testKeyLine),
    FOLKMOOT_PACE: String(pace),
  };
  const startApi = async () => startApiProcess(running, await freePort(), environment);
  const api = await startApi();
  const url = `http://127.0.0.1:${api.port}`;
  const as = async (member: string) => caller(url, await tokens.sign(member));
  return { url, token: tokens.sign, as, signer, worker, api, startApi };
}

/** A vote of everybody, opened over HTTP; when it was answered and when it was open are milliseconds from the request. */
export async function openLargeVote({ db }: Bench, { as }: LargeCouncil) {
  const member = await as(memberName(0));
  const from = performance.now();
  const submitted = await member.post('/v1/proposals', matter('operations', 'everyone'));
  const answered = performance.now() - from;
  if (submitted.status >= 300) refuse(`the submission was answered ${submitted.status}`);
  const decision = bodyOf(submitted).id ?? '';
  const poll = await until(async () =>
    db
      .selectFrom('polls')
      .select(['id', 'decision', 'closes'])
      .where('kind', '=', 'votes')
      .where('decision', '=', decision)
      .executeTakeFirst(),
  );
  return {
    decision,
    poll: poll.id,
    closes: Date.parse(poll.closes),
    answered,
    open: performance.now() - from,
  };
}
