/** Being named makes nobody a victim, and nobody chooses who judges them (GUA-1, GUA-2, JUS-1, CNF-1). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { quarrel } from '../support/conflict.ts';
import { hashOfName } from '../../ledger/parts/veil.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    members: [
      ...five,
      person('fay'),
      person('gus'),
      person('hal'),
      person('kim', { bornAt: '2024-06-01T00:00:00.000Z' }),
    ],
    charter: (document) => ({ ...document, hearing: '100h' as typeof document.hearing }),
  });
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const accusing = (...victims: string[]) => ({
  category: 'justice',
  impact: { affected: ['emil'], statement: 'Emil mends the press.' },
  accused: 'emil',
  victims,
});
const submit = async (author: string, more: object) =>
  (await (await council.as(author)).post('/v1/proposals', { ...content, ...more })).body;

describe('a justice proposal', () => {
  it('GUA-2 JUS-1 names so many victims that half of the council is left to judge, and no more', async () => {
    // Eight are of the council: with emil, three.
    expect(await submit('carl', accusing('anna', 'ben', 'dora', 'fay'))).toMatchObject({
      type: '/problems/too-many-named',
      rule: 'GUA-2',
      facts: { council: 8, named: 5, most: 4 },
    });
    expect(await submit('carl', accusing('anna', 'ben', 'dora', 'fay', 'gus', 'hal'))).toMatchObject({
      type: '/problems/too-many-named',
    });
    // Who is no judge anyhow takes nobody's place.
    const story = await propose(council, 'carl', accusing('anna', 'ben', 'dora', 'kim'));
    expect(await story.read()).toMatchObject({ electorate: { size: 7 }, recused: null });
    await story.post('carl', '/withdrawal');
  });

  it('JUS-1 GUA-2 names nobody in another category, and nobody as accused and victim', async () => {
    expect(await submit('carl', { accused: 'emil', victims: ['anna'] })).toMatchObject({
      type: '/problems/part-not-permitted',
      rule: 'JUS-1',
      facts: { category: 'operations', parts: ['accused', 'victims'] },
    });
    expect(await submit('carl', { parents: ['emil'], diversity: 'Fine.' })).toMatchObject({
      type: '/problems/part-not-permitted',
      rule: 'REP-1',
      facts: { parts: ['parents', 'diversity'] },
    });
    expect(await submit('carl', accusing('emil', 'fay'))).toMatchObject({
      type: '/problems/repeated-member',
      rule: 'JUS-1',
    });
  });

  it('GUA-1 GUA-2 a guardian who is named as a victim, and is none or silent, votes and rules', async () => {
    const story = await propose(council, 'carl', accusing('anna', 'fay', 'gus'));
    await story.post('emil', '/hearing', { decline: true });
    expect((await story.post('fay', '/hearing', { none: true })).status).toBe(201);
    expect((await story.post('gus', '/hearing', { text: 'It was my press.' })).status).toBe(201);
    await council.wait('73h');
    // The hearing of anna is not over: no round opens, though the review is.
    await story.reaches('requirements');
    expect((await story.position('ben', 'agree')).body).toMatchObject({ type: '/problems/wrong-stage' });
    await council.wait('28h');
    await story.reaches('discussion');
    expect(await story.read()).toMatchObject({ electorate: { size: 6, quorum: 5 }, recused: ['gus'] });
    expect((await story.position('gus', 'agree')).body).toMatchObject({ type: '/problems/not-an-elector' });
    const judges = ['anna', 'ben', 'carl', 'dora', 'fay', 'hal'];
    await story.positions(Object.fromEntries(judges.map((judge) => [judge, 'agree'])));
    await story.reaches('appeal');
    const { body } = await story.post('emil', '/appeal', { principle: 'autonomy', reason: 'It is mine.' });
    const { id } = body.links.find(({ relation }: Json) => relation === 'appealed-by');
    const anna = await council.as('anna');
    await council.until(async () => expect((await anna.get(`/v1/appeals/${id}`)).status).toBe(200));
    const ruled = await anna.post(`/v1/appeals/${id}/ruling`, { ruling: 'overturn', reason: 'He was away.' });
    expect(ruled.body).toMatchObject({ outcome: 'overturned' });
    await story.reaches('ended');
    const record = (await council.anyone.get(`/v1/decisions/${story.id}/record`)).body;
    const { salt } = (await anna.get(`/v1/decisions/${story.id}/evidence`)).body;
    // Who was a victim is no secret of those who may read the evidence, and of nobody else’s record (REC-5).
    const recused = [hashOfName('gus', salt)];
    expect(record).toMatchObject({ outcome: 'overturned', counted: { council: 8, recused } });
  });
});

describe('a conflict', () => {
  const open = async (...against: string[]) =>
    (await (await council.as('carl')).post('/v1/conflicts', { against, ...quarrel })).body;

  it('GUA-2 CNF-1 has so many parties that half of the council is left to judge, and no more', async () => {
    expect(await open('anna', 'ben', 'dora', 'emil')).toMatchObject({
      type: '/problems/too-many-named',
      rule: 'GUA-2',
      facts: { council: 8, named: 5, most: 4 },
    });
    expect(await open('anna', 'ben', 'dora', 'kim')).toMatchObject({ stage: 'negotiation' });
  });
});
