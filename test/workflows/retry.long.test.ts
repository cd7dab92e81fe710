/** Actions whose worker dies as they are done, and operators' retries: nothing is done twice, and what was done is found (EXE-2). */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRecord } from '../../ledger/parts/evidence.ts';
import { openSuccession } from '../../ledger/recount/succession.ts';
import { recordBytes } from '../../store/records/records.ts';
import { decided, endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone, emergencyStory } from '../support/emergency.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story, storyOf } from '../support/story.ts';

/** Thrown when an action has been done, in the place of its answer: once for each. */
let deaths: Error[] = [];
/** Thrown in the place of an action, which is not done then. */
let stillbirths: Error[] = [];
/** The next attempt comes to no end before this does, and says nothing meanwhile. */
let frozen: Promise<void> | undefined;
/** Milliseconds at which attempts began. */
let began: number[] = [];

const everyone = [...five.map(({ id }) => id), 'lena'];

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    members: [...five, person('lena', { roles: ['leadership'] })],
    worker: {
      interceptors: {
        activity: [
          ({ info }) => ({
            inbound: {
              execute: async (input, next) => {
                if (info.activityType === 'perform') began.push(performance.now());
                const stillborn = info.activityType === 'perform' ? stillbirths.shift() : undefined;
                if (stillborn !== undefined) throw stillborn;
                if (info.activityType === 'perform' && frozen !== undefined) {
                  const thawed = frozen;
                  frozen = undefined;
                  await thawed;
                }
                const answer = await next(input);
                const death = info.activityType === 'perform' ? deaths.shift() : undefined;
                if (death !== undefined) throw death;
                return answer;
              },
            },
          }),
        ],
      },
    },
  });
});
afterAll(() => council.close());
beforeEach(() => {
  deaths = [];
  stillbirths = [];
  began = [];
});
afterEach(async () => {
  await allProveThemselves(council);
  await theLogHolds();
});

/** The worker died; another takes the action over. */
const died = () => new Error('the worker died before it answered');
/** Nobody can say any more what came of it, and nobody tries again. */
const lost = () => ApplicationFailure.nonRetryable('the answer was lost');

/** The records one after another, as a log has them: each is looked at once. */
const succession = openSuccession();
let held = 0;
async function theLogHolds(): Promise<void> {
  const entries = await council.db
    .selectFrom('ledger_entries')
    .select(['index', 'decision'])
    .where('index', '>=', held)
    .orderBy('index')
    .execute();
  for (const { decision: id } of entries) {
    const decision = id ?? '';
    const record = readRecord((await recordBytes(council.db, decision)) ?? Buffer.of());
    if ('fault' in record) throw new Error(record.fault);
    expect(succession(held, record), decision).toBeUndefined();
    held += 1;
  }
}

/** An operator runs it again. */
async function runAgain(story: Story): Promise<Story> {
  const answer = await story.post('ben', '/retry');
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return storyOf(council, answer.body.id, 'carl');
}

async function retried(story: Story): Promise<Story> {
  const again = await runAgain(story);
  await again.reaches('ended');
  return again;
}

/** Tries fill a day. */
async function afterADay(story: Story): Promise<Story> {
  await council.wait('25h');
  await story.reaches('ended');
  return story;
}

const roles = async (id: string) => (await (await council.as('anna')).get(`/v1/members/${id}`)).body.roles;
const granted = async (resource: string) =>
  (await (await council.as('anna')).get('/v1/allocations')).body.items.filter(
    (one: { resource: string }) => one.resource === resource,
  );
const grant = (resource: string) => ({
  category: 'resources',
  action: { type: 'allocation.grant', resource, amount: 3, to: 'dora', permanent: true },
});

