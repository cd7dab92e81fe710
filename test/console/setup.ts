/** One council for all tests of the console that need no other. */
import type { TestProject } from 'vitest/node';
import { councilFiles } from './council.ts';
import { startCouncil } from './starting.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly consoleUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startCouncil(councilFiles);
  project.provide('consoleUrl', url);
  return stop;
}
