/** Who has departed keeps what is theirs, and nothing else (MEM-8). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: [...five, person('fay'), person('gus')] });
});
afterAll(() => council.close());

async function departs(member: string): Promise<void> {
  const answer = await (await council.as(member)).put(`/v1/members/${member}/status`, { status: 'departed' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

describe('who has departed', () => {
  it('MEM-8 JUS-1 APP-1 answers what they are accused of, and appeals, and does nothing else in it', async () => {
    const story = await propose(council, 'carl', {
      category: 'justice',
      impact: { affected: ['emil'], statement: 'Emil mends the press or pays for it.' },
      accused: 'emil',
    });
    await departs('emil');
    expect((await story.read('emil')).can).toEqual(['hearing', 'representative']);
    expect((await story.post('emil', '/statements', { text: 'One more word.' })).body).toMatchObject({
      status: 403,
      type: '/problems/not-permitted',
      rule: 'MEM-2',
    });
    expect((await story.post('emil', '/representative', { member: 'gus' })).status).toBe(201);
    expect((await story.post('emil', '/hearing', { text: 'I was not there.' })).status).toBe(201);
    await council.wait('73h');
    for (const judge of ['anna', 'ben', 'carl', 'dora', 'fay', 'gus']) await story.position(judge, 'agree');
    await story.reaches('appeal');
    const appealed = await story.post('emil', '/appeal', {
      principle: 'autonomy',
      reason: 'It is my press.',
    });
    expect(appealed.body, JSON.stringify(appealed.body)).toMatchObject({ stage: 'appeal', can: [] });
    const { id } = appealed.body.links.find(({ relation }: Json) => relation === 'appealed-by');
    const emil = await council.as('emil');
    await council.until(async () => expect((await emil.get(`/v1/appeals/${id}`)).status).toBe(200));
    await (await council.as('anna')).post(`/v1/appeals/${id}/ruling`, { ruling: 'overturn', reason: 'So.' });
    await story.reaches('ended');
    expect(await story.read('emil')).toMatchObject({ outcome: 'overturned', can: [] });
    expect((await emil.get(`/v1/decisions/${story.id}/evidence`)).status).toBe(200);
    await allProveThemselves(council);
  });

  it('MEM-8 reads the decisions they took part in and their own, and none that came later', async () => {
    const [theirs, own] = [
      await propose(council, 'carl', { title: 'While gus was here' }),
      await propose(council, 'gus', {
        category: 'personal.time',
        impact: { affected: ['gus'], statement: 'Mine.' },
      }),
    ];
    await own.reaches('ended');
    await departs('gus');
    const later = await propose(council, 'carl', { title: 'When gus had gone' });
    const gus = await council.as('gus');
    for (const [story, status] of [
      [theirs, 200],
      [own, 200],
      [later, 404],
    ] as const) {
      expect((await story.get('', 'gus')).status).toBe(status);
      expect((await story.get('/timeline', 'gus')).status).toBe(status);
      expect((await story.get('/versions', 'gus')).status).toBe(status);
    }
    expect((await gus.get(`/v1/decisions/${own.id}/evidence`)).body.versions[0].content.title).toEqual(
      expect.any(String),
    );
    for (const path of ['/v1/members', '/v1/proposals', '/v1/inbox', '/v1/decisions', '/v1/delegations'])
      expect((await gus.get(path)).body, path).toMatchObject({ status: 403, rule: 'MEM-2' });
    expect((await theirs.position('gus', 'agree')).status).toBe(403);
    expect((await theirs.post('gus', '/hearing', { text: 'I.' })).status).toBe(403);
  });
});