describe('a worker that dies as its action is done', () => {
  it('EXE-2 leaves it to another, which finds it done: executed, once', async () => {
    deaths = [died(), died()];
    const { story, ended } = await decided(council, 'carl', grant('seeds'), everyone);
    expect(deaths).toEqual([]);
    expect(ended.outcome).toBe('executed');
    expect(await endingOf(story)).toMatchObject({ result: { resource: 'seeds', amount: 3 } });
    expect(await endingOf(story)).not.toHaveProperty('doneBefore');
    expect(await granted('seeds')).toMatchObject([{ decision: story.id }]);
  });

  it('EXE-2 and of which nothing is heard is relieved within ten seconds, and does nothing when it comes back', async () => {
    let thaw = (): void => undefined;
    frozen = new Promise((resolve) => {
      thaw = resolve;
    });
    const { story } = await decided(council, 'carl', grant('rope'), everyone);
    const [first = 0, second = Infinity] = began;
    expect(second - first).toBeLessThan(10_000);
    expect((await story.read()).outcome).toBe('executed');
    thaw();
    await council.wait('1s');
    expect(await granted('rope')).toMatchObject([{ decision: story.id }]);
  });

  it.each([
    ['allocation', () => grant('wood'), async () => expect(await granted('wood')).toHaveLength(1)],
    [
      'mandate',
      async () => ({
        category: 'mandate',
        action: {
          type: 'mandate.grant',
          members: ['dora'],
          category: 'infrastructure',
          until: new Date(Date.parse(await council.now()) + 20 * 86_400_000).toISOString(),
        },
      }),
      async () => {
        const { items } = (await (await council.as('anna')).get('/v1/mandates')).body;
        expect(items).toHaveLength(1);
      },
    ],
    [
      'role',
      () => ({
        category: 'membership',
        action: { type: 'member.roles', member: 'emil', roles: ['resource-steward'] },
      }),
      async () => {
        expect(await roles('emil')).toEqual(['resource-steward']);
        const changes = council.db.selectFrom('member_changes').where('member', '=', 'emil');
        // As they were imported, and this.
        expect(await changes.selectAll().execute()).toHaveLength(2);
      },
    ],
  ] as const)('EXE-2 and is given up, is found by the retry: one %s', async (_, more, isOnce) => {
    deaths = [lost()];
    const { story, ended } = await decided(council, 'carl', await more(), everyone);
    expect(ended.outcome).toBe('execution-failed');
    expect(await endingOf(story)).toMatchObject({ reason: 'the answer was lost', mayPass: true });
    await isOnce();
    const again = await retried(story);
    expect((await again.read()).outcome).toBe('executed');
    const doneBefore = { decision: story.id, at: expect.any(String) };
    expect(await endingOf(again)).toMatchObject({ doneBefore });
    const record = (await council.anyone.get(`/v1/proposals/${again.id}/record`)).body;
    expect(record.ending).toMatchObject({ doneBefore });
    expect(record.rationale).toContainEqual({
      rule: 'EXE-2',
      doneBefore: story.id,
      at: record.ending.doneBefore.at,
    });
    await isOnce();
  });

  it('EXE-2 gives nothing back through its retry that the council has taken since', async () => {
    deaths = [lost()];
    const give = { category: 'leadership', action: { type: 'leadership.give', member: 'dora' } };
    const { story } = await decided(council, 'carl', give, everyone);
    expect(await roles('dora')).toEqual(['leadership']);
    const take = { category: 'emergency-removal', action: { type: 'leadership.take', member: 'dora' } };
    const electors = everyone.filter((id) => id !== 'dora');
    expect((await decided(council, 'carl', take, electors)).ended.outcome).toBe('executed');
    const again = await retried(story);
    expect(await endingOf(again)).toMatchObject({
      outcome: 'executed',
      doneBefore: { decision: story.id },
    });
    expect(await roles('dora')).toEqual([]);
  });
});

describe('a retry', () => {
  const give = (member: string) => ({ category: 'leadership', action: { type: 'leadership.give', member } });

  it('EXE-2 does what had not been done', async () => {
    stillbirths = [lost()];
    const { story, ended } = await decided(council, 'carl', give('carl'), everyone);
    expect(ended.outcome).toBe('execution-failed');
    expect(await roles('carl')).toEqual([]);
    const again = await retried(story);
    expect((await again.read()).outcome).toBe('executed');
    expect(await endingOf(again)).not.toHaveProperty('doneBefore');
    expect(await roles('carl')).toEqual(['leadership']);
  });

  it('EXE-2 EXE-1 of what another decision has done meanwhile is refused', async () => {
    stillbirths = [lost()];
    const { story } = await decided(council, 'carl', give('anna'), everyone);
    const other = await decided(council, 'dora', give('anna'), everyone);
    expect(other.ended.outcome).toBe('executed');
    expect((await story.post('ben', '/retry')).body).toMatchObject({
      status: 409,
      type: '/problems/changed-since',
      rule: 'EXE-2',
      facts: { by: other.story.id },
    });
  });

  it('EXE-2 AUT-1 of a twin gives back no role that the council has taken since', async () => {
    stillbirths = [lost()];
    const lostOne = await decided(council, 'carl', give('ben'), everyone);
    const given = await decided(council, 'dora', give('ben'), everyone);
    const electors = everyone.filter((id) => id !== 'ben');
    const take = { category: 'emergency-removal', action: { type: 'leadership.take', member: 'ben' } };
    expect((await decided(council, 'carl', take, electors)).ended.outcome).toBe('executed');
    expect((await lostOne.story.post('ben', '/retry')).body).toMatchObject({
      type: '/problems/changed-since',
      facts: { by: given.story.id },
    });
    expect(await roles('ben')).not.toContain('leadership');
  });

  it('EXE-2 of a cause that lasts is refused: the twin found done what another decision had done', async () => {
    const [one, two] = [
      await propose(council, 'carl', give('dora')),
      await propose(council, 'carl', give('dora')),
    ];
    await council.wait('73h');
    for (const story of [one, two]) {
      await story.positions(Object.fromEntries(everyone.map((id) => [id, 'agree'])));
      await story.reaches('ended');
    }
    expect((await one.read()).outcome).toBe('executed');
    expect(await endingOf(two)).toMatchObject({ details: { code: 'already-done' }, mayPass: false });
    expect(await two.read()).toMatchObject({ outcome: 'execution-failed', retryUntil: null });
    expect((await two.post('ben', '/retry')).body).toMatchObject({
      status: 409,
      type: '/problems/lasting-failure',
      rule: 'EXE-2',
    });
  });

  it('EXE-2 is made within 30 days of the failure', async () => {
    stillbirths = [lost()];
    const { story, ended } = await decided(council, 'carl', grant('salt'), everyone);
    expect(Date.parse(ended.retryUntil) - Date.parse(ended.endedAt)).toBe(30 * 86_400_000);
    await council.wait('30 days');
    expect((await story.post('ben', '/retry')).body).toMatchObject({
      status: 409,
      type: '/problems/window-closed',
      rule: 'PRO-10',
    });
  });
});

