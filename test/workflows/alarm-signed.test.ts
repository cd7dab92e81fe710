/** An alarm in a council in which every act is signed: what is refused without, and what stands beside what is told (AUT-1, ALM-3 to ALM-5). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Facts } from '../../rules/refusal.ts';
import { raised, watchers } from '../support/alarm.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves } from '../support/proof.ts';
import { firstKeys, signedHeader, type TestKey } from '../support/signing.ts';

let council: Council;
let keys: Readonly<Record<string, TestKey>>;
beforeAll(async () => {
  council = await openCouncil({
    members: watchers,
    charter: (document) => ({ ...document, signatures: 'all' }),
  });
  keys = await firstKeys(council, ['anna', 'carl', 'dora', 'emil']);
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

describe('an alarm in which every act is signed', () => {
  it('AUT-1 ALM-3 ALM-4 ALM-5 bears the signature of each act beside it', async () => {
    const alarm = await raised(council, 'carl');
    const signs = async (member: string, act: string, body: Facts, sent: Facts = body) => {
      const header = signedHeader({ decision: alarm.id, act, body, member }, keys[member]!);
      return (await council.as(member)).post(`/v1/alarms/${alarm.id}/${act}`, sent, header);
    };
    const seen = { text: 'I see it.', observations: [] };
    expect((await alarm.post('dora', 'corroboration', seen)).body).toMatchObject({
      type: '/problems/signature-required',
      facts: { act: 'corroboration', body: seen },
    });
    const other = { ...seen, text: 'I see nothing.' };
    expect((await signs('dora', 'corroboration', seen, other)).body).toMatchObject({
      type: '/problems/signature-refused',
    });
    expect((await signs('dora', 'corroboration', seen)).body).toMatchObject({ stage: 'confirmed' });
    expect((await signs('emil', 'acknowledgement', {})).status).toBe(200);
    expect((await signs('emil', 'updates', { text: 'Small.', severity: 'Minor' })).status).toBe(200);
    expect((await signs('anna', 'refutation', { reason: 'I doubt it.' })).status).toBe(200);
    expect((await signs('emil', 'clearance', {})).body).toMatchObject({ outcome: 'cleared' });
    const told = await alarm.timeline();
    const signed = told.filter(({ facts }) => facts.signed !== undefined).map(({ kind }) => kind);
    expect(signed).toEqual(['corroborated', 'acknowledged', 'updated', 'refuted', 'cleared']);
  });
});
