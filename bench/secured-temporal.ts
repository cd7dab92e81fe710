/**
 * Tries production/temporal-tls.yaml without containers: Temporal's server with mutual TLS and its default authoriser, as the compose files
 * configure it; what is refused; and whole decisions through a worker and an API that have certificates and tokens.
 * `npm run try:secured -- SERVER SQL SCHEMA HAPROXY`: Temporal's server and SQL tool, the folder schema/postgresql/v12 of its sources
 * (docs/operations.md says how to build them), and HAProxy, through which all of it goes. It takes a minute and a half.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { exampleMembersFile } from '../charter/load.ts';
import { freePort } from '../embedded/ports.ts';
import { makeCallSecret } from '../embedded/secrets.ts';
import { isFaults } from '../settings/variables.ts';
import { readTemporal } from '../settings/temporal.ts';
import { caller } from '../test/support/http.ts';
import { content } from '../test/support/story.ts';
import { testTokens } from '../test/support/tokens.ts';
import { namespace, root, type Secured, startSecured, year } from './secured/stack.ts';

type Variables = Readonly<Record<string, string>>;
const say = (line: string): void => {
  console.log(line);
};

/** What Temporal answers to an attempt, in its own words. */
async function attempt(what: string, variables: Variables, act: 'read' | 'write' | 'admin'): Promise<void> {
  const settings = readTemporal(variables);
  if (isFaults(settings)) throw new Error(settings.faults.join());
  const result = await answerTo(settings.connection, act).catch((error: unknown) => {
    const { cause } = error as Error;
    const said = isGrpcServiceError(cause) ? cause : error;
    return isGrpcServiceError(said) ? said.details : (said as Error).message;
  });
  say(`  ${what.padEnd(40)} ${act.padEnd(6)} ${result}`);
}

async function answerTo(options: Parameters<typeof Connection.connect>[0], act: 'read' | 'write' | 'admin') {
  const connection = await Connection.connect({ ...options, connectTimeout: 3_000 });
  const { workflowService, operatorService } = connection;
  try {
    switch (act) {
      case 'read':
        await workflowService.describeTaskQueue({
          namespace,
          taskQueue: { name: 'folkmoot' },
          taskQueueType: 1,
        });
        break;
      case 'write':
        await workflowService.terminateWorkflowExecution({
          namespace,
          workflowExecution: { workflowId: 'none' },
        });
        break;
      case 'admin':
        await operatorService.addSearchAttributes({ namespace, searchAttributes: { FolkmootKind: 2 } });
    }
    return 'allowed';
  } finally {
    await connection.close();
  }
}

async function refusals({ client, token }: Secured): Promise<void> {
  say('who is refused, and with which words');
  const bearing = (file: string): Variables => ({
    ...client('worker'),
    TEMPORAL_API_KEY: readFileSync(file, 'utf8').trim(),
  });
  const { TEMPORAL_ADDRESS, TEMPORAL_TLS_SERVER_CA_CERT_PATH, TEMPORAL_TLS_SERVER_NAME } = client('worker');
  const bare = { TEMPORAL_ADDRESS, TEMPORAL_TLS_SERVER_CA_CERT_PATH, TEMPORAL_TLS_SERVER_NAME } as Variables;
  await attempt('plain text', { TEMPORAL_ADDRESS: TEMPORAL_ADDRESS ?? '' }, 'read');
  await attempt('TLS without a certificate', bare, 'read');
  await attempt('a certificate of another authority', client('worker', 'foreign'), 'read');
  await attempt('a certificate, no token', client('worker'), 'read');
  const write = [`${namespace}:write`];
  await attempt('a token signed by another key', bearing(token('forged', year, write, 'foreign')), 'read');
  const short = token('short', 1, write);
  await sleep(2_500);
  await attempt('a token that has ended', bearing(short), 'read');
  await attempt('a token for another namespace', bearing(token('other', year, ['other:write'])), 'read');
  const reader = bearing(token('reader', year, [`${namespace}:read`]));
  const writer = bearing(token('writer', year, write));
  await attempt('a token with folkmoot:read', reader, 'read');
  await attempt('a token with folkmoot:read', reader, 'write');
  await attempt('a token with folkmoot:write', writer, 'write');
  await attempt('a token with folkmoot:write', writer, 'admin');
}

