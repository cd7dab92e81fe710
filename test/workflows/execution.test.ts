/** What an adopted decision does: nothing, a task, a call, an allocation; and what happens when it cannot be done. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretOf } from '../../activities/actions/signing.ts';
import { freePort } from '../../embedded/ports.ts';
import { callSecret, type Council, openCouncil } from '../support/council.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil();
});
afterAll(() => council.close());

/** Adopted by consensus in the first round. */
/** Proposed, and adopted by consensus once the review has passed. */
async function adopted(more: object, after = '73h'): Promise<Story> {
  const story = await propose(council, 'carl', more);
  await council.wait(after);
  await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
  await council.until(async () => expect(await story.stage()).not.toBe('discussion'));
  return story;
}

const later = async (hours: number) =>
  new Date(Date.parse(await council.now()) + hours * 3_600_000).toISOString();

describe('a task', () => {
  const task = async (hours: number) => ({
    action: { type: 'task', assignee: 'dora', instructions: 'Open the doors', by: await later(hours) },
  });

  it('EXE-1 is done when the named member confirms it with evidence in time', async () => {
    const story = await adopted(await task(500));
    await council.wait('1h');
    expect(await story.stage()).toBe('execution');
    expect((await story.post('emil', '/task', { evidence: 'Not mine' })).body).toMatchObject({
      status: 403,
      rule: 'EXE-1',
    });
    expect((await story.get('', 'dora')).body.can).toContain('task');
    expect((await story.post('dora', '/task', { evidence: 'Photographs in the log' })).status).toBe(200);
    expect(await story.outcome()).toBe('executed');
    expect((await story.post('dora', '/task', { evidence: 'Again' })).status).toBe(409);
  });

  it('EXE-2 that nobody confirms ends execution-failed at its date', async () => {
    const story = await adopted(await task(100));
    expect(await story.outcome()).toBe('execution-failed');
    expect((await story.timeline()).at(-1)?.facts).toMatchObject({ reason: 'not confirmed in time' });
  });

  it('EXE-2 whose date passed before the decision never counts as done', async () => {
    // It could still have been done had all agreed at once.
    const story = await adopted(await task(80), '90h');
    expect(await story.outcome()).toBe('execution-failed');
    expect((await story.post('ben', '/retry')).body).toMatchObject({
      type: '/problems/lasting-failure',
      status: 409,
      rule: 'EXE-2',
    });
  });
});

describe('an allocation', () => {
  it('EXE-1 is granted until its end', async () => {
    const until = await later(1_000);
    const story = await adopted({
      category: 'resources',
      action: { type: 'allocation.grant', resource: 'gpu-hours', amount: 12, to: 'dora', until },
    });
    expect(await story.outcome()).toBe('executed');
    const { items } = (await (await council.as('emil')).get('/v1/allocations?to=dora')).body;
    expect(items).toMatchObject([
      { decision: story.id, resource: 'gpu-hours', amount: 12, to: 'dora', until },
    ]);
  });

  it('TIE-5 permanent is refused in operations and granted in resources', async () => {
    const action = { type: 'allocation.grant', resource: 'hall', amount: 1, to: 'emil', permanent: true };
    const refused = await (
      await council.as('carl')
    ).post('/v1/proposals', {
      ...(await import('../support/story.ts')).content,
      action,
    });
    expect(refused.body).toMatchObject({ status: 422, rule: 'TIE-5', facts: { category: 'operations' } });
    const story = await adopted({ category: 'resources', action });
    expect(await story.outcome()).toBe('executed');
  });
});

/** With pauses that grow from a second to an hour. */
const triesOfADay = Array.from({ length: 35 });

