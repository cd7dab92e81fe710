/** Support of each course, each with a history that is recorded on demand (SUP-1 to SUP-4). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { keepHistory } from '../support/histories.ts';
import {
  asked,
  inRoom,
  type Keys,
  readyToSupport,
  supportCouncil,
  type SupportStory,
  sealFor,
} from '../support/support.ts';

let council: Council;
let keys: Keys;
beforeAll(async () => {
  council = await openCouncil({ members: supportCouncil });
  keys = await readyToSupport(council);
});
afterAll(() => council.close());

const courses: Readonly<Record<string, () => Promise<SupportStory>>> = {
  unanswered: async () => {
    const story = await asked(council, keys, { by: 'hal', person: 'carl' });
    await story.does('carl', '/consent');
    await council.wait('61m');
    await council.until(async () => expect((await story.read()).room.step).toBe(4));
    return story;
  },
  ended: async () => {
    const story = await inRoom(council, keys);
    await story.say('dora', 'I am here.');
    await council.wait('715h');
    await story.does('carl', '/decline', { who: 'dora' });
    await story.does('emil', '/taking');
    await story.does('carl', '/end');
    return story;
  },
  danger: async () => {
    const story = await inRoom(council, keys);
    await story.danger('dora', 'Oak Street 3.');
    await council.wait('16m');
    const reason = await sealFor(keys, 'It was needed.', ['carl', 'dora']);
    await council.until(async () => expect((await story.get('anna')).status).toBe(200));
    await story.does('anna', '/danger/review', { proper: true, reason });
    await story.danger('dora', 'Again.');
    await story.does('emil', '/danger/second');
    await council.wait('73h');
    return story;
  },
};

for (const [course, tell] of Object.entries(courses))
  it(`SUP-1 SUP-2 SUP-3 SUP-4 ${course}`, async () => {
    const story = await tell();
    await keepHistory(council, `support-${course}`, story.id);
    await council.returned(story.id);
    expect((await story.get('carl')).status).toBe(404);
  });