describe('a call', () => {
  let server: Server;
  let called: (string | string[] | undefined)[] = [];
  let answers: number[] = [];
  let otherwise = 200;
  let url = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      called.push(request.headers['webhook-id']);
      expect(request.headers['idempotency-key']).toBe(called.at(-1));
      response.writeHead(answers.shift() ?? otherwise).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    called = [];
    answers = [];
    otherwise = 200;
  });
  const call = () => ({ type: 'http.call', method: 'POST', url });
  const adopted = async (): Promise<Story> => {
    const story = await propose(council, 'carl', { action: call() });
    await council.wait('73h');
    await story.positions(Object.fromEntries(everyone.map((id) => [id, 'agree'])));
    return afterADay(story);
  };

  it('EXE-2 that never succeeds is made 35 times in a day, and bears one id in every retry', async () => {
    otherwise = 503;
    const story = await adopted();
    expect(await endingOf(story)).toMatchObject({
      outcome: 'execution-failed',
      reason: `POST ${url} answered 503`,
      details: { method: 'POST', url, status: 503, tries: 35 },
      mayPass: true,
    });
    const opened = (await story.hours('execution-opened')).at(-1) ?? 0;
    const hours = ((await story.hours('ended')).at(-1) ?? 0) - opened;
    expect([Math.floor(hours), Math.ceil(hours)]).toEqual([23, 24]);
    const again = await afterADay(await runAgain(story));
    expect(await endingOf(again)).toMatchObject({ details: { tries: 35 }, mayPass: true });
    otherwise = 200;
    const third = await retried(again);
    expect((await third.read()).outcome).toBe('executed');
    expect(await endingOf(third)).not.toHaveProperty('doneBefore');
    expect(called).toEqual(Array.from({ length: 71 }, () => `${story.id}/tier-3/operations`));
  });

  it('EXE-2 that was answered is not made again for a retry', async () => {
    deaths = [lost()];
    const story = await adopted();
    const again = await retried(story);
    expect(await endingOf(again)).toMatchObject({ outcome: 'executed', doneBefore: { decision: story.id } });
    expect(called).toEqual([`${story.id}/tier-3/operations`]);
  });

  it('EXE-2 whose worker dies is no try', async () => {
    answers = [503];
    deaths = [died()];
    const story = await adopted();
    // The first failed before its worker could die; the second was done.
    expect((await story.read()).outcome).toBe('executed');
    expect(called).toHaveLength(2);
    const { tries } = await council.db
      .selectFrom('actions')
      .select('tries')
      .where('key', '=', story.id)
      .executeTakeFirstOrThrow();
    expect(tries).toBe(1);
  });

  it('EMG-7 EXE-2 that reverses an emergency bears one id of its own in every retry, and is found done', async () => {
    otherwise = 404;
    const story = await actAlone(council, 'lena', { action: call(), reversal: call() });
    await story.accounts('report');
    await story.accounts('justification');
    await council.wait('73h');
    expect(await story.reaches('ended')).toMatchObject({
      outcome: 'expired',
      actionState: 'failed',
      reversalState: 'failed',
    });
    const again = await story.post('ben', '/retry');
    const second = emergencyStory(council, again.body.id, 'lena');
    expect(await second.reaches('ended')).toMatchObject({ reversalState: 'failed' });
    otherwise = 200;
    deaths = [lost()];
    const third = emergencyStory(council, (await second.post('ben', '/retry')).body.id, 'lena');
    expect(await third.reaches('ended')).toMatchObject({ reversalState: 'failed' });
    const last = emergencyStory(council, (await third.post('ben', '/retry')).body.id, 'lena');
    expect(await last.reaches('ended')).toMatchObject({ outcome: 'expired', reversalState: 'done' });
    const key = `${story.id}-reversal/emergency`;
    expect(called).toEqual([`${story.id}/emergency`, key, key, key]);
    const record = (await council.anyone.get(`/v1/decisions/${last.id}/record`)).body;
    expect(record.ending).toMatchObject({ doneBefore: { decision: third.id } });
  });
});
