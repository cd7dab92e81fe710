/** Progress on the terminal: a line that moves for each task, or plain lines where the output is no terminal. */
import { Listr } from 'listr2';

/** Told in a sentence what takes longer. */
export type Progress = (line: string) => void;

/**
 * Runs tasks side by side under their titles, waits until every one of them has ended, and answers their results by title.
 * @throws the first failure; the terminal shows which task it was, and whoever catches it says why
 */
export async function runTasks<Results extends object>(tasks: {
  readonly [Title in keyof Results]: (progress: Progress) => Promise<Results[Title]>;
}): Promise<Results> {
  const results: Partial<Results> = {};
  const failures: unknown[] = [];
  const entries = Object.entries(tasks) as [keyof Results & string, (progress: Progress) => Promise<never>][];
  const list = new Listr(
    entries.map(([title, run]) => ({
      title,
      task: async (_, task) => {
        try {
          results[title] = await run((line) => (task.output = line));
        } catch (error) {
          failures.push(error);
          throw new Error('see below', { cause: error });
        }
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      // Else it ends the process at the first SIGINT, before anything is stopped.
      registerSignalListeners: false,
      fallbackRenderer: 'simple',
      // A terminal without a width would get one letter a line.
      fallbackRendererCondition: () => !process.stdout.isTTY || process.stdout.columns === 0,
      rendererOptions: { showErrorMessage: false },
    },
  );
  await list.run();
  if (failures.length > 0) throw failures[0];
  return results as Results;
}
