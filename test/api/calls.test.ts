/** Calls that cannot be made: refused before anybody votes, and again when they would leave (EXE-2). */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { actContent } from '../support/emergency.ts';
import { five, person } from '../support/people.ts';
import { content, propose } from '../support/story.ts';

let council: Council;
let machine: Server;
let came = 0;
beforeAll(async () => {
  machine = createServer((_, response) => {
    came += 1;
    response.end();
  });
  await new Promise<void>((resolve) => machine.listen(0, '127.0.0.1', resolve));
  // The API was told of a host that its worker was not told of.
  council = await openCouncil({
    members: [...five, person('lena', { roles: ['leadership'] })],
    worker: { callsAllowed: [] },
  });
});
afterAll(async () => {
  await council.close();
  machine.close();
});

const call = (url: string) => ({ type: 'http.call', method: 'POST', url });
const refusal = (url: string) => ({
  type: '/problems/address-refused',
  status: 422,
  detail: `${url} leads inside, and is not called.`,
  rule: 'EXE-2',
  facts: { method: 'POST', url },
});
const personal = {
  ...content,
  category: 'personal.time',
  impact: { affected: ['carl'], statement: 'My own evenings.' },
};

describe('a call to where nobody outside may go', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fd00:ec2::254]/',
    'http://2130706434:7233/',
    'http://0x7f.2/',
    'https://0177.0.0.2/',
    'http://10.1.2.3/',
    'http://100.64.0.1/',
    'http://localhost:7233/',
  ])('EXE-2 is not put to anybody: %s', async (url) => {
    const carl = await council.as('carl');
    const before = (await carl.get('/v1/proposals')).body.items.length;
    const answer = await carl.post('/v1/proposals', { ...content, action: call(url) });
    expect(answer.body).toMatchObject(refusal(url));
    expect((await carl.get('/v1/proposals')).body.items).toHaveLength(before);
  });

  it('EXE-2 stays a draft, and becomes no amendment', async () => {
    const url = 'http://192.168.0.1/';
    const carl = await council.as('carl');
    const draft = await carl.post('/v1/proposals', { ...content, draft: true, action: call(url) });
    expect(draft.status).toBe(201);
    const path = `/v1/proposals/${draft.body.id}`;
    expect((await carl.post(`${path}/submission`)).body).toMatchObject(refusal(url));
    expect((await carl.get(path)).body.stage).toBe('draft');
    const story = await propose(council, 'carl');
    const amended = await story.post('carl', '/amendments', { action: call(url) });
    expect(amended.body).toMatchObject(refusal(url));
  });

  it('EXE-2 is neither done nor reversed by a leader alone', async () => {
    const url = 'http://127.1.1.1/';
    const lena = await council.as('lena');
    const outside = call('https://example.org/');
    for (const acts of [
      { action: call(url), reversal: outside },
      { action: outside, reversal: call(url) },
    ])
      expect((await lena.post('/v1/emergencies', { ...actContent, ...acts })).body).toMatchObject(
        refusal(url),
      );
  });

  it('EXE-2 that was taken is not made all the same: the decision ends with the refusal', async () => {
    const url = `http://127.0.0.1:${(machine.address() as AddressInfo).port}/`;
    const story = await propose(council, 'carl', { ...personal, action: call(url) });
    expect(await story.outcome()).toBe('execution-failed');
    expect((await story.timeline()).at(-1)?.facts).toMatchObject({
      reason: `POST ${url} was not called: calls reach public addresses, and hosts that the operator allows`,
      details: { code: 'address-refused', rule: 'EXE-2', facts: { method: 'POST', url } },
    });
    expect((await story.post('ben', '/retry')).body).toMatchObject({ type: '/problems/lasting-failure' });
    expect(came).toBe(0);
  });
});
