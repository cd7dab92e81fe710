/** Whoever reaches Temporal's port can neither act as a member nor begin a decision: only what an API of ours sealed counts (AUT-1). */
import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taskQueue, workflowTypes } from '../../workflows/messages.ts';
import { amendments, approval } from '../../workflows/messages/proposal.ts';
import { withdrawal } from '../../workflows/messages/shared.ts';
import { charterCopy } from '../../charter/copy.ts';
import type { EmergencyState } from '../../rules/emergency/state.ts';
import { charterInForce } from '../../store/council/charters.ts';
import { processById } from '../../store/processes/processes.ts';
import { proposalById } from '../../store/processes/proposals.ts';
import { freePort } from '../../embedded/ports.ts';
import { agree, decided } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone } from '../support/emergency.ts';
import { testConverter } from '../support/payload-codec.ts';
import { five, person } from '../support/people.ts';
import { propose } from '../support/story.ts';

const everyone = [...five.map(({ id }) => id), 'lena'];

describe('a stranger at Temporal’s port', () => {
  let council: Council;
  let stranger: Client;
  let insider: Client;
  beforeAll(async () => {
    council = await openCouncil({ members: [...five, person('lena', { roles: ['leadership'] })] });
    const { connection } = council.environment;
    stranger = new Client({ connection });
    insider = new Client({ connection, dataConverter: testConverter });
  });
  afterAll(() => council.close());

  const inTheNameOf = async (client: Client, id: string, args: object, updateId?: string) =>
    client.workflow.getHandle(id).executeUpdate(withdrawal, {
      args: [args as { member: string }],
      ...(updateId === undefined ? {} : { updateId }),
    });

  it('AUT-1 cannot act in a member’s name', async () => {
    const story = await propose(council, 'carl');
    // The answer is sealed too: all that a stranger learns is that it was none.
    await expect(inTheNameOf(stranger, story.id, { member: 'carl' })).rejects.toThrow();
    expect((await story.timeline()).map(({ kind }) => kind)).toEqual(['submitted', 'review-opened']);
  });

  it('AUT-1 cannot use what was sealed for another decision, another act or another sending', async () => {
    const [one, other] = [await propose(council, 'carl'), await propose(council, 'carl')];
    const sent = { decision: one.id, act: withdrawal.name, update: 'first' };
    for (const [id, update, wrong] of [
      [other.id, 'first', sent],
      [one.id, 'second', sent],
      [one.id, 'first', { ...sent, act: amendments.name }],
      [one.id, 'first', { ...sent, act: approval.name }],
      [one.id, 'first', undefined],
    ] as const)
      await expect(inTheNameOf(insider, id, { member: 'carl', sent: wrong }, update)).rejects.toMatchObject({
        cause: { type: 'forged' },
      });
    expect((await one.read()).stage).toBe('review');
    expect((await other.read()).stage).toBe('review');
  });

  it.each(Object.values(workflowTypes))('AUT-1 cannot begin a %s', async (type) => {
    const id = randomUUID();
    const input = { id, state: { id }, from: 'execution', links: [], category: 'constitutional' };
    await stranger.workflow.start(type, { workflowId: id, taskQueue, args: [input] });
    await expect(insider.workflow.getHandle(id).result()).rejects.toMatchObject({
      name: 'WorkflowFailedError',
      cause: { type: 'forged', message: 'started by nobody of this council' },
    });
    expect((await (await council.as('anna')).get(`/v1/proposals/${id}`)).status).toBe(404);
    expect(
      await council.db.selectFrom('writes').select('sequence').where('process', '=', id).execute(),
    ).toEqual([]);
  });

  /** Starts a process with what is sealed for it, as an API of ours would: it is forged all the same, and nothing is written. */
  async function isForged(type: string, made: (id: string) => object): Promise<void> {
    const id = randomUUID();
    const handle = await insider.workflow.start(type, { workflowId: id, taskQueue, args: [made(id)] });
    await expect(handle.result()).rejects.toMatchObject({ cause: { cause: { type: 'forged' } } });
    const written = council.db.selectFrom('writes').select('process').where('process', '=', id);
    expect(await written.execute()).toEqual([]);
  }

  it('EXE-2 AUT-1 executes nothing again but what is stored as failed, the same, once', async () => {
    const call = (url: string) => ({ action: { type: 'http.call', method: 'GET', url } });
    const story = await propose(council, 'carl', call(`http://127.0.0.1:${await freePort()}/`));
    await agree(council, story, everyone);
    await council.wait('25h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('execution-failed');
    const { story: done } = await decided(council, 'carl', { action: { type: 'none' } }, everyone);
    const { content } = (await proposalById(council.db, story.id))!;
    const charter = charterCopy((await charterInForce(council.db))!, 1);
    const retryOf = (id: string) => [{ relation: 'retry-of', id }];
    const made = async (more: object) => {
      const createdAt = await council.now();
      await isForged('proposal', (id) => ({
        id,
        author: 'carl',
        category: 'operations',
        content,
        charter,
        from: 'execution',
        createdAt,
        links: retryOf(story.id),
        ...more,
      }));
    };
    for (const more of [
      { links: [] },
      { links: retryOf(randomUUID()) },
      { links: retryOf(done.id) },
      { content: { ...content, action: { type: 'member.guardian', member: 'emil' } } },
      { author: 'dora' },
      { category: 'constitutional' },
      { charter: { ...charter, charter: { ...charter.charter, appeals: null } } },
    ])
      await made(more);
    const again = await story.post('ben', '/retry');
    expect(again.status, JSON.stringify(again.body)).toBe(201);
    await council.returned(again.body.id);
    await made({});
  });

  it('EMG-7 EXE-2 AUT-1 runs no reversal again but one that is stored as failed', async () => {
    const { id: of } = await actAlone(council, 'lena');
    const state = (await processById<EmergencyState>(council.db, 'emergency', of))!;
    const charter = charterCopy((await charterInForce(council.db))!, 1);
    const retryOf = { ...state, stage: 'ended', reversalState: 'failed' };
    await isForged('emergency', (id) => ({ ...state, id, charter, retryOf }));
  });

  it('AUT-2 reads no word of a decision in its history', async () => {
    const story = await propose(council, 'carl', { text: 'Something between us two.' });
    const { events } = await stranger.workflow.getHandle(story.id).fetchHistory();
    const bytes = JSON.stringify(events);
    for (const words of ['Something', 'Something between us two.', 'between us'])
      for (const written of [words, Buffer.from(words).toString('base64').replace(/=+$/, '')])
        expect(bytes).not.toContain(written);
    const summary = events?.[0]?.userMetadata?.summary;
    expect(summary && defaultPayloadConverter.fromPayload(summary)).toBe('Folkmoot: proposal: operations');
    const timers = (events ?? []).filter(({ timerStartedEventAttributes: timer }) => timer != null);
    const waits = timers.map(({ userMetadata }) =>
      defaultPayloadConverter.fromPayload(userMetadata!.summary!),
    );
    expect(waits, 'what each timer waits for').toEqual(['Folkmoot: tier 3, review: deadline']);
  });
});
