/** Proposals over HTTP on a whole council: what is answered fits its description, requests can be repeated, drafts stay private. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberRoutes, publicRoutes } from '../../api/http/routes.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Answer, Json } from '../support/http.ts';
import { content, propose, type Story, storyOf } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil();
});
afterAll(() => council.close());

/** Holds an answer against the schema of its route. */
function fits(method: string, path: string, { status, body }: Answer): Json {
  const route = [...publicRoutes, ...memberRoutes].find(
    (some) => some.method === method && some.path === path,
  );
  expect(status, JSON.stringify(body)).toBe(route?.answer.status ?? 200);
  const parsed = route?.answer.schema?.safeParse(body);
  expect(parsed?.error?.issues).toBeUndefined();
  expect(parsed?.data).toEqual(body);
  return body;
}

const problem = (status: number, code: string, rule: string | null = null) => ({
  status,
  body: { type: `/problems/${code}`, status, rule },
});

describe('a proposal', () => {
  it('PRO-2 PRO-4 PRO-7 REC-1 is answered as it is described, at every stage of its life', async () => {
    const anna = await council.as('anna');
    const made = await anna.post('/v1/proposals', content);
    const { id } = fits('post', '/v1/proposals', made);
    expect(made.headers.get('location')).toBe(`/v1/proposals/${id}`);
    expect(made.body).toMatchObject({
      ...content,
      stage: 'review',
      tier: 3,
      version: 1,
      charterVersion: 1,
      electorate: { size: 5, quorum: 4 },
      can: ['withdrawal', 'amendments', 'statements', 'disclosures', 'objection', 'opt-outs'],
      pace: 1,
      amendments: { made: 0, most: 5 },
    });
    const read = async (rest: string, query = '') =>
      fits('get', `/v1/proposals/{id}${rest}`, await anna.get(`/v1/proposals/${id}${rest}${query}`));
    fits(
      'post',
      '/v1/proposals/{id}/statements',
      await anna.post(`/v1/proposals/${id}/statements`, { text: 'Yes.' }),
    );
    fits(
      'post',
      '/v1/proposals/{id}/amendments',
      await anna.post(`/v1/proposals/${id}/amendments`, { title: 'Two days' }),
    );
    await council.wait('73h');
    const options = (await read('')).options.map((option: Json) => option.id);
    expect(options).toEqual(['proposal', 'alternative-1', 'status-quo']);
    const ranking = [['proposal'], ['status-quo', 'alternative-1']];
    fits(
      'put',
      '/v1/proposals/{id}/preferences',
      await anna.put(`/v1/proposals/${id}/preferences`, { ranking }),
    );
    const block = { position: 'block', reason: 'Not yet.' };
    fits('put', '/v1/proposals/{id}/position', await anna.put(`/v1/proposals/${id}/position`, block));
    expect((await read('/preferences')).rounds).toMatchObject([
      {
        round: 1,
        version: 2,
        closed: false,
        rankings: [{ member: 'anna', ranking }],
        condorcetWinner: 'proposal',
      },
    ]);
    await council.wait('72h');
    expect(await read('')).toMatchObject({
      stage: 'voting',
      can: ['statements', 'ballot', 'disclosures', 'opt-outs'],
    });
    expect((await read('/preferences', '?round=1')).rounds).toMatchObject([
      { closed: true, firstChoices: { proposal: 1 } },
    ]);
    const story = storyOf(council, id, 'anna');
    fits('put', '/v1/proposals/{id}/ballot', await story.vote('anna', 'against', 'Wait.'));
    await story.votes({ anna: 'for', ben: 'for', carl: 'for' });
    expect(await read('/tally')).toMatchObject({
      vote: 1,
      version: 2,
      closedAt: null,
      for: 3,
      electorate: 5,
      participating: 3,
      quorum: { num: 3, den: 4, met: false },
      decided: false,
    });
    await story.votes({ dora: 'against' });
    expect(await read('/tally', '?vote=1')).toMatchObject({ verdict: 'adopted', decided: true });
    const ballots = await read('/ballots', '?limit=2');
    expect(ballots.items).toMatchObject([
      { member: 'anna', choice: 'for', carriedBy: null, replaced: [{ choice: 'against', reason: 'Wait.' }] },
      { member: 'ben', replaced: [] },
    ]);
    const rest = await read('/ballots', `?cursor=${ballots.next}`);
    expect(rest).toMatchObject({ items: [{ member: 'carl' }, { member: 'dora' }], next: null });
    await story.votes({ emil: 'abstain' });
    expect(await story.outcome()).toBe('executed');
    expect(await read('/tally')).toMatchObject({ decided: true, closedAt: expect.any(String) });
    expect((await read('/positions')).items).toMatchObject([{ member: 'anna', position: 'block', round: 1 }]);
    expect((await read('/statements')).items).toMatchObject([{ number: 1, member: 'anna', text: 'Yes.' }]);
    expect((await read('/versions')).items).toMatchObject([
      { version: 1 },
      { version: 2, title: 'Two days' },
    ]);
    const timeline = await read('/timeline', '?limit=3');
    expect(timeline.items.length).toBe(3);
    expect((await read('/timeline', `?limit=200&cursor=${timeline.next}`)).items[0].sequence).toBeGreaterThan(
      1,
    );
    const archive = fits('get', '/v1/decisions', await anna.get('/v1/decisions?outcome=executed&q=days'));
    expect(archive.items).toMatchObject([{ id, outcome: 'executed', title: 'Two days' }]);
    const [record, same] = [
      await council.anyone.get(`/v1/proposals/${id}/record`),
      await council.anyone.get(`/v1/decisions/${id}/record`),
    ];
    expect(record.body).toMatchObject({ id, outcome: 'executed' });
    expect(same.body).toEqual(record.body);
    const evidence = await anna.get(`/v1/decisions/${id}/evidence`);
    expect(evidence.body.ballots).toHaveLength(6);
    expect((await council.anyone.get(`/v1/decisions/${id}/evidence`)).status).toBe(401);
    expect(await read('')).toMatchObject({ stage: 'ended', outcome: 'executed', can: [], deadline: null });
    expect(await story.vote('anna', 'against')).toMatchObject(problem(409, 'wrong-stage', 'PRO-7'));
  });

  it('VOT-8 has no tally before its first vote', async () => {
    const story = await propose(council, 'anna');
    expect(await story.get('/tally')).toMatchObject({
      ...problem(404, 'not-found'),
      body: { facts: { stage: 'review' } },
    });
    expect(await story.get('/ballots')).toMatchObject(problem(404, 'not-found'));
    expect((await story.get('/positions')).body).toEqual({ items: [], next: null });
    expect((await story.get('/record')).status).toBe(404);
  });

  it('CON-2 takes a position with its reason, and options as they are', async () => {
    const story = await propose(council, 'anna');
    await council.wait('73h');
    expect(await story.position('ben', 'stand-aside')).toMatchObject(problem(422, 'incomplete', 'CON-2'));
    for (const unseen of ['  ', '\u200b'])
      expect(await story.position('ben', 'block', unseen)).toMatchObject(problem(422, 'incomplete', 'CON-2'));
    expect(await story.rank('ben', ['none-such'])).toMatchObject(problem(422, 'unknown-option', 'CON-1'));
    expect(await story.rank('ben', ['proposal'], ['proposal'])).toMatchObject(
      problem(422, 'repeated-option', 'CON-1'),
    );
    const stale = await (
      await council.as('ben')
    ).put(`/v1/proposals/${story.id}/position`, { position: 'agree', version: 2 });
    expect(stale).toMatchObject(problem(409, 'stale-version', 'PRO-6'));
  });
});

