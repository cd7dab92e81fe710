/** Support from the asking until it is deleted (SUP-1 to SUP-3). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves } from '../support/proof.ts';
import { ask, asked, inRoom, type Keys, readyToSupport, supportCouncil } from '../support/support.ts';

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

describe('support', () => {
  it('SUP-1 SUP-2 SUP-3 is asked for, taken, and said in a room that two can read', async () => {
    const story = await asked(council, keys, { words: 'I am so alone.' });
    const first = await story.read();
    expect(first).toMatchObject({
      person: 'carl',
      room: {
        by: 'carl',
        stage: 'asked',
        step: 1,
        offered: ['dora', 'emil', 'fay'],
        asked: ['dora'],
        supporter: null,
        deadline: later(first.room.createdAt, 15 * minute),
      },
      danger: null,
      links: { services: '/v1/support/services' },
      can: ['decline', 'end'],
    });
    expect((await story.read('dora')).can).toEqual(['taking', 'decline']);
    expect(await story.opened('dora')).toEqual(['I am so alone.']);
    expect((await story.get('emil')).status).toBe(404);
    const room = await story.does('dora', '/taking');
    expect(room).toMatchObject({ room: { stage: 'room', supporter: 'dora', deadline: null, asked: [] } });
    expect((await story.say('dora', 'I am here.')).status).toBe(201);
    expect((await story.say('carl', 'Thank you.')).status).toBe(201);
    expect(await story.opened('carl')).toEqual(['I am so alone.', 'I am here.', 'Thank you.']);
    expect(await story.opened('dora')).toEqual(['I am so alone.', 'I am here.', 'Thank you.']);
    for (const other of ['emil', 'anna', 'ben', 'gus', 'kit']) {
      expect((await story.get(other)).status).toBe(404);
      expect((await story.get(other, '/messages')).status).toBe(404);
    }
    const ended = await story.does('carl', '/end');
    expect(ended).toMatchObject({ room: { stage: 'ended', supporter: 'dora' }, can: [] });
    expect((await story.say('dora', 'One more.')).body).toMatchObject({ type: '/problems/wrong-stage' });
    expect(await story.opened('dora')).toHaveLength(3);
  });

  it('SUP-2 goes up its ladder at each instant: one, the next one too, all, and nowhere further', async () => {
    const story = await asked(council, keys);
    const at = (await story.read()).room.createdAt;
    const stand = async () => {
      const { step, asked: who, deadline } = (await story.read()).room;
      return { step, asked: who, deadline };
    };
    const one = { step: 1, asked: ['dora'], deadline: later(at, 15 * minute) };
    expect(await stand()).toEqual(one);
    await council.wait('14m');
    expect(await stand()).toEqual(one);
    expect((await story.post('emil', '/taking')).status).toBe(404);
    await council.wait('2m');
    const two = { step: 2, asked: ['dora', 'emil'], deadline: later(at, 30 * minute) };
    await council.until(async () => expect(await stand()).toEqual(two));
    await council.wait('12m');
    expect(await stand()).toEqual(two);
    await council.wait('3m');
    const all = { step: 3, asked: ['dora', 'emil', 'fay'], deadline: later(at, 60 * minute) };
    await council.until(async () => expect(await stand()).toEqual(all));
    await council.wait('28m');
    expect(await stand()).toEqual(all);
    await council.wait('2m');
    await council.until(async () => expect(await stand()).toEqual({ ...all, step: 4, deadline: null }));
    expect((await story.does('fay', '/taking')).room).toMatchObject({ stage: 'room', supporter: 'fay' });
  });

  it('SUP-2 SUP-3 says in their own list alone for whom something waits, and writes no notice of it', async () => {
    const story = await asked(council, keys);
    const owes = async (member: string) =>
      (await (await council.as(member)).get('/v1/support')).body.items.map(
        ({ id, owes: waits }: { id: string; owes: unknown }) => [id, waits],
      );
    const { deadline } = (await story.read()).room;
    expect(await owes('dora')).toEqual([[story.id, [{ act: 'taking', due: deadline }]]]);
    expect(await owes('carl')).toEqual([[story.id, []]]);
    expect([await owes('emil'), await owes('anna')]).toEqual([[], []]);
    await story.does('dora', '/taking');
    expect(await owes('dora')).toEqual([[story.id, []]]);
    for (const member of ['carl', 'dora'])
      expect((await (await council.as(member)).get('/v1/inbox?owed=true')).body.items).toEqual([]);
  });

  it('SUP-3 is deleted 30 days after its end, whole', async () => {
    const story = await inRoom(council, keys);
    await story.say('dora', 'I am here.');
    await story.does('dora', '/end');
    const { forgottenAt, room } = await story.read();
    expect(forgottenAt).toBe(later(room.endedAt, 30 * 24 * 60 * minute));
    await council.wait('719h');
    expect((await story.get('carl')).status).toBe(200);
    await council.wait('2h');
    await council.until(async () => expect((await story.get('carl')).status).toBe(404));
    await council.returned(story.id);
    for (const table of ['supports', 'support_bodies'] as const)
      expect(await council.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  it('SUP-1 asks nobody for somebody who has not said yes', async () => {
    const answer = await ask(council, keys, { by: 'hal', person: 'carl' });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  });
});
