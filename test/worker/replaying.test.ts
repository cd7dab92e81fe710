/** A history that was saved as a file replays under today's code, and one that the code would not have made does not. */
import { readFile } from 'node:fs/promises';
import { describe, expect, inject, it } from 'vitest';
import { type GivenHistory, historyIn, replay, workflowOf } from '../../worker/replaying.ts';
import { testConverter } from '../support/payload-codec.ts';

const recorded = await readFile(new URL('../replay/histories/withdrawn.json', import.meta.url), 'utf8');
const tools = {
  workflowBundle: { codePath: inject('workflowBundle') },
  dataConverter: testConverter,
};

/** As Temporal's own server hands it out: the recorded one stands beside its workflow's id, and its first event may lack it. */
function handedOut(text: string): GivenHistory {
  const { workflowId, events } = JSON.parse(text) as { workflowId: string; events: GivenHistory['events'] };
  const [first, ...others] = events;
  const started = { ...first?.workflowExecutionStartedEventAttributes, workflowId };
  return { events: [{ ...first, workflowExecutionStartedEventAttributes: started }, ...others] };
}

describe('a history from a file', () => {
  it('is read by itself, and as the answer of Temporal’s interface', () => {
    const history = handedOut(recorded);
    for (const text of [JSON.stringify(history), JSON.stringify({ history })])
      expect(historyIn(text)?.events).toEqual(history.events);
    for (const text of ['', '{', '[]', '{"events": 1}', 'null'])
      expect([text, historyIn(text)]).toEqual([text, undefined]);
  });

  it('PRO-9 replays under the id of its workflow, and not where another activity was asked for', async () => {
    const history = handedOut(recorded);
    expect(workflowOf(history)).toMatch(/^[0-9a-f-]{36}$/);
    await replay(history, tools);
    const other = JSON.stringify(history).replace(/("activityType":\{"name":)"record"/, '$1"closeVote"');
    expect(other).not.toBe(JSON.stringify(history));
    await expect(replay(historyIn(other)!, tools)).rejects.toThrow('Nondeterminism');
  });
});
