/** Danger: stated, seconded or not, told beyond the room, reviewed or not, and what misuse ends (SUP-4). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves } from '../support/proof.ts';
import { ask, inRoom, type Keys, readyToSupport, sealFor, supportCouncil } from '../support/support.ts';

let council: Council;
let keys: Keys;
beforeEach(async () => {
  council = await openCouncil({ members: supportCouncil });
  keys = await readyToSupport(council);
});
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();
const minute = 60_000;
const ground = 'He has taken pills, Oak Street 3.';

describe('a danger', () => {
  it('SUP-4 is told 15 minutes after it is stated, to the contact and to whom it is for at once', async () => {
    const story = await inRoom(council, keys);
    const before = await story.read('carl');
    expect((await story.danger('dora', ground)).status).toBe(200);
    // Whom it is for finds nothing of it, in no answer.
    expect(await story.read('carl')).toEqual(before);
    expect(await story.opened('carl')).toEqual(['I cannot sleep.']);
    for (const outside of ['gus', 'anna', 'hal', 'ben']) expect((await story.get(outside)).status).toBe(404);
    const stated = (await story.read('emil')).danger;
    expect(stated).toMatchObject({ by: 'dora', contact: 'gus', toldAt: null, secondedBy: null });
    expect(stated.until).toBe(later(stated.statedAt, 15 * minute));
    expect(await story.read('emil')).toMatchObject({ room: null, can: ['second'] });
    expect(await story.opened('emil')).toEqual([ground]);
    await council.wait('14m');
    expect((await story.get('gus')).status).toBe(404);
    await council.wait('2m');
    await council.until(async () => expect((await story.get('gus')).status).toBe(200));
    for (const told of ['carl', 'gus', 'anna'])
      expect((await story.read(told)).danger).toMatchObject({ toldAt: stated.until, review: null });
    expect(await story.opened('gus')).toEqual([ground]);
    expect(await story.opened('carl')).toEqual(['I cannot sleep.', ground]);
    expect(await story.read('gus')).toMatchObject({ room: null, can: [] });
    // Who could have seconded it sees nothing of it any more.
    expect((await story.get('emil')).status).toBe(404);
    expect((await story.get('hal')).status).toBe(404);
  });

  it('SUP-4 is told at once when another supporter on duty seconds it, and reviewed as proper', async () => {
    const story = await inRoom(council, keys);
    await story.danger('dora', ground);
    expect((await story.post('hal', '/danger/second')).status).toBe(404);
    expect((await story.post('dora', '/danger/second')).body).toMatchObject({ rule: 'SUP-4' });
    const seconded = await story.does('emil', '/danger/second');
    expect(seconded.danger).toMatchObject({ secondedBy: 'emil', review: null });
    expect(seconded.danger.reviewUntil).toBe(later(seconded.danger.toldAt, 72 * 60 * minute));
    expect((await story.read('gus')).danger.toldAt).toBe(seconded.danger.toldAt);
    expect((await story.post('fay', '/danger/second')).status).toBe(404);
    const reason = await sealFor(keys, 'It was needed.', ['carl', 'dora']);
    expect((await story.post('gus', '/danger/review', { proper: true, reason })).body).toMatchObject({
      type: '/problems/not-permitted',
    });
    const reviewed = await story.does('anna', '/danger/review', { proper: true, reason });
    expect(reviewed).toMatchObject({ danger: { review: 'proper' }, can: [] });
    expect(await story.opened('dora')).toEqual(['I cannot sleep.', 'It was needed.']);
    expect((await (await council.as('carl')).get('/v1/members/dora')).body.roles).toEqual(['supporter']);
    expect((await story.read('dora')).can).toContain('danger');
  });

  it('SUP-4 ends the role of who misused it, and nobody asks them any more', async () => {
    const story = await inRoom(council, keys);
    await story.danger('dora', ground);
    // The end of the room stops it no more than a change of the supporter.
    await story.does('carl', '/end');
    await story.does('emil', '/danger/second');
    const reason = await sealFor(keys, 'There was none.', ['carl', 'dora']);
    await story.does('anna', '/danger/review', { proper: false, reason });
    expect((await (await council.as('carl')).get('/v1/members/dora')).body.roles).toEqual([]);
    const duty = (await (await council.as('carl')).get('/v1/support/duty')).body.items;
    expect(duty.map(({ member }: { member: string }) => member)).toEqual(['emil', 'fay']);
    expect((await (await council.as('dora')).put('/v1/support/duty', { on: true })).status).toBe(403);
    expect((await ask(council, keys)).body).toMatchObject({
      type: '/problems/must-be-sealed',
      facts: { reason: 'recipient' },
    });
    expect((await ask(council, keys, { of: ['emil'] })).status).toBe(201);
  });

  it('GUA-1 SUP-4 is unreviewed where the guardian is silent for 72 hours', async () => {
    const story = await inRoom(council, keys);
    await story.danger('dora', ground);
    await story.does('emil', '/danger/second');
    await council.wait('71h');
    expect((await story.read('anna')).can).toEqual(['review']);
    await council.wait('2h');
    await council.until(async () =>
      expect((await story.read('gus')).danger).toMatchObject({ review: 'unreviewed' }),
    );
    const reason = await sealFor(keys, 'Late.', ['carl', 'dora']);
    expect((await story.post('anna', '/danger/review', { proper: false, reason })).status).toBe(409);
    expect((await (await council.as('carl')).get('/v1/members/dora')).body.roles).toEqual(['supporter']);
  });

  it('SUP-4 is sealed for contact, guardian and whom it is for, and told to none of those between whom it is', async () => {
    const story = await inRoom(council, keys);
    const refused = async (to: readonly string[], contact = 'gus') =>
      (await story.danger('dora', ground, { to, contact })).body;
    expect(await refused(['carl', 'gus'])).toMatchObject({
      type: '/problems/must-be-sealed',
      facts: { reason: 'missing', members: ['anna'] },
    });
    expect(await refused(['gus', 'anna'])).toMatchObject({ facts: { members: ['carl'] } });
    expect(await refused(['carl', 'anna'])).toMatchObject({ facts: { members: ['gus'] } });
    // Nobody else reads it: not a friend of the supporter's.
    expect(await refused(['carl', 'anna', 'gus', 'hal'])).toMatchObject({
      facts: { reason: 'recipient', key: keys.of('hal').fingerprint },
    });
    expect(await refused(['carl', 'anna'], 'carl')).toMatchObject({ type: '/problems/to-oneself' });
    expect(await refused(['carl', 'anna', 'dora'], 'dora')).toMatchObject({ type: '/problems/to-oneself' });
    expect(await refused(['carl', 'anna'], 'nobody')).toMatchObject({ type: '/problems/unknown-member' });
    expect((await story.danger('carl', ground)).body).toMatchObject({ type: '/problems/not-permitted' });
    expect((await story.danger('emil', ground)).status).toBe(404);
    // Naming the guardian as contact takes no review away.
    expect(
      (await story.danger('dora', ground, { to: ['carl', 'anna', 'emil'], contact: 'anna' })).status,
    ).toBe(200);
    await story.does('emil', '/danger/second');
    expect((await story.read('anna')).can).toEqual(['review']);
    // What was refused left nothing.
    expect(await council.db.selectFrom('support_bodies').select('kind').execute()).toEqual([
      { kind: 'words' },
      { kind: 'ground' },
    ]);
  });
});