/** Starts a process of Folkmoot's from its sources; what it logs of warnings and above is shown. Answers what stops it. */
async function start(entry: string, ready: string, env: Variables): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.includes(ready)) resolve();
      if (/"level":[456]0/.test(line)) say(`  ${entry}: ${line}`);
    });
    child.once('exit', (code) => reject(new Error(`${entry} ended with ${code ?? 'a signal'}`)));
  });
  return async () => {
    child.kill('SIGTERM');
    await gone;
  };
}

/** Seconds after which the worker's first token ends. */
const firstToken = 45;

async function decisions({ data, databaseUrl, client, token }: Secured): Promise<void> {
  say(
    `a worker and an API with certificates and tokens; the worker’s first token ends after ${firstToken} s`,
  );
  const tokens = await testTokens();
  writeFileSync(join(data, 'jwks.json'), JSON.stringify(tokens.jwks));
  const write = [`${namespace}:write`];
  const [apiPort, workerPort] = [await freePort(), await freePort()];
  const ended = sleep((firstToken + 5) * 1_000);
  const stopWorker = await start('worker/main.ts', 'the worker is ready', {
    ...client('worker'),
    TEMPORAL_API_KEY_FILE: token('worker', firstToken, write),
    DATABASE_URL: databaseUrl,
    FOLKMOOT_CALL_SECRET: makeCallSecret(),
    FOLKMOOT_HISTORY_KEY: join(data, 'history.key'),
    FOLKMOOT_WORKER_PORT: String(workerPort),
  });
  token('worker', year, write);
  const stopApi = await start('api/server.ts', 'the API is ready', {
    ...client('api'),
    TEMPORAL_API_KEY_FILE: token('api', year, write),
    DATABASE_URL: databaseUrl,
    FOLKMOOT_JWKS: join(data, 'jwks.json'),
    FOLKMOOT_ISSUER: tokens.issuer,
    FOLKMOOT_SUBJECT: 'member',
    FOLKMOOT_LOG_KEY: join(data, 'log.key'),
    FOLKMOOT_HISTORY_KEY: join(data, 'history.key'),
    FOLKMOOT_MEMBERS: fileURLToPath(exampleMembersFile),
    FOLKMOOT_PACE: '86400',
    PORT: String(apiPort),
  });
  const opus = caller(`http://127.0.0.1:${apiPort}`, await tokens.sign('opus'));
  const decided = async (when: string): Promise<void> => {
    const { id } = (await opus.post('/v1/proposals', content)).body as { id: string };
    let read: { stage: string; outcome: string | null };
    do {
      await sleep(250);
      read = (await opus.get(`/v1/proposals/${id}`)).body as typeof read;
    } while (read.outcome === null);
    const { status } = await fetch(`http://127.0.0.1:${workerPort}/health/ready`);
    say(`  ${when}: ${read.stage}, ${read.outcome}; the worker’s readiness: ${status}`);
  };
  await decided('a decision');
  await ended;
  await decided('a decision after the end of the worker’s first token');
  await stopApi();
  await stopWorker();
}

const [server, sql, schema, haproxy] = process.argv.slice(2);
if (server === undefined || sql === undefined || schema === undefined || haproxy === undefined)
  throw new Error('npm run try:secured -- SERVER SQL SCHEMA HAPROXY');
const secured = await startSecured({ server, sql, schema, haproxy }, say);
try {
  await refusals(secured);
  await decisions(secured);
} finally {
  await secured.close();
}
