/** What was started is stopped in one order, once, and nothing that fails keeps the rest from stopping. */
import { describe, expect, it } from 'vitest';
import { openClosing, type Part } from '../../embedded/closing.ts';

function closingWithNotes(patience = 1_000) {
  const stopped: string[] = [];
  const failures: [Part, string][] = [];
  const closing = openClosing(
    () => patience,
    (part, error) => failures.push([part, (error as Error).message]),
  );
  const note = (name: string) => async (): Promise<void> => void stopped.push(name);
  return { stopped, failures, closing, note };
}

describe('closing', () => {
  it('stops the API first and PostgreSQL last, in whatever order they were started', async () => {
    const { stopped, failures, closing, note } = closingWithNotes();
    for (const part of ['folder', 'postgres', 'connections', 'temporal', 'worker', 'api'] as const)
      closing.add(part, note(part));
    closing.add('connections', note('another connection'));
    await closing.close();
    expect(stopped).toEqual([
      'api',
      'worker',
      'connections',
      'another connection',
      'temporal',
      'postgres',
      'folder',
    ]);
    expect(failures).toEqual([]);
  });

  it('waits for each part before the next', async () => {
    const { stopped, closing, note } = closingWithNotes();
    closing.add('api', async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      stopped.push('api');
    });
    closing.add('worker', note('worker'));
    await closing.close();
    expect(stopped).toEqual(['api', 'worker']);
  });

  it('goes on past a part that fails or hangs, and tells of it', async () => {
    const { stopped, failures, closing, note } = closingWithNotes(50);
    closing.add('api', () => Promise.reject(new Error('no')));
    closing.add('worker', () => new Promise(() => undefined));
    closing.add('postgres', note('postgres'));
    await closing.close();
    expect(stopped).toEqual(['postgres']);
    expect(failures).toEqual([
      ['api', 'no'],
      ['worker', 'has not stopped after 0.05 s'],
    ]);
  });

  it('happens once', async () => {
    const { stopped, closing, note } = closingWithNotes();
    closing.add('api', note('api'));
    await Promise.all([closing.close(), closing.close()]);
    expect(stopped).toEqual(['api']);
  });
});
