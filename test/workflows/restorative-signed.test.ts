/** Restorative work in a council in which every act is signed: each bears its member's signature beside it (AUT-1, RST-1 to RST-4). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families } from '../support/quarrellers.ts';
import { apology } from '../support/repair.ts';
import { referred, restorers } from '../support/restorative.ts';
import { firstKeys, signedHeader, type TestKey } from '../support/signing.ts';

let council: Council;
let keys: Readonly<Record<string, TestKey>>;
beforeAll(async () => {
  council = await openCouncil({
    members: restorers,
    families,
    charter: (document) => ({ ...document, signatures: 'all' }),
  });
  keys = await firstKeys(council, ['carl', 'dora', 'emil']);
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

it('AUT-1 RST-1 RST-2 RST-3 RST-4 bears the signature of each act', async () => {
  const work = await referred(council);
  const signs = async (member: string, act: string, body: Json = {}, n?: number) => {
    const said = n === undefined ? body : { ...body, n };
    const header = signedHeader({ decision: work.id, act, body: said, member }, keys[member]!);
    const end = n === undefined ? act : `${act}/${n}`;
    const answer = await (await council.as(member)).post(`/v1/restorative/${work.id}/${end}`, body, header);
    expect([200, 201], `${act}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
    return answer.body;
  };
  expect((await work.post('carl', '/acceptance')).body).toMatchObject({
    type: '/problems/signature-required',
    facts: { act: 'acceptance', body: { accept: true } },
  });
  await signs('carl', 'acceptance', { accept: true });
  for (const member of ['carl', 'dora']) await signs(member, 'facilitator', { member: 'emil' });
  await signs('emil', 'ready');
  const at = await council.now();
  await signs('emil', 'circles', { at, present: ['carl', 'dora'], another: false });
  const put = {
    ...apology(at, { verifier: 'emil' }),
    instalments: apology(at).instalments.map((one) => ({ ...one, amount: null })),
  };
  await signs('dora', 'plan', { obligations: [put] });
  await signs('carl', 'plan/acceptance', { plan: 1 });
  await council.wait('169h');
  await work.stands({ can: ['checks'] });
  await signs('dora', 'checks', { kept: 'not' }, 1);
  await signs('emil', 'stop');
  const told = await work.timeline();
  const signed = told.filter(({ facts }) => facts.signed !== undefined).map(({ kind }) => kind);
  expect(signed).toEqual([
    'referral-answered',
    'facilitator-named',
    'facilitator-named',
    'ready',
    'circle-held',
    'plan-put',
    'plan-accepted',
    'check-answered',
    'stopped',
  ]);
});
