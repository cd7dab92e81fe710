/** What a member owes now, over HTTP, through whole processes: asked for, done, extended, over (CNF-5, DEL-5). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { content, propose, type Story } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil();
});
afterAll(() => council.close());

/** What a member owes in a process: each act with its instant. */
async function owed(member: string, decision: string): Promise<Json[]> {
  const { items } = (await (await council.as(member)).get('/v1/inbox?owed=true')).body;
  return items.filter((item: Json) => item.decision === decision);
}

const acts = async (member: string, decision: string): Promise<string[]> =>
  (await owed(member, decision)).map(({ owes }) => owes);

describe('what is owed in a decision', () => {
  let story: Story;

  it('CNF-5 names the matter, the act, its route and its deadline; nothing before there is something to do', async () => {
    story = await propose(council, 'carl');
    expect(await acts('ben', story.id)).toEqual([]);
    await council.wait('72h');
    await story.reaches('discussion');
    const { deadline } = await story.read();
    await council.until(async () => expect(await acts('ben', story.id)).toEqual(['position']));
    expect(await owed('ben', story.id)).toMatchObject([
      {
        process: 'proposal',
        title: content.title,
        owes: 'position',
        route: { method: 'PUT', path: `/v1/proposals/${story.id}/position` },
        due: deadline,
      },
    ]);
  });

  it('CNF-5 CON-2 is gone once it is done, and for nobody else', async () => {
    await story.positions({ anna: 'block' });
    expect(await acts('anna', story.id)).toEqual([]);
    expect(await acts('ben', story.id)).toEqual(['position']);
  });

  it('CNF-5 is one act though it was told and reminded of more than once', async () => {
    await council.wait('13h');
    await council.until(async () => {
      const { items } = (await (await council.as('ben')).get('/v1/inbox')).body;
      expect(items[0]).toMatchObject({ kind: 'due-soon', owes: 'position', title: content.title });
    });
    expect(await acts('ben', story.id)).toEqual(['position']);
  });

  it('PRO-8 gives way to what the next stage asks for, with its own instant where that is put off', async () => {
    await council.wait('59h');
    await story.reaches('voting');
    const { deadline } = await story.read();
    await council.until(async () => expect(await acts('ben', story.id)).toEqual(['ballot']));
    expect(await owed('ben', story.id)).toMatchObject([{ due: deadline }]);
    await story.votes({ anna: 'for' });
    await council.wait('72h');
    await council.until(async () => {
      const [ballot] = await owed('ben', story.id);
      expect(ballot?.due > deadline).toBe(true);
    });
    expect(await acts('ben', story.id)).toEqual(['ballot']);
  });

  it('DEL-5 a representative owes a disclosure until it is made', async () => {
    const end = new Date(Date.parse(await council.now()) + 20 * 86_400_000).toISOString();
    const ben = await council.as('ben');
    const { status } = await ben.post('/v1/delegations', {
      to: 'dora',
      scope: { proposal: story.id },
      until: end,
    });
    expect(status).toBe(201);
    await council.until(async () => expect(await acts('dora', story.id)).toEqual(['ballot', 'disclosures']));
    const dora = await council.as('dora');
    expect((await dora.post(`/v1/proposals/${story.id}/disclosures`, { interests: 'none' })).status).toBe(
      201,
    );
    expect(await acts('dora', story.id)).toEqual(['ballot']);
  });

  it('PRO-7 CNF-5 is nothing any more once the vote is over, and the notices stay', async () => {
    await council.wait('72h');
    await story.reaches('ended');
    for (const member of ['ben', 'dora']) expect(await acts(member, story.id)).toEqual([]);
    const { items } = (await (await council.as('ben')).get('/v1/inbox')).body;
    expect(items.some(({ owes }: Json) => owes === 'ballot')).toBe(true);
  });
});

describe('what is owed in a conflict', () => {
  it('CNF-5 AUT-2 is each party’s, by its own name; in the inbox of nobody else', async () => {
    const anna = await council.as('anna');
    const { body } = await anna.post('/v1/conflicts', {
      against: ['ben'],
      what: 'the kitchen',
      remedy: 'a rota',
    });
    await council.until(async () => expect(await acts('ben', body.id)).toEqual(['acceptance']));
    expect(await owed('ben', body.id)).toMatchObject([
      { process: 'conflict', title: 'the kitchen', route: { method: 'POST' }, due: body.deadline },
    ]);
    expect(await acts('dora', body.id)).toEqual([]);
  });
});

describe('pages of what is owed', () => {
  it('CNF-5 come by the instant, each act once, and take no cursor of the notices', async () => {
    const stories: Story[] = [];
    for (let count = 0; count < 3; count += 1) stories.push(await propose(council, 'emil'));
    await council.wait('72h');
    for (const story of stories) await story.reaches('discussion');
    const ben = await council.as('ben');
    await council.until(async () => {
      for (const { id } of stories) expect(await acts('ben', id)).toEqual(['position']);
    });
    const read: string[] = [];
    let cursor = '';
    do {
      const { body } = await ben.get(`/v1/inbox?owed=true&limit=1${cursor}`);
      read.push(...body.items.map(({ decision }: Json) => decision));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    expect(new Set(read).size).toBe(read.length);
    expect(read).toEqual(expect.arrayContaining(stories.map(({ id }) => id)));
    const { next } = (await ben.get('/v1/inbox?limit=1')).body;
    expect(await ben.get(`/v1/inbox?owed=true&cursor=${next}`)).toMatchObject({ status: 422 });
  });
});
