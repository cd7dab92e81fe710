/** Families are left by one's own word, or by all parents of who is too young; what nobody is left to hold is free again (MEM-7, ALC-2). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agree } from '../support/adoption.ts';
import type { Council } from '../support/council.ts';
import { familiesIn, grownUp, openFamilies } from '../support/families.ts';
import { allFollowFromTheirTimelines } from '../support/folded.ts';
import { logFollows } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose } from '../support/story.ts';

const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

let council: Council;
beforeEach(async () => {
  council = await openFamilies();
});
afterEach(async () => {
  await allProveThemselves(council);
  await allFollowFromTheirTimelines(council);
  await logFollows(council);
  await council.close();
});

const { post, read, familyOf, proposeFamily, word, inboxOf } = familiesIn(() => council);

describe('leaving a family', () => {
  const leave = async (by: string, body: object = {}, family = 'ash'): Promise<Json> =>
    (await post(by, `/${family}/leaving`, body)).body;
  const pooled = (to: object | string, amount: number) => ({
    category: 'resources',
    action: { type: 'allocation.grant', resource: 'water', amount, to, permanent: true },
  });

  it('MEM-7 ALC-2 is done at once by one’s own word; those who stay are told, and what nobody is left to hold is free again', async () => {
    await proposeFamily('carl', ['dora']);
    await word('dora', 'birch');
    const grant = await propose(council, 'anna', pooled({ family: 'birch' }, 5));
    await agree(council, grant, grownUp);
    await grant.reaches('ended');
    const held = async () =>
      (await read('anna', '/v1/allocations?family=birch&inForce=true')).items.map(
        ({ amount }: Json) => amount,
      );
    expect(await held()).toEqual([5]);
    const own = await propose(council, 'dora', {
      category: 'family.development',
      impact: { affected: ['carl', 'dora'], statement: 'We all cook.' },
    });
    expect(await leave('carl', {}, 'birch')).toEqual({
      member: 'carl',
      family: 'birch',
      left: true,
      awaited: [],
    });
    expect(await familyOf('carl')).toBeNull();
    expect(await held()).toEqual([5]);
    // An electorate stands as it was fixed (MEM-3).
    expect((await own.read('carl')).electorate).toMatchObject({ size: 2 });
    expect((await own.position('carl', 'agree')).status).toBe(200);
    await council.until(async () =>
      expect((await inboxOf('dora')).filter(({ kind }) => kind === 'family-left')).toMatchObject([
        { process: 'families', title: 'The family Birch', words: 'carl has left your family.', owes: null },
      ]),
    );
    expect(await leave('carl', {}, 'birch')).toMatchObject({
      status: 409,
      type: '/problems/not-in-family',
      rule: 'MEM-7',
      facts: { member: 'carl', family: 'birch' },
    });
    await own.post('dora', '/withdrawal');
    expect(await leave('dora', { member: 'dora' }, 'birch')).toMatchObject({ left: true });
    expect(await held()).toEqual([]);
    // Its id stays with what it decided.
    expect((await post('carl', '', { id: 'birch', name: 'Other', members: ['dora'] })).body).toMatchObject({
      type: '/problems/family-taken',
    });
    await proposeFamily('carl', ['dora'], { id: 'cedar', name: 'Cedar' });
    expect(await word('dora', 'cedar')).toMatchObject({ outcome: 'founded' });
  });

  it('MEM-7 MEM-2 ALC-2 ALC-3 frees what a family held whose last two are gone at once, one leaving and one departing, and the council is told that it is over', async () => {
    await proposeFamily('carl', ['kim']);
    await word('kim', 'birch');
    const until = later(await council.now(), 60 * 86_400_000);
    const grant = await propose(council, 'anna', {
      category: 'resources',
      action: { type: 'allocation.grant', resource: 'water', amount: 5, to: { family: 'birch' }, until },
    });
    await agree(council, grant, grownUp);
    await grant.reaches('ended');
    const held = async () => (await read('anna', '/v1/allocations?family=birch&inForce=true')).items;
    expect(await held()).toHaveLength(1);
    const carl = await council.as('carl');
    const [left, departed] = await Promise.all([
      leave('kim', {}, 'birch'),
      carl.put('/v1/members/carl/status', { status: 'departed' }),
    ]);
    expect([left.left, departed.status]).toEqual([true, 200]);
    expect(await held()).toEqual([]);
    await council.until(async () =>
      expect((await inboxOf('anna')).map(({ kind }) => kind)).toContain('allocation-over'),
    );
  });

  it('MEM-7 is nobody’s to say for another of family maturity, nor of who is in no such family', async () => {
    expect(await leave('anna', { member: 'uma' })).toMatchObject({
      status: 403,
      rule: 'MEM-7',
      facts: { allowed: 'the member' },
    });
    expect(await leave('uma', { withdraw: true })).toMatchObject({ type: '/problems/already-done' });
    expect(await leave('uma', {}, 'oak')).toMatchObject({ type: '/problems/not-in-family' });
    expect(await leave('anna')).toMatchObject({ type: '/problems/not-in-family' });
    expect(await leave('anna', { member: 'nobody' })).toMatchObject({ type: '/problems/unknown-member' });
    expect(await familyOf('uma')).toBe('ash');
    // Of who was imported no admission names parents.
    for (const by of ['tom', 'uma'])
      expect(await leave(by, { member: 'tom' })).toMatchObject({
        status: 403,
        facts: { allowed: 'the family, by a decision with the action family.release' },
      });
  });

  it('MEM-7 MEM-2 of who is too young all parents say it whom the admission named, each until the last one does; who has departed is not waited for', async () => {
    const bornAt = later(await council.now(), 3_600_000);
    const story = await propose(council, 'carl', {
      category: 'reproduction',
      parents: ['anna', 'ben', 'emil'],
      diversity: 'The first of their generation who learned to sail.',
      action: {
        type: 'member.admit',
        member: { id: 'ada', name: 'Ada', kind: 'agent', family: 'ash', bornAt },
      },
    });
    for (const parent of ['anna', 'ben', 'emil']) await story.post(parent, '/consents', { consent: true });
    await story.post('dora', '/attestations', { diversity: 'It is as he says.' });
    await story.post('stella', '/attestations', { resources: 'Enough for three.' });
    await agree(council, story, grownUp);
    await story.reaches('ended');
    expect(await familyOf('ada')).toBe('ash');
    for (const by of ['ada', 'carl'])
      expect(await leave(by, { member: 'ada' })).toMatchObject({
        status: 403,
        facts: { allowed: 'the parents whom the admission named' },
      });
    const said = await leave('anna', { member: 'ada' });
    expect(said).toMatchObject({ left: false });
    expect(said.awaited.toSorted()).toEqual(['ben', 'emil']);
    expect(await leave('anna', { member: 'ada' })).toMatchObject({ type: '/problems/already-done' });
    expect(await leave('ben', { member: 'ada', withdraw: true })).toMatchObject({
      type: '/problems/already-done',
    });
    expect(await leave('anna', { member: 'ada', withdraw: true })).toMatchObject({ left: false });
    await leave('ben', { member: 'ada' });
    expect(await leave('anna', { member: 'ada' })).toMatchObject({ left: false, awaited: ['emil'] });
    await (await council.as('emil')).put('/v1/members/emil/status', { status: 'departed' });
    expect(await familyOf('ada')).toBe('ash');
    // Nobody is waited for any more: a word said again is what they leave by.
    expect(await leave('anna', { member: 'ada' })).toMatchObject({ left: true, awaited: [] });
    expect(await familyOf('ada')).toBeNull();
  });
});