describe('a draft', () => {
  const drafted = (): Promise<Story> => propose(council, 'anna', { draft: true, title: 'Privately' });

  it('PRO-1 AUT-2 is its author’s alone: for anyone else it is not there', async () => {
    const { id } = await drafted();
    const [anna, ben] = [await council.as('anna'), await council.as('ben')];
    expect((await anna.get(`/v1/proposals/${id}`)).body).toMatchObject({
      stage: 'draft',
      can: ['edit', 'submission', 'withdrawal'],
    });
    for (const rest of ['', '/timeline', '/versions', '/tally', '/statements', '/record'])
      expect([rest, (await ben.get(`/v1/proposals/${id}${rest}`)).status]).toEqual([rest, 404]);
    for (const rest of ['submission', 'withdrawal', 'retry'])
      expect(await ben.post(`/v1/proposals/${id}/${rest}`)).toMatchObject(problem(404, 'not-found'));
    expect(await ben.patch(`/v1/proposals/${id}`, { title: 'x' })).toMatchObject(problem(404, 'not-found'));
    const listed = (answer: Answer) => answer.body.items.map((item: Json) => item.id);
    expect(listed(await anna.get('/v1/proposals?stage=draft'))).toContain(id);
    expect(listed(await ben.get('/v1/proposals?stage=draft&q=privately'))).toEqual([]);
  });

  it('PRO-1 PRO-2 is edited, and submitted once it is complete', async () => {
    const anna = await council.as('anna');
    const made = await anna.post('/v1/proposals', { category: 'operations', draft: true });
    const path = `/v1/proposals/${made.body.id}`;
    const early = await anna.post(`${path}/submission`);
    expect(early).toMatchObject({
      ...problem(422, 'incomplete', 'PRO-2'),
      body: { facts: { missing: { length: 6 } } },
    });
    const { category: _category, ...parts } = content;
    const edited = await anna.patch(path, parts);
    expect(fits('patch', '/v1/proposals/{id}', edited)).toMatchObject({
      ...content,
      version: 1,
      stage: 'draft',
    });
    const submitted = await anna.post(`${path}/submission`);
    expect(fits('post', '/v1/proposals/{id}/submission', submitted)).toMatchObject({ stage: 'review' });
    expect(await anna.post(`${path}/submission`)).toMatchObject(problem(409, 'wrong-stage', 'PRO-2'));
    expect(await anna.patch(path, { title: 'x' })).toMatchObject(problem(409, 'wrong-stage', 'PRO-1'));
  });
});

