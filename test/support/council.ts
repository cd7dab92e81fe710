/** A whole council under test: its own database, Temporal's time-skipping server, a worker and the HTTP API, all in this process. */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { type Logger, pino } from 'pino';
import { expect, inject } from 'vitest';
import { type Issuer, tokenVerifier } from '../../api/identity/issuers.ts';
import { startApi } from '../../api/start.ts';
import { type CharterDocument, describeFaults, readCharter } from '../../charter/load.ts';
import type { HeldResource } from '../../charter/resources.ts';
import type { Member } from '../../rules/model.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import { openNotifications } from '../../store/postgres/notifications.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { createWorker, type WorkerOptions } from '../../worker/create.ts';
import { temporalLogger } from '../../worker/logging.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { standardCharter } from './charter.ts';
import { uncompared } from './clocks.ts';
import { createDatabase } from './database.ts';
import { type Caller, caller } from './http.ts';
import { openTestLog } from './log-key.ts';
import { testConverter } from './payload-codec.ts';
import { five, plenty } from './people.ts';
import { progress } from './progress.ts';
import { settling } from './settling.ts';
import { testTokens } from './tokens.ts';
import { SharingWorker } from './workflow-thread.ts';

/** Who hears every line that workers log. */
const listening = new Set<(line: string) => void>();
const heard = temporalLogger(
  pino({ level: 'trace' }, { write: (line: string) => listening.forEach((hear) => hear(line)) }),
  'TRACE',
);
const printed = new DefaultLogger('ERROR');

// Activities and workflow tasks that fail on purpose are no news.
Runtime.install({
  logger: new DefaultLogger('DEBUG', ({ level, message, meta }) => {
    printed.log(level, message, meta);
    if (listening.size > 0) heard.log(level, message, meta);
  }),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  shutdownSignals: [],
});

export const callSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Where the tests' own servers listen. */
export const callsAllowed = ['127.0.0.1'];

export interface CouncilOptions {
  readonly members?: readonly Member[];
  readonly families?: readonly { readonly id: string; readonly name: string }[];
  /** What there is to allocate; plenty unless given. */
  readonly resources?: readonly HeldResource[];
  /** What is otherwise than in the default charter. */
  readonly charter?: (document: CharterDocument) => CharterDocument;
  /** Milliseconds that the opening of a proposal is waited for: on a busy machine a small one takes longer than in service. */
  readonly openingWait?: number;
  /** Identity providers beside the test's own, whose tokens name identities. */
  readonly issuers?: readonly Issuer[];
  /** Hears every line that its API and its worker log, of whatever level. */
  readonly logged?: (line: string) => void;
  /** Where its API logs; nowhere unless given. */
  readonly log?: Logger;
  /** Whether its API hears what the database tells (LISTEN), as in service. */
  readonly hearing?: boolean;
  /** What is otherwise in its worker. */
  readonly worker?: Partial<
    Pick<
      WorkerOptions,
      'workflowBundle' | 'interceptors' | 'cachedWorkflows' | 'callsAllowed' | 'onConflictingWrite'
    >
  >;
}

export interface Council {
  readonly db: Db;
  readonly url: string;
  readonly clock: Clock;
  readonly environment: TestWorkflowEnvironment;
  /** A member's HTTP client. */
  readonly as: (member: string) => Promise<Caller>;
  readonly anyone: Caller;
  /** A member's bearer token. */
  readonly token: (member: string) => Promise<string>;
  /** Answers once nothing is under way in the worker, and nothing on its way to it. */
  readonly settled: () => Promise<void>;
  /** Waits until a check throws no more, without letting the council's time pass: its processes go on by themselves. */
  readonly until: (check: () => Promise<unknown>) => Promise<void>;
  /** Lets the council's time pass; what falls due in it happens. Temporal's notation: `72h`, `30 days`. */
  readonly wait: (duration: string) => Promise<void>;
  /** Lets time pass until a workflow has returned. */
  readonly returned: (id: string) => Promise<void>;
  readonly now: () => Promise<string>;
  /** What is looked at once more when nothing can happen in it any more. */
  readonly beforeClose: (check: () => Promise<void>) => void;
  readonly close: () => Promise<void>;
}

