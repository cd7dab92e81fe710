/** Once for all tests on real parts: a PostgreSQL, the Temporal programs, and the workflow bundle. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../embedded/postgres.ts';
import { findTemporal, findTestServer } from '../embedded/programs.ts';
import { bundleWorkflows } from '../worker/create.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of a database that each council copies nothing from: it makes its own beside it. */
    databaseUrl: string;
    temporalProgram: string;
    testServerProgram: string;
    /** A file: too large to hand over. */
    workflowBundle: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'folkmoot-test-'));
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
  project.provide('temporalProgram', temporalProgram);
  project.provide('testServerProgram', testServerProgram);
  project.provide('workflowBundle', workflowBundle);
  return async () => {
    await postgres.stop();
    await rm(data, { recursive: true, force: true });
  };
}