describe('a draft of a category that asks for more', () => {
  const { category: _category, ...complete } = content;

  it.each([
    {
      category: 'reproduction',
      missing: ['parents', 'diversity'],
      named: { parents: ['carl', 'dora'], diversity: 'A new voice.' },
      requirements: ['carl', 'dora', 'resource-steward', 'elector'],
    },
    {
      category: 'justice',
      missing: ['accused'],
      named: { accused: 'dora', victims: ['emil'] },
      requirements: ['dora', 'emil'],
    },
  ])('PRO-1 PRO-2 REP-1 JUS-1 is told what $category lacks, and has a field for it', async (asked) => {
    const { category, missing, named, requirements } = asked;
    const anna = await council.as('anna');
    const made = await anna.post('/v1/proposals', { category, draft: true });
    const path = `/v1/proposals/${made.body.id}`;
    const birth = new Date(Date.parse(await council.now()) + 24 * 3_600_000).toISOString();
    const admission = {
      type: 'member.admit',
      member: { id: 'fay', name: 'Fay', kind: 'person', bornAt: birth },
    };
    await anna.patch(path, { ...complete, ...(category === 'reproduction' ? { action: admission } : {}) });
    expect(await anna.post(`${path}/submission`)).toMatchObject({
      ...problem(422, 'incomplete', 'PRO-2'),
      body: { facts: { missing } },
    });
    const edited = await anna.patch(path, named);
    expect(fits('patch', '/v1/proposals/{id}', edited)).toMatchObject({ ...named, stage: 'draft' });
    const submitted = await anna.post(`${path}/submission`);
    expect(fits('post', '/v1/proposals/{id}/submission', submitted)).toMatchObject({
      ...named,
      stage: 'review',
    });
    expect(submitted.body.requirements.map(({ who }: Json) => who)).toEqual(requirements);
    const amended = await anna.post(`${path}/amendments`, named);
    expect(amended).toMatchObject(problem(422, 'invalid-body', null));
  });
});

describe('a request that is repeated', () => {
  it('REC-4 with its key makes one proposal, and is answered alike', async () => {
    const anna = await council.as('anna');
    const key = { 'idempotency-key': randomUUID() };
    const [first, ...others] = await Promise.all(
      [1, 2, 3].map(() => anna.post('/v1/proposals', content, key)),
    );
    const again = await anna.post('/v1/proposals', content, key);
    for (const answer of [...others, again]) expect(answer.body.id).toBe(first?.body.id);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.headers.get('location')).toBe(`/v1/proposals/${again.body.id}`);
    const other = await anna.post('/v1/proposals', { ...content, title: 'Another' }, key);
    expect(other).toMatchObject(problem(422, 'idempotency-key-reused'));
  });

  it('REC-4 with its key withdraws once, and states a view once', async () => {
    const story = await propose(council, 'anna');
    const anna = await council.as('anna');
    const path = `/v1/proposals/${story.id}`;
    const key = { 'idempotency-key': 'once' };
    const said = await anna.post(`${path}/statements`, { text: 'Yes.' }, key);
    expect((await anna.post(`${path}/statements`, { text: 'Yes.' }, key)).body).toEqual(said.body);
    expect((await story.get('/statements')).body.items).toHaveLength(1);
    const gone = await anna.post(`${path}/withdrawal`, {}, key);
    expect(gone.body).toMatchObject({ stage: 'ended', outcome: 'withdrawn' });
    expect((await anna.post(`${path}/withdrawal`, {}, key)).body).toEqual(gone.body);
    expect(await anna.post(`${path}/withdrawal`, {})).toMatchObject(problem(409, 'wrong-stage', 'PRO-6'));
  });

  it('PRO-10 after a refusal succeeds with the same key, once the cause is gone', async () => {
    const anna = await council.as('anna');
    const key = { 'idempotency-key': randomUUID() };
    const lacking = { ...content, alternatives: [] };
    expect(await anna.post('/v1/proposals', lacking, key)).toMatchObject(problem(422, 'incomplete', 'PRO-2'));
    expect((await anna.post('/v1/proposals', content, key)).status).toBe(201);
  });
});

