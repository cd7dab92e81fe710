/** Somebody new, from the decision that admits them to their first words: admitted, invited, linked, heard (MEM-6, AUT-1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decided } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { caller } from '../support/http.ts';
import { person } from '../support/people.ts';
import { content, propose } from '../support/story.ts';
import { testProvider } from '../support/tokens.ts';

const everyone = ['anna', 'ben', 'carl', 'dora', 'emil'];
const provider = await testProvider('https://id.example', ['https://moot.example/']);

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ issuers: [provider] });
});
afterAll(() => council.close());

const admission = { category: 'membership', action: { type: 'member.admit', member: person('ida') } };

describe('an admission', () => {
  it('MEM-6 AUT-1 ends with an invitation by its author, by which the newcomer is linked, once, and speaks', async () => {
    const { story } = await decided(council, 'carl', admission, everyone);
    const invite = async (by: string) => (await council.as(by)).post('/v1/invitations', { member: 'ida' });
    // Neither the registrar, once decisions are made, nor who merely voted for it.
    for (const other of ['ben', 'dora'])
      expect(await invite(other)).toMatchObject({ status: 403, body: { rule: 'MEM-6' } });
    const invited = await invite('carl');
    expect([invited.status, invited.body]).toMatchObject([201, { member: 'ida' }]);

    const ida = caller(council.url, await provider.sign('sub-of-ida'));
    expect(await ida.get(`/v1/proposals/${story.id}`)).toMatchObject({
      status: 403,
      body: { rule: 'AUT-1' },
    });
    const { invitation } = invited.body;
    expect(await ida.post('/v1/invitations/redemption', { invitation })).toMatchObject({
      status: 201,
      body: { member: 'ida', issuer: provider.issuer, subject: 'sub-of-ida' },
    });
    const stranger = caller(council.url, await provider.sign('somebody'));
    expect((await stranger.post('/v1/invitations/redemption', { invitation })).status).toBe(403);

    const running = await propose(council, 'dora');
    expect(
      await ida.post(`/v1/proposals/${running.id}/statements`, { text: 'I have come to stay.' }),
    ).toMatchObject({ status: 201, body: { acknowledgement: { member: 'ida' } } });
    const own = await ida.post('/v1/proposals', { ...content, category: 'operations' });
    expect(own).toMatchObject({ status: 201, body: { author: 'ida', stage: 'review' } });
  });
});