describe('a call', () => {
  let server: Server;
  let url: string;
  let calls: { request: IncomingMessage; body: string }[] = [];
  let answers: number[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        calls.push({ request, body: Buffer.concat(pieces).toString() });
        response.writeHead(answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/doors`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const call = (status: number[]) => {
    calls = [];
    answers = status;
    return adopted({ action: { type: 'http.call', method: 'POST', url, body: { open: true } } });
  };

  it('EXE-1 is signed, and bears the same id at every try', async () => {
    const story = await call([503, 500, 200]);
    expect(await story.outcome()).toBe('executed');
    expect(calls).toHaveLength(3);
    for (const { request, body } of calls) {
      expect(request.headers['webhook-id']).toBe(`${story.id}/tier-3/operations`);
      expect(request.headers['idempotency-key']).toBe(request.headers['webhook-id']);
      expect(
        new Webhook(callSecret).sign(
          `${story.id}/tier-3/operations`,
          new Date(Number(request.headers['webhook-timestamp']) * 1000),
          body,
        ),
      ).toBe(request.headers['webhook-signature']);
      expect(JSON.parse(body)).toEqual({ open: true });
    }
  });

  it('TIE-1 EXE-2 that a member decided alone is signed with a secret of theirs, and says that it was personal', async () => {
    calls = [];
    answers = [503];
    const story = await propose(council, 'carl', {
      category: 'personal.works',
      impact: { affected: ['carl'], statement: 'Mine alone.' },
      action: { type: 'http.call', method: 'POST', url, body: { open: true } },
    });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect(calls).toHaveLength(2);
    const signed = (secret: string, { request, body }: (typeof calls)[number]) =>
      new Webhook(secret).sign(
        `${story.id}/tier-1/personal%2Eworks`,
        new Date(Number(request.headers['webhook-timestamp']) * 1000),
        body,
      );
    for (const made of calls) {
      const signature = made.request.headers['webhook-signature'];
      expect(signed(secretOf('member/carl', callSecret), made)).toBe(signature);
      expect(signed(callSecret, made)).not.toBe(signature);
    }
  });

  it('EXE-2 that is refused for good ends execution-failed after one try, and is not tried again', async () => {
    const story = await call([404]);
    expect(await story.outcome()).toBe('execution-failed');
    expect(calls).toHaveLength(1);
    expect((await story.post('ben', '/retry')).body).toMatchObject({
      type: '/problems/lasting-failure',
      status: 409,
      rule: 'EXE-2',
    });
  });

  it('EXE-2 that is answered 503 for a day ends execution-failed, and an operator can try again', async () => {
    const story = await call(triesOfADay.map(() => 503));
    await council.wait('25h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('execution-failed');
    expect(calls).toHaveLength(triesOfADay.length);
    expect((await story.post('carl', '/retry')).body).toMatchObject({ status: 403, rule: 'EXE-2' });
    const record = (await council.anyone.get(`/v1/proposals/${story.id}/record`)).body;
    const retried = await story.post('ben', '/retry');
    expect(retried.status, JSON.stringify(retried.body)).toBe(201);
    expect(retried.body.links).toEqual([{ relation: 'retry-of', id: story.id }]);
    await council.returned(retried.body.id);
    expect(calls).toHaveLength(triesOfADay.length + 1);
    const again = (await (await council.as('carl')).get(`/v1/proposals/${retried.body.id}`)).body;
    expect(again).toMatchObject({ outcome: 'executed', stage: 'ended' });
    expect(await story.read()).toMatchObject({
      outcome: 'execution-failed',
      links: [{ relation: 'retried-by', id: retried.body.id }],
    });
    expect((await council.anyone.get(`/v1/proposals/${story.id}/record`)).body).toEqual(record);
    expect((await story.post('ben', '/retry')).body).toMatchObject({ status: 409, rule: 'EXE-2' });
  });

  it('EXE-2 that nobody answers is tried for a day and then ends execution-failed', async () => {
    const port = await freePort();
    const story = await adopted({
      action: { type: 'http.call', method: 'GET', url: `http://127.0.0.1:${port}/` },
    });
    expect(await story.outcome()).toBe('execution-failed');
    expect((await story.timeline()).at(-1)?.facts).toMatchObject({
      reason: `connect ECONNREFUSED 127.0.0.1:${port}`,
      details: { tries: triesOfADay.length },
      mayPass: true,
    });
  });
});
