/** Conflicts over HTTP: what is refused and with which facts, and who may read what (CNF-1, APP-1, AUT-2, PRO-10). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conflictStory, type ConflictStory, quarrel, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { families, quarrellers } from '../support/quarrellers.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    members: [...quarrellers, person('gone', { status: 'departed' }), person('olga')],
    families,
  });
});
afterAll(() => council.close());

const open = async (member: string, body: object) =>
  (await council.as(member)).post('/v1/conflicts', { ...quarrel, ...body });

const listed = async (member: string, query = ''): Promise<string[]> =>
  (await (await council.as(member)).get(`/v1/conflicts${query}`)).body.items.map(({ id }: Json) => id);

describe('opening a conflict', () => {
  it('CNF-1 is refused against oneself, a departed member, somebody unknown, or one member twice', async () => {
    expect((await open('carl', { against: ['dora', 'carl'] })).body).toMatchObject({
      type: '/problems/to-oneself',
      status: 422,
      rule: 'CNF-1',
      facts: { member: 'carl' },
    });
    expect((await open('carl', { against: ['gone', 'dora', 'nobody'] })).body).toMatchObject({
      type: '/problems/unknown-member',
      rule: 'CNF-1',
      facts: { members: ['gone', 'nobody'] },
    });
    expect((await open('carl', { against: ['dora', 'dora'] })).body).toMatchObject({
      type: '/problems/repeated-member',
      facts: { members: ['dora'] },
    });
    expect(await listed('carl')).toEqual([]);
  });

  it('CNF-1 PRO-2 names the other side, what happened and what would mend it, all that is missing at once', async () => {
    const empty = await (await council.as('carl')).post('/v1/conflicts', { against: [], what: ' ' });
    expect(empty.body).toMatchObject({ type: '/problems/invalid-body', status: 422 });
    expect(empty.body.errors.map(({ path }: Json) => path)).toEqual(['/against', '/what', '/remedy']);
    const crowd = Array.from({ length: 51 }, (_, index) => `m-${index}`);
    expect((await open('carl', { against: crowd })).body.errors).toMatchObject([{ path: '/against' }]);
  });

  it('CNF-1 is done once for its Idempotency-Key', async () => {
    const caller = await council.as('dora');
    const body = { against: ['olga'], ...quarrel };
    const first = await caller.post('/v1/conflicts', body, { 'Idempotency-Key': 'the-fence' });
    const again = await caller.post('/v1/conflicts', body, { 'Idempotency-Key': 'the-fence' });
    expect(first.headers.get('location')).toBe(`/v1/conflicts/${first.body.id}`);
    expect(again.body).toEqual(first.body);
    expect(await listed('olga')).toEqual([first.body.id]);
  });

  it('CNF-1 is switched off where the charter has no conflicts', async () => {
    const calm = await openCouncil({ charter: (document) => ({ ...document, conflicts: null }) });
    try {
      const refused = await (await calm.as('carl')).post('/v1/conflicts', { against: ['dora'], ...quarrel });
      expect(refused.body).toMatchObject({
        type: '/problems/switched-off',
        rule: 'CNF-1',
        facts: { section: 'conflicts' },
      });
    } finally {
      await calm.close();
    }
  });
});

describe('the room', () => {
  let story: ConflictStory;
  beforeAll(async () => {
    story = await quarrelWith(council, 'carl', ['dora'], { what: 'The secret of the fence.' });
    await story.terms('dora', 'Not for everybody’s ears.');
  });

  it('AUT-2 is read by the parties and the guardian; to anybody else there is nothing', async () => {
    for (const inside of ['carl', 'dora', 'anna']) {
      expect(await story.read(inside)).toMatchObject({ what: 'The secret of the fence.' });
      expect((await story.timeline(inside)).map(({ kind }) => kind)).toEqual(['opened', 'terms-put']);
      expect(await listed(inside)).toContain(story.id);
    }
    for (const outside of ['ben', 'gus', 'fay', 'olga']) {
      expect((await story.get('', outside)).status).toBe(404);
      expect((await story.get('/timeline', outside)).status).toBe(404);
      expect(await listed(outside)).not.toContain(story.id);
    }
    expect((await council.anyone.get(`/v1/conflicts/${story.id}`)).status).toBe(401);
  });

  it('AUT-2 PRO-10 a refusal to an outsider leaks nothing: it is that of a conflict which is not there', async () => {
    const nowhere = conflictStory(council, '01a20180-c7af-755b-9a0e-2fe596752319', 'carl');
    const posts = [
      ['/terms', { text: 'x' }],
      ['/terms/1/acceptance', {}],
      ['/terms/9/acceptance', {}],
      ['/impasse', {}],
      ['/messages', { text: 'x' }],
      ['/no-party', { reason: 'x' }],
      ['/no-party/contest', { member: 'dora', reason: 'x' }],
      ['/no-party/ruling', { member: 'dora', party: true, reason: 'x' }],
      ['/withdrawal', {}],
      ['/remedies', { text: 'x' }],
      ['/resolution', { remedy: 'remedy-1', reason: 'x' }],
      ['/appeal', { principle: 'fun', reason: 'x' }],
    ] as const;
    for (const [path, body] of posts)
      expect((await story.post('ben', path, body)).body, path).toEqual(
        (await nowhere.post('ben', path, body)).body,
      );
    for (const answer of [await story.rank('ben', ['remedy-1']), await story.vote('ben', 'for')])
      expect(answer.body).toMatchObject({ type: '/problems/not-found', facts: {} });
    expect((await story.get('/messages', 'ben')).body).toMatchObject({
      type: '/problems/not-found',
      facts: {},
    });
    expect((await story.get('/preferences', 'ben')).body).toMatchObject({
      type: '/problems/not-found',
      facts: {},
    });
    expect((await story.get('/ballots', 'ben')).body).toMatchObject({
      type: '/problems/not-found',
      facts: {},
    });
  });

  it('AUT-2 mediators enter it once they are called', async () => {
    await story.impasse('carl', 'dora');
    await story.reaches('mediation');
    expect(await story.read('gus')).toMatchObject({
      can: ['terms', 'messages'],
      terms: [{ text: 'Not for everybody’s ears.' }],
    });
    expect((await story.timeline('nora')).map(({ kind }) => kind)).toContain('opened');
    expect(await listed('fay')).toContain(story.id);
    expect((await story.get('', 'ben')).status).toBe(404);
    expect((await story.get('', 'hal')).status, 'away when they were called').toBe(404);
  });

  it('AUT-2 before the council the matter is everybody’s, and what was said in the room is not', async () => {
    await story.impasse('carl', 'dora');
    await story.reaches('arbitration');
    expect(await story.read('ben')).toMatchObject({
      what: 'The secret of the fence.',
      parties: [['carl'], ['dora']],
      terms: [],
      mostMessages: 0,
      impasse: [],
      path: [{ stage: 'negotiation' }, { stage: 'mediation' }, { stage: 'arbitration' }],
      can: ['remedies', 'preferences'],
    });
    expect((await story.timeline('ben')).map(({ kind }) => kind)).toEqual(['arbitration-opened']);
    expect(await listed('ben')).toContain(story.id);
    expect(JSON.stringify(await story.read('ben'))).not.toContain('everybody’s ears');
    expect(await story.read('nora')).toMatchObject({ terms: [{ text: 'Not for everybody’s ears.' }] });
    expect((await story.timeline('gus')).length).toBeGreaterThan(1);
  });

  it('AUT-2 what is settled in it stays in it', async () => {
    const quiet = await quarrelWith(council, 'carl', ['dora']);
    await quiet.accept('carl', await quiet.terms('dora'));
    expect(await quiet.read('anna')).toMatchObject({ outcome: 'settled' });
    expect((await quiet.get('', 'ben')).status).toBe(404);
    expect(await listed('ben')).not.toContain(quiet.id);
    // To whoever was in it, it is listed until they ask for open ones alone.
    expect(await listed('carl')).toContain(quiet.id);
    expect(await listed('carl', '?open=true')).not.toContain(quiet.id);
    expect(await listed('carl', '?open=true')).toContain(story.id);
  });
});

describe('what is refused in a conflict', () => {
  it('PRO-10 what comes at the wrong stage, by the wrong member, or is malformed, with rule and facts', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    expect((await story.post('anna', '/terms', { text: 'x' })).body).toMatchObject({
      type: '/problems/not-permitted',
      rule: 'CNF-2',
      facts: { allowed: ['parties', 'mediators'] },
    });
    expect((await story.post('carl', '/appeal', { principle: 'exit', reason: 'x' })).body).toMatchObject({
      type: '/problems/wrong-stage',
      rule: 'APP-1',
      facts: { stage: 'negotiation', allowedIn: ['appeal'] },
    });
    expect((await story.post('carl', '/terms', { text: '' })).body).toMatchObject({
      type: '/problems/invalid-body',
    });
    expect((await story.post('carl', '/terms', { text: 'x'.repeat(5_001) })).status).toBe(422);
    expect((await story.post('carl', '/terms/none/acceptance')).status).toBe(404);
    expect((await (await council.as('carl')).get('/v1/conflicts?stage=talking')).status).toBe(422);
  });

  it('APP-1 an appeal without a named principle', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    expect((await story.post('carl', '/appeal', { reason: 'x' })).body).toMatchObject({
      type: '/problems/invalid-body',
      errors: [{ path: '/principle' }],
    });
  });
});

describe('the list', () => {
  it('AUT-2 comes newest first in pages, by stage and by party', async () => {
    const get = async (query: string) => (await (await council.as('olga')).get(`/v1/conflicts${query}`)).body;
    const mine = await quarrelWith(council, 'olga', ['emil']);
    const all = await get('');
    expect(all.items[0].id).toBe(mine.id);
    const first = await get('?limit=1');
    expect(first.items).toHaveLength(1);
    expect((await get(`?cursor=${first.next}`)).items).toEqual(all.items.slice(1));
    expect((await get('?stage=negotiation&party=emil')).items.map(({ id }: Json) => id)).toEqual([mine.id]);
    expect((await get('?party=carl&stage=negotiation')).items).toEqual([]);
  });
});