describe('a list', () => {
  it('AUT-1 AUT-2 is newest first, in pages, each with what the caller may do', async () => {
    const titles = ['first', 'second', 'third'];
    for (const title of titles) await propose(council, 'emil', { title });
    const ben = await council.as('ben');
    const read: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = `/v1/proposals?author=emil&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page: Json = fits('get', '/v1/proposals', await ben.get(query));
      read.push(...page.items.map((item: Json) => item.title));
      expect(page.items[0].can).toEqual(['statements', 'disclosures', 'objection', 'opt-outs']);
      cursor = page.next;
    }
    expect(read).toEqual(titles.toReversed());
    expect((await ben.get('/v1/proposals?q=third')).body.items).toMatchObject([{ title: 'third' }]);
    expect((await ben.get('/v1/proposals?category=resources')).body.items).toEqual([]);
  });
});

describe('what watches the service', () => {
  it('AUT-2 sees proposals by stage, answers taken, refusals and durations', async () => {
    const story = await propose(council, 'anna');
    await story.vote('anna', 'for');
    const text: string = (await council.anyone.get('/metrics')).body;
    expect(text).toMatch(/folkmoot_open_proposals\{stage="review"\} [1-9]/);
    expect(text).toMatch(/folkmoot_answers_taken_total\{kind="votes"\} [1-9]/);
    expect(text).toMatch(/folkmoot_problems_total\{code="wrong-stage"\} [1-9]/);
    expect(text).toMatch(
      /duration_seconds_count\{method="PUT",route="\/v1\/proposals\/\{id\}\/ballot",status="409"\} [1-9]/,
    );
    expect(text).not.toContain(story.id);
  });
});

describe('an execution that failed', () => {
  it('EXE-2 AUT-1 is retried by an operator as a new decision, linked both ways, once', async () => {
    let status = 503;
    const called = createServer((_request, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => called.listen(0, '127.0.0.1', resolve));
    const { port } = called.address() as AddressInfo;
    const action = {
      type: 'http.call',
      method: 'POST',
      url: `http://127.0.0.1:${port}/`,
      body: { open: true },
    };
    const story = await propose(council, 'anna', { action });
    await council.wait('73h');
    await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
    await council.wait('25h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('execution-failed');
    status = 200;
    const path = `/v1/proposals/${story.id}/retry`;
    expect(await story.post('anna', '/retry')).toMatchObject(problem(403, 'not-permitted', 'EXE-2'));
    const ben = await council.as('ben');
    const retried = await ben.post(path);
    const { id, links } = fits('post', '/v1/proposals/{id}/retry', retried);
    expect(links).toEqual([{ relation: 'retry-of', id: story.id }]);
    expect((await story.read()).links).toEqual([{ relation: 'retried-by', id }]);
    expect(await ben.post(path)).toMatchObject(problem(409, 'already-done', 'EXE-2'));
    expect(id > story.id).toBe(true);
    expect(await storyOf(council, id, 'anna').outcome()).toBe('executed');
    expect((await story.read()).outcome).toBe('execution-failed');
    called.close();
  });
});

// Last: its deadline passes without anything happening, and who lets time pass waits for what is due.
describe('a decision whose workflow is gone', () => {
  it('PRO-10 is shown as it stood, and takes no act', async () => {
    const story = await propose(council, 'anna');
    await council.environment.client.workflow.getHandle(story.id).terminate('for the test');
    expect(await story.post('anna', '/withdrawal')).toMatchObject(problem(503, 'unavailable'));
    expect(await story.read()).toMatchObject({ stage: 'review', outcome: null });
  });
});
