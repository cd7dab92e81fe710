/** A node veto in a council in which every act is signed: what is refused without, and what stands beside what is told (AUT-1, NVP-3, NVP-4). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { vetoing } from '../support/node-veto.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';
import { firstKeys, signedHeader, type TestKey } from '../support/signing.ts';
import { propose } from '../support/story.ts';

let council: Council;
let keys: Readonly<Record<string, TestKey>>;
beforeAll(async () => {
  council = await openCouncil({
    members: quarrellers,
    families,
    charter: (document) => ({ ...document, signatures: 'all' }),
  });
  keys = await firstKeys(council, ['anna', 'ben', 'carl', 'dora', 'emil', 'fay', 'gus']);
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

describe('a node veto in which every act is signed', () => {
  it('AUT-1 NVP-3 NVP-4 bears the signature of each act beside it, and takes none without', async () => {
    const story = await propose(council, 'anna', {});
    const veto = await vetoing(council, 'dora', story.id);
    const signs = async (member: string, act: string, body: Record<string, unknown> = {}, sequence = 1) => {
      const header = signedHeader({ decision: veto.id, act, body, member, sequence }, keys[member]!);
      const answer = await (await council.as(member)).post(`/v1/node-vetoes/${veto.id}/${act}`, body, header);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    };
    expect((await veto.post('emil', '/joining')).body).toMatchObject({
      type: '/problems/signature-required',
      facts: { act: 'joining' },
    });
    await signs('emil', 'joining', { danger: 'Mine too.' });
    await signs('anna', 'answer', { removes: 'A second line.' });
    await signs('dora', 'agreement');
    await signs('anna', 'answer', { contest: 'There is none.' }, 2);
    const panel = await veto.panel();
    for (const member of panel.slice(0, 2))
      await signs(member, 'finding', { uphold: false, reason: 'I see none.' });
    await signs('dora', 'question', { reason: 'I see one.' });
    await signs('emil', 'withdrawal');
    await signs('dora', 'withdrawal');
    expect((await veto.read()).outcome).toBe('denied');
    const told = await veto.timeline();
    expect(told.filter(({ facts }) => facts.signed !== undefined).map(({ kind }) => kind)).toEqual([
      'joined',
      'answered',
      'agreed',
      'answered',
      'found',
      'found',
      'asked',
      'left',
      'left',
    ]);
  });
});
