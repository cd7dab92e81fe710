/** Once for all tests on real parts: a PostgreSQL, the Temporal programs, and the workflow bundle. */
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RawBuilder, sql } from 'kysely';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../embedded/programs/postgres.ts';
import { findTemporal, findTestServer } from '../embedded/programs/temporal-programs.ts';
import { migrate, openDatabase } from '../store/postgres/database.ts';
import { bundleWorkflows } from '../worker/create.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the server's first database: each council has its own beside it. */
    databaseUrl: string;
    /** A database with the whole schema, to copy: to make it anew each time is slower. */
    templateDatabase: string;
    temporalProgram: string;
    testServerProgram: string;
    /** A file: too large to hand over. */
    workflowBundle: string;
    /** Of this run, for what its tests make once for each other. */
    runFolder: string;
  }
}

/** Bytes that a run needs at most, and that are left to everything else. */
const gigabyte = 2 ** 30;

/**
 * Where the run keeps its databases: in memory where Linux has a file system there and room in it, for a disk takes ten times as long to copy
 * a database of a thousand small files.
 */
async function throwaway(): Promise<string> {
  const memory = '/dev/shm';
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }));
  const isRoomy = bavail * bsize > gigabyte && freemem() > 4 * gigabyte;
  return isRoomy ? memory : tmpdir();
}

/** What is thrown away need not survive the machine. */
const forgetful = (url: string): Promise<void> =>
  run(
    url,
    ...['fsync', 'full_page_writes', 'synchronous_commit', 'autovacuum'].map(
      (setting) => sql`alter system set ${sql.id(setting)} = off`,
    ),
    sql`alter system set max_wal_size = '128MB'`,
    sql`select pg_reload_conf()`,
  );

/** The kernel copies databases where PostgreSQL and the file system let it: that takes a quarter of the time. */
const copiedByKernel = (url: string, template: string): Promise<void> =>
  run(
    url,
    sql`set file_copy_method = clone`,
    sql`create database trial template ${sql.id(template)} strategy file_copy`,
    sql`drop database trial`,
    sql`alter system set file_copy_method = clone`,
    sql`select pg_reload_conf()`,
  ).catch(() => undefined);

async function run(url: string, ...statements: readonly RawBuilder<unknown>[]): Promise<void> {
  const server = openDatabase({ url, connections: 1, onError: () => undefined });
  try {
    for (const statement of statements) await statement.execute(server);
  } finally {
    await server.destroy();
  }
}

async function migratedTemplate(url: string): Promise<string> {
  const template = new URL(url);
  template.pathname = 'template_council';
  await run(url, sql`create database template_council`);
  const db = openDatabase({ url: template.href, connections: 1, onError: () => undefined });
  await migrate(db);
  await db.destroy();
  return 'template_council';
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(await throwaway(), 'folkmoot-test-'));
  const progress = (line: string) => console.log(line);
  const finding = { data, env: process.env, progress };
  const workflowBundle = join(data, 'workflow-bundle.js');
  const [postgres, temporalProgram, testServerProgram] = await Promise.all([
    startPostgres({ data, progress }),
    findTemporal(finding),
    findTestServer(finding),
    bundleWorkflows().then(({ code }) => writeFile(workflowBundle, code)),
  ]);
  project.provide('databaseUrl', postgres.url);
  await forgetful(postgres.url);
  const template = await migratedTemplate(postgres.url);
  await copiedByKernel(postgres.url, template);
  project.provide('templateDatabase', template);
  project.provide('temporalProgram', temporalProgram);
  project.provide('testServerProgram', testServerProgram);
  project.provide('workflowBundle', workflowBundle);
  project.provide('runFolder', data);
  return async () => {
    await postgres.stop();
    await rm(data, { recursive: true, force: true });
  };
}
