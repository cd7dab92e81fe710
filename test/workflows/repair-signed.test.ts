/** A repair plan in a council in which every act is signed: what is refused without, and what stands beside what is told (AUT-1, MND-1 to MND-4). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { Answer } from '../support/http.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';
import { apology, putPlan, repairStory } from '../support/repair.ts';
import { firstKeys, signedHeader, type TestKey } from '../support/signing.ts';

let council: Council;
let keys: Readonly<Record<string, TestKey>>;
beforeAll(async () => {
  council = await openCouncil({
    members: quarrellers,
    families,
    charter: (document) => ({ ...document, signatures: 'all' }),
  });
  keys = await firstKeys(council, ['carl', 'dora', 'gus']);
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

interface Signing {
  /** The end of the route, where it is not the act’s name. */
  readonly end?: string;
  readonly body?: object;
  /** What is signed beside the body: the number in the path. */
  readonly n?: number;
}

async function signs(
  member: string,
  [place, decision, act]: readonly [string, string, string],
  { end = act, body = {}, n }: Signing = {},
): Promise<Answer> {
  const said = { ...body, ...(n === undefined ? {} : { n }) };
  const header = signedHeader({ decision, act, body: said, member }, keys[member]!);
  return (await council.as(member)).post(`/v1/${place}/${decision}/${end}`, body, header);
}

describe('a repair plan in which every act is signed', () => {
  it('AUT-1 MND-1 MND-2 MND-4 bears the signature of each act beside it, with the obligation that it is of', async () => {
    const quarrel = { against: ['dora'], what: 'The fence was moved.', remedy: 'It is moved back.' };
    const { id: from } = (await (await council.as('carl')).post('/v1/conflicts', quarrel)).body;
    await signs('carl', ['conflicts', from, 'terms'], { body: { text: 'Carl says that he is sorry.' } });
    const settled = await signs('dora', ['conflicts', from, 'acceptance'], {
      end: 'terms/1/acceptance',
      n: 1,
    });
    expect(settled.body, JSON.stringify(settled.body)).toMatchObject({ outcome: 'settled' });

    const now = await council.now();
    const { id } = (await putPlan(council, 'dora', from, [apology(now), apology(now)])).body;
    const plan = repairStory(council, id);
    expect((await plan.post('carl', '/terms/acceptance')).body).toMatchObject({
      type: '/problems/signature-required',
      facts: { act: 'acceptance', body: { accept: true } },
    });
    const accepts = { end: 'terms/acceptance', body: { accept: true } };
    for (const member of ['carl', 'gus'])
      expect((await signs(member, ['repairs', id, 'acceptance'], accepts)).status).toBe(200);

    const evidence = { evidence: 'I have said it.' };
    const done = (end: string, n: number) =>
      signs('carl', ['repairs', id, 'done'], { end, n, body: evidence });
    expect((await done('obligations/2/done', 1)).body, 'signed for another').toMatchObject({
      type: '/problems/signature-refused',
    });
    expect((await done('obligations/1/done', 1)).status).toBe(200);
    const no = { confirm: false, reason: 'Not to me.' };
    await signs('dora', ['repairs', id, 'confirmation'], {
      end: 'obligations/1/confirmation',
      n: 1,
      body: no,
    });
    const word = { done: true, reason: 'I was there.' };
    await signs('gus', ['repairs', id, 'verification'], {
      end: 'obligations/1/verification',
      n: 1,
      body: word,
    });
    const release = await signs('dora', ['repairs', id, 'release'], { end: 'obligations/2/release', n: 2 });
    expect(release.body, JSON.stringify(release.body)).toMatchObject({ outcome: 'fulfilled' });
    const told = await plan.timeline();
    const signed = told.filter(({ facts }) => facts.signed !== undefined).map(({ kind }) => kind);
    expect(signed).toEqual([
      'terms-answered',
      'terms-answered',
      'done',
      'receiver-answered',
      'verified',
      'released',
    ]);
  });
});