export async function openCouncil({
  members = five,
  families = [],
  resources = plenty,
  charter,
  worker: otherwise = {},
  logged,
  openingWait = 5_000,
  log = logged === undefined ? pino({ level: 'silent' }) : pino({ level: 'trace' }, { write: logged }),
  hearing = false,
  issuers = [],
}: CouncilOptions = {}): Promise<Council> {
  const [{ db, url: databaseUrl, drop }, environment] = await Promise.all([
    createDatabase(),
    TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: inject('testServerProgram') } },
      client: { dataConverter: testConverter },
    }),
  ]);
  const conflicting: object[] = [];
  const last: (() => Promise<void>)[] = [];
  const { watching, until } = progress();
  await registerSearchAttributes(environment.connection, 'default');
  const now = async () => new Date(await environment.currentTimeMs()).toISOString();
  const at = await now();
  await loadFirstCharter(db, { ...charterWith(charter), at });
  const refusal = await importMembers(db, { families, members, resources, by: null, at });
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal));
  const worker = await createWorker({
    connection: environment.nativeConnection,
    namespace: 'default',
    dataConverter: testConverter,
    workflowBundle: { codePath: inject('workflowBundle') },
    // One with a bundle of its own has a thread of its own.
    workerClass: otherwise.workflowBundle === undefined ? SharingWorker : undefined,
    db,
    clock: now,
    clocks: uncompared,
    callSecret,
    callsAllowed,
    onConflictingWrite: (write) => conflicting.push(write),
    ...otherwise,
    interceptors: { activity: [watching, ...(otherwise.interceptors?.activity ?? [])] },
  });
  if (logged !== undefined) listening.add(logged);
  const running = worker.run();
  const { temporal, settled } = settling(environment);
  const tokens = await testTokens();
  const signer = await openTestLog(db, at);
  const notifications = hearing ? openNotifications(databaseUrl, () => undefined) : undefined;
  const api = await startApi({
    services: {
      db,
      writes: db,
      clock: now,
      clocks: uncompared,
      temporal,
      pace: 1,
      callsAllowed,
      openingWait,
      tokens: tokenVerifier([tokens.own, ...issuers]),
      signer,
      log,
      notifications,
      health: {},
    },
    host: '127.0.0.1',
    port: 0,
  });
  return {
    db,
    url: api.url,
    clock: now,
    environment,
    as: async (member) => caller(api.url, await tokens.sign(member)),
    anyone: caller(api.url),
    token: tokens.sign,
    settled: () => settled(worker),
    until,
    wait: async (duration) => {
      await settled(worker);
      await environment.sleep(duration as '1s');
      // What fell due is still being written down for some milliseconds.
      await until(() => nothingDue(db, now));
    },
    returned: async (id) => {
      await settled(worker);
      const handle = environment.client.workflow.getHandle(id);
      // To wait for what has returned already would let time pass: ten years, where nothing else is due before.
      if ((await handle.describe()).status.name === 'RUNNING') await handle.result();
    },
    now,
    beforeClose: (check) => {
      last.push(check);
    },
    close: async () => {
      await api.close();
      await notifications?.close();
      worker.shutdown();
      await running;
      if (logged !== undefined) listening.delete(logged);
      await environment.teardown();
      try {
        for (const check of last) await check();
      } finally {
        await drop();
      }
      expect(conflicting, 'writes whose number was taken by other content').toEqual([]);
    },
  };
}

/** Throws while a process stands in a stage whose deadline has come. */
async function nothingDue(db: Db, now: () => Promise<string>): Promise<void> {
  const at = await now();
  const proposals = db.selectFrom('proposals').select('id').where('stage', '<>', 'ended');
  const processes = db.selectFrom('processes').select('id').where('stage', '<>', 'ended');
  const supports = db.selectFrom('supports').select('id');
  const due = proposals
    .where('deadline', '<=', at)
    .union(processes.where('deadline', '<=', at))
    .union(supports.where('deadline', '<=', at));
  expect(await due.execute()).toEqual([]);
}

function charterWith(change: CouncilOptions['charter']) {
  const standard = standardCharter();
  if (change === undefined) return standard;
  const loaded = readCharter(change(structuredClone(standard.document)));
  if ('faults' in loaded) throw new Error(describeFaults(loaded.faults));
  return loaded;
}
