/** The guardian's office passes to another while its holder is waited for: the word is the new holder's, and the old one has none (AUT-1, GUA-1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose } from '../support/story.ts';

const six = [...five, person('fay')];
const everyone = six.map(({ id }) => id);

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    members: six,
    charter: (document) => {
      const { categories } = document as { categories: Record<string, { delay: string | null }> };
      for (const name of ['constitutional', 'core-principles']) categories[name]!.delay = '24h';
      return document;
    },
  });
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

const lost = { status: 403, facts: { allowed: 'guardian' } };

describe('who has lost the guardian’s office', () => {
  it('AUT-1 GUA-1 VET-3 APP-2 CNF-4 DEA-2 neither approves nor rules nor decides any more, and who has it now does', async () => {
    const conflict = await quarrelWith(council, 'emil', ['fay']);
    await conflict.impasse('emil', 'fay');
    await conflict.reaches('arbitration', 'ranking');
    const remedy = await conflict.propose('carl');
    await council.wait('73h');
    await conflict.reaches('arbitration', 'voting');
    const filling = await propose(council, 'carl', {
      category: 'constitutional',
      action: { type: 'member.guardian', member: 'dora' },
    });
    const amendment = await propose(council, 'carl', {
      category: 'constitutional',
      action: {
        type: 'charter.amend',
        patch: [{ op: 'replace', path: '/drafts/lapse', value: '7 days' }],
      },
    });
    const accusing = await propose(council, 'carl', {
      category: 'justice',
      impact: { affected: ['emil'], statement: 'The press is mended.' },
      accused: 'emil',
    });
    expect((await accusing.post('emil', '/hearing', { decline: true })).status).toBe(201);
    await council.wait('73h');
    for (const story of [filling, amendment, accusing])
      await story.positions(
        Object.fromEntries(
          everyone.filter((id) => story !== accusing || id !== 'emil').map((id) => [id, 'agree']),
        ),
      );
    await amendment.reaches('guardian-approval');
    await accusing.reaches('appeal');
    const answer = await accusing.post('emil', '/appeal', { principle: 'autonomy', reason: 'My press.' });
    const { id } = answer.body.links.find(({ relation }: Json) => relation === 'appealed-by');
    const appeal = `/v1/appeals/${id}`;
    const said = { approve: true, reason: 'So be it.' };
    expect((await filling.post('anna', '/approval', said)).status).toBe(200);
    await conflict.votes({ anna: 'against', ben: 'for', carl: 'for', dora: 'against' });
    await council.wait('25h');
    await filling.reaches('ended');
    await conflict.reaches('guardian-resolution');
    expect((await filling.read()).outcome).toBe('executed');

    const [anna, dora] = [await council.as('anna'), await council.as('dora')];
    await council.until(async () => expect((await amendment.read('dora')).can).toContain('approval'));
    const refusing = { approve: false, reason: 'Not without me.' };
    expect((await amendment.post('anna', '/approval', refusing)).body).toMatchObject(lost);
    const overturning = { ruling: 'overturn', reason: 'Not without me.' };
    expect((await anna.post(`${appeal}/ruling`, overturning)).body).toMatchObject(lost);
    expect(
      (await conflict.post('anna', '/resolution', { remedy, reason: 'Not without me.' })).body,
    ).toMatchObject(lost);
    const inbox = (await dora.get('/v1/inbox?limit=200')).body.items;
    expect(
      inbox
        .filter(({ kind }: Json) => kind === 'guardian-changed')
        .map(({ owes }: Json) => owes)
        .toSorted(),
    ).toEqual(['approval', 'resolution', 'ruling']);

    expect((await amendment.post('dora', '/approval', said)).status).toBe(200);
    expect((await dora.post(`${appeal}/ruling`, { ruling: 'uphold', reason: 'Just.' })).status).toBe(200);
    expect((await conflict.post('dora', '/resolution', { remedy, reason: 'Fair.' })).status).toBe(200);
    expect((await conflict.read()).resolution).toMatchObject({ remedy });
    await conflict.reaches('appeal');
    await council.wait('25h');
    await amendment.reaches('ended');
    expect((await amendment.get('/record')).body.approval).toMatchObject({ guardian: 'dora', approve: true });
  });

  it('CNF-1 AUT-1 GUA-1 says no more whether somebody is a party, and who has it now is asked, until the same instant', async () => {
    const filling = await propose(council, 'carl', {
      category: 'constitutional',
      action: { type: 'member.guardian', member: 'anna' },
    });
    await council.wait('73h');
    await filling.positions(Object.fromEntries(everyone.map((id) => [id, 'agree'])));
    await filling.reaches('guardian-approval');
    const approving = { approve: true, reason: 'Yours again.' };
    expect((await filling.post('dora', '/approval', approving)).status).toBe(200);
    await council.wait('23h');
    const conflict = await quarrelWith(council, 'emil', ['fay', 'ben']);
    expect((await conflict.post('fay', '/no-party', { reason: 'I was away.' })).status).toBe(200);
    const contested = await conflict.post('ben', '/no-party/contest', {
      member: 'fay',
      reason: 'You were not.',
    });
    expect(contested.status).toBe(200);
    const word = async (): Promise<Json> => (await conflict.read()).noParty[0];
    await council.until(async () => expect(await word()).toMatchObject({ guardian: 'dora' }));
    const { due } = await word();

    await council.wait('2h');
    await filling.reaches('ended');
    await council.until(async () => expect(await word()).toMatchObject({ guardian: 'anna', due }));
    const rules = { member: 'fay', party: false, reason: 'She was away.' };
    // Its room is the guardian's of today.
    expect((await conflict.post('dora', '/no-party/ruling', rules)).status).toBe(404);
    const asked = async (member: string): Promise<Json> =>
      (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items.find(
        ({ kind, decision }: Json) => kind === 'no-party-asked' && decision === conflict.id,
      );
    expect(await asked('anna')).toMatchObject({ owes: 'no-party/ruling', due, facts: { from: 'dora' } });
    expect((await asked('dora')).owes).toBeNull();
    expect((await conflict.post('anna', '/no-party/ruling', rules)).status).toBe(200);
    expect(await word()).toMatchObject({ ended: { party: false, because: 'guardian' } });
    await conflict.accept('emil', await conflict.terms('ben'));
    await conflict.reaches('ended');
  });
});
