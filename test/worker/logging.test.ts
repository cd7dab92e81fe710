/** A failed activity stands in the log with its error: name, message, stack and cause. */
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { temporalLogger } from '../../worker/logging.ts';

function logged() {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
  return { lines, logger: temporalLogger(pino({ level: 'info' }, { write })) };
}

describe('what Temporal’s SDK says', () => {
  it('EXE-2 of a failed activity names the error and what was being done', () => {
    const { lines, logger } = logged();
    const error = new TypeError('no such table', { cause: new Error('the database is away') });
    logger.warn('Activity failed', { activityType: 'closeVote', attempt: 3, error });
    expect(lines).toMatchObject([
      {
        level: 40,
        msg: 'Activity failed',
        activityType: 'closeVote',
        attempt: 3,
        err: {
          type: 'TypeError',
          message: expect.stringContaining('no such table'),
          stack: expect.stringMatching(/logging\.test\.ts[^]*the database is away/),
        },
      },
    ]);
    expect(lines[0]).not.toHaveProperty('error');
  });

  it('EXE-2 keeps its level, and leaves out what is no news', () => {
    const { lines, logger } = logged();
    logger.error('Failing workflow task', { error: new Error('nondeterminism') });
    logger.warn('slow');
    logger.info('Worker state changed');
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      [50, 'Failing workflow task'],
      [40, 'slow'],
    ]);
  });
});
