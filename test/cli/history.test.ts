/** `folkmoot history`: who holds the key reads what stands in Temporal, and nobody else. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../cli/program.ts';
import { makeHistoryKeyLine } from '../../codec/keys.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { testKeyLine } from '../support/payload-codec.ts';
import { propose, type Story } from '../support/story.ts';

describe('folkmoot history', () => {
  let folder: string;
  let council: Council;
  let story: Story;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'folkmoot-history-'));
    council = await openCouncil();
    story = await propose(council, 'carl', { text: 'Something between us two.' });
    await (await council.as('carl')).post(`/v1/proposals/${story.id}/withdrawal`);
    await council.returned(story.id);
  });
  afterAll(async () => {
    await council.close();
    await rm(folder, { recursive: true });
  });

  async function history(key: string | null, ...args: readonly string[]) {
    const file = join(folder, 'history.key');
    if (key !== null) await writeFile(file, key);
    let said = '';
    const hear = (text: string): void => {
      said += text;
    };
    const environment = {
      TEMPORAL_ADDRESS: council.environment.address,
      ...(key === null ? {} : { FOLKMOOT_HISTORY_KEY: file }),
    };
    const code = await run(['history', ...args], { out: hear, problem: hear }, environment);
    return { code, said };
  }

  it('AUT-2 shows who holds the key every event with its words', async () => {
    const { code, said } = await history(testKeyLine, story.id);
    expect(code).toBe(0);
    expect(said).toMatch(/^ {2}1 {2}2\d{3}-[-\dT:.]+Z {2}EVENT_TYPE_WORKFLOW_EXECUTION_STARTED/m);
    expect(said).toContain('Something between us two.');
    const { events } = JSON.parse((await history(testKeyLine, story.id, '--json')).said) as {
      events: Record<string, unknown>[];
    };
    expect(events.map(({ number }) => number)).toEqual(events.map((_, place) => place + 1));
    const { input } = events[0]!['workflowExecutionStartedEventAttributes'] as {
      input: { payloads: unknown };
    };
    expect(input.payloads).toEqual([expect.objectContaining({ id: story.id, author: 'carl' })]);
    expect(JSON.stringify(events)).toContain('"act":"withdrawal"');
    expect(JSON.stringify(events)).not.toContain('forged');
  });

  it('AUT-2 shows who holds another key nothing of them', async () => {
    const { code, said } = await history(makeHistoryKeyLine(), story.id);
    expect(code).toBe(0);
    expect(said).toContain('{"forged":true}');
    expect(said).not.toContain('between us');
  });

  it('AUT-2 says what is missing', async () => {
    expect(await history(null, story.id)).toMatchObject({
      code: 1,
      said: expect.stringContaining('FOLKMOOT_HISTORY_KEY is not set'),
    });
    expect((await history('hunter2', story.id)).said).toMatch(
      /history\.key line 1 is not `folkmoot-history-key:`/,
    );
    const none = await history(testKeyLine, '01a22de5-89b0-75a6-a225-b1ae227fbdb8');
    expect([none.code, none.said]).toEqual([1, expect.stringContaining('has no history of 01a22de5')]);
  });
});
