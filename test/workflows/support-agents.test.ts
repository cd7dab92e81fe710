/** Agents who give support, where the charter allows it: shown as what they are, and no second word of who answers for them (SUP-1, SUP-4). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { asked, type Keys, readyToSupport, supportCouncil } from '../support/support.ts';

let council: Council;
let keys: Keys;
beforeEach(async () => {
  council = await openCouncil({
    members: supportCouncil.map((member) => (member.id === 'kit' ? { ...member, steward: 'dora' } : member)),
    charter: (document) => ({
      ...document,
      support: document.support && { ...document.support, agents: true },
    }),
  });
  keys = await readyToSupport(council, ['carl', 'dora', 'emil', 'kit', 'gus', 'anna']);
});
afterEach(() => council.close());

it('SUP-1 an agent is asked, is shown as one, and gives it', async () => {
  const story = await asked(council, keys, { of: ['kit', 'dora'] });
  expect((await story.read()).room).toMatchObject({ asked: ['kit'], agents: ['kit'] });
  expect((await story.does('kit', '/taking')).room).toMatchObject({ supporter: 'kit', agents: ['kit'] });
});

it('SUP-4 a danger is seconded by no agent of who states it, and by no steward of an agent who does', async () => {
  for (const [by, own] of [
    ['dora', 'kit'],
    ['kit', 'dora'],
  ] as const) {
    const story = await asked(council, keys, { of: [by, own, 'emil'] });
    await story.does(by, '/taking');
    expect(
      (await story.danger(by, 'Oak Street 3.', { to: ['carl', 'gus', 'anna', own, 'emil'] })).status,
    ).toBe(200);
    expect((await story.post(own, '/danger/second')).status, own).toBe(404);
    expect((await story.does('emil', '/danger/second')).danger).toMatchObject({ secondedBy: 'emil' });
    await story.does('carl', '/end');
  }
});
