/** One matter has one ladder: whoever comes after the one who gave it up takes it up where it was left; what was promised binds who promised it (NVP-2 to NVP-4). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agree } from '../support/adoption.ts';
import { begunOf } from '../support/begun.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone } from '../support/emergency.ts';
import { logFollows } from '../support/gone.ts';
import { vetoing } from '../support/node-veto.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
beforeEach(async () => {
  council = await openCouncil({
    families,
    members: [...quarrellers, person('lena', { roles: ['leadership'] })],
  });
});
afterEach(async () => {
  await allProveThemselves(council);
  await logFollows(council);
  await council.close();
});

const electors = ['anna', 'ben', 'carl', 'dora', 'emil', 'fay', 'gus', 'lena'];
const hour = 3_600_000;
const proposed = (): Promise<Story> => propose(council, 'anna', { title: 'Cut the old line' });
const heard = (story: { read: () => Promise<{ nodeVetoes: { outcome: unknown }[] }> }): Promise<void> =>
  council.until(async () => expect((await story.read()).nodeVetoes.at(-1)?.outcome).not.toBeNull());

/** A friend of those who are against it comes, says nothing more, and gives it up so many hours later. */
async function stalls(story: Story, member: string, hours: number): Promise<number> {
  const veto = await vetoing(council, member, story.id);
  await council.wait(`${hours}h`);
  await veto.does(member, '/withdrawal');
  await heard(story);
  const { since, ended } = (await veto.read()).hold;
  return Date.parse(ended) - Date.parse(since);
}

describe('one ladder of one matter', () => {
  it('NVP-4 friends who come one after the other and give it up have one day to stop it in, and not one each', async () => {
    const story = await proposed();
    const first = await stalls(story, 'dora', 20);
    const second = await vetoing(council, 'emil', story.id);
    const { createdAt, deadline, heldBefore, hold } = await second.read();
    expect({ heldBefore, hold }).toMatchObject({ heldBefore: first, hold: { ended: null } });
    expect(Date.parse(deadline) - Date.parse(createdAt), 'what the first left').toBe(24 * hour - first);
    expect((await second.read('anna')).can).toContain('answer');
    await council.wait('5h');
    // The author was silent for a day in all: the panel is drawn, and who gives it up now is denied.
    expect(await second.panel()).toHaveLength(3);
    expect(await second.does('emil', '/withdrawal')).toMatchObject({ outcome: 'denied' });
    await heard(story);
    // Who is in danger is no worse off for them: hers is held, and judged at once.
    const third = await vetoing(council, 'fay', story.id);
    expect(await third.read()).toMatchObject({ withoutHold: null, hold: { ended: null } });
    expect(await third.panel()).not.toContain('fay');
    expect((await third.read('anna')).can).not.toContain('answer');
    await third.find(true);
    expect(await third.outcome()).toBe('vetoed');
    expect(await story.outcome()).toBe('vetoed');
  });

  it('NVP-4 is heard without a hold once they have held it as long as one ladder may', async () => {
    const story = await proposed();
    await agree(council, story, electors);
    await story.reaches('execution').catch(() => undefined);
    const other = await proposed();
    await stalls(other, 'dora', 119);
    await stalls(other, 'emil', 2);
    const third = await vetoing(council, 'fay', other.id);
    expect(await third.read()).toMatchObject({
      hold: null,
      withoutHold: { code: 'same-matter', rule: 'NVP-4' },
    });
    await third.does('fay', '/withdrawal');
  });

  it('NVP-2 NVP-4 an emergency is held for six hours in all, however many come', async () => {
    const by = new Date(Date.parse(await council.now()) + 400 * hour).toISOString();
    const story = await actAlone(council, 'lena', {
      what: 'The bridge is closed.',
      action: {
        type: 'http.call',
        method: 'POST',
        url: 'https://mesh.test/off',
        body: ['dora', 'emil', 'fay'],
      },
      reversal: { type: 'task', assignee: 'ben', instructions: 'Open it', by },
    });
    const first = await vetoing(council, 'dora', story.id);
    await council.wait('4h');
    await first.does('dora', '/withdrawal');
    await heard(story);
    const { hold } = await first.read();
    const second = await vetoing(council, 'emil', story.id);
    const left = (await second.read()).hold;
    expect(Date.parse(left.ends) - Date.parse(left.since)).toBe(
      6 * hour - (Date.parse(hold.ended) - Date.parse(hold.since)),
    );
    await second.does('emil', '/withdrawal');
    await story.accounts('report');
    await story.accounts('justification');
  });
});

describe('how the danger is removed', () => {
  it('NVP-3 binds who said it: where it is not done the node holds the act again, and a panel judges', async () => {
    const story = await proposed();
    const veto = await vetoing(council, 'dora', story.id);
    await veto.does('anna', '/answer', { removes: 'The second line comes first.' });
    expect(await veto.does('dora', '/agreement')).toMatchObject({ outcome: 'settled' });
    await heard(story);
    const again = await vetoing(council, 'dora', story.id, { evidence: 'There is no second line.' });
    expect(await again.read()).toMatchObject({ withoutHold: null, hold: { ended: null } });
    await again.does('anna', '/answer', { contest: 'It is not worth it.' });
    await again.find(true);
    expect(await again.outcome()).toBe('vetoed');
    expect(await story.outcome()).toBe('vetoed');
  });

  it('NVP-3 nobody agrees to what they have not read: an answer in the place of another is named', async () => {
    const story = await proposed();
    const veto = await vetoing(council, 'dora', story.id);
    await veto.does('anna', '/answer', { removes: 'The second line comes first.' });
    await veto.does('anna', '/answer', { removes: 'We shall think of it.' });
    for (const body of [{}, { answer: 1 }])
      expect((await veto.post('dora', '/agreement', body)).body).toMatchObject({
        type: '/problems/replaced-terms',
        status: 409,
        rule: 'NVP-3',
        facts: { replacedBy: 2 },
      });
    expect((await veto.post('dora', '/agreement', { answer: 3 })).body).toMatchObject({
      type: '/problems/unknown-terms',
    });
    expect(await veto.does('dora', '/agreement', { answer: 2 })).toMatchObject({ outcome: 'settled' });
    const { body } = await (await council.as('ben')).get(`/v1/decisions/${veto.id}/record`);
    expect(body).toMatchObject({ outcome: 'settled', removes: 'We shall think of it.' });
  });
});

describe('joining', () => {
  it('NVP-4 GUA-2 is counted anew where it is repeated under its key after nobody answered', async () => {
    const veto = await vetoing(council, 'dora', (await proposed()).id);
    await veto.does('ben', '/joining');
    // It had begun as there was room for one more, and its answer was lost.
    const again = await begunOf(council, 'emil', `/v1/node-vetoes/${veto.id}/joining`, {});
    await veto.does('carl', '/joining');
    expect((await again()).body).toMatchObject({ type: '/problems/too-many-named', rule: 'GUA-2' });
    expect((await veto.read()).joined).toHaveLength(2);
    for (const member of ['ben', 'carl', 'dora']) await veto.does(member, '/withdrawal');
  });
});
