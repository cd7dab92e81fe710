/** Proposals by what they are to the caller: what one owes, is affected by, has not seen, and by deadline (CNF-5, PRO-13). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
let [forAll, forDora]: Story[] = [];
let between: string;
beforeAll(async () => {
  council = await openCouncil();
  forAll = await propose(council, 'carl');
  await council.wait('1h');
  between = await council.now();
  forDora = await propose(council, 'ben', { impact: { affected: ['dora'], statement: 'She has the key.' } });
});
afterAll(() => council.close());

const found = async (member: string, query: string) => {
  const { items } = (await (await council.as(member)).get(`/v1/proposals?${query}`)).body;
  return items.map(({ id }: { id: string }) => id);
};

describe('the list of proposals', () => {
  it('VET-1 has those whose text affects the caller, by name or with everyone', async () => {
    expect(await found('dora', 'affects=me')).toEqual([forDora!.id, forAll!.id]);
    expect(await found('emil', 'affects=me')).toEqual([forAll!.id]);
  });

  it('REC-4 has those in which something has happened since an instant, that one included', async () => {
    expect(await found('anna', `changed=${between}`)).toEqual([forDora!.id]);
    const { at } = (await forDora!.timeline()).at(-1)!;
    expect(await found('anna', `changed=${at}`)).toEqual([forDora!.id]);
    const after = new Date(Date.parse(at) + 1).toISOString();
    expect(await found('anna', `changed=${after}`)).toEqual([]);
  });

  it('CNF-5 has the open ones by deadline, what is due first at the top, in pages', async () => {
    const anna = await council.as('anna');
    const first = (await anna.get('/v1/proposals?order=deadline&limit=1')).body;
    expect(first.items).toMatchObject([{ id: forAll!.id }]);
    expect(await found('anna', `order=deadline&limit=1&cursor=${first.next}`)).toEqual([forDora!.id]);
    // A cursor is of the order that it came from.
    expect((await anna.get(`/v1/proposals?cursor=${first.next}`)).body).toMatchObject({
      type: '/problems/invalid-query',
      errors: [{ path: '/cursor' }],
    });
  });

  it('CNF-5 has those in which the caller owes an act now, and not once it is done', async () => {
    expect(await found('emil', 'owes=me')).toEqual([]);
    await council.wait('72h');
    await forDora!.reaches('discussion');
    expect(await found('emil', 'owes=me')).toEqual([forDora!.id, forAll!.id]);
    await forAll!.positions({ emil: 'agree' });
    expect(await found('emil', 'owes=me')).toEqual([forDora!.id]);
    expect(await found('anna', 'owes=me&order=deadline')).toEqual([forAll!.id, forDora!.id]);
  });

  it.each([
    ['owe=me', 'owe', 'owes'],
    ['state=voting', 'state', 'stage'],
  ])('PRO-10 of a filter that there is not, %s, names those there are', async (query, name, nearest) => {
    const { body } = await (await council.as('anna')).get(`/v1/proposals?${query}`);
    expect(body).toMatchObject({ status: 422, type: '/problems/invalid-query' });
    expect(body.errors).toMatchObject([
      {
        path: `/${name}`,
        facts: { nearest, parameters: expect.arrayContaining(['owes', 'affects', 'order']) },
      },
    ]);
  });

  it('AUT-1 is asked by nobody for another', async () => {
    const { body } = await (await council.as('anna')).get('/v1/proposals?owes=dora');
    expect(body).toMatchObject({ type: '/problems/invalid-query', errors: [{ path: '/owes' }] });
  });
});
