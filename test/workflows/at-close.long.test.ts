/** Whole processes under `answers: at-close`: two councils differ in nothing that others can read until their polls close, and the records hold all (VOT-7). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Choice } from '../../rules/model.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone, type EmergencyStory } from '../support/emergency.ts';
import { everythingRead } from '../support/everything.ts';
import { five, person } from '../support/people.ts';
import { foundOfLie } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

interface Twin {
  readonly council: Council;
  readonly story: Story;
  readonly emergency: EmergencyStory;
}

/** The same in both, but for what was answered: dora's vote is carried by ben, and too few answer for a quorum. */
async function lived([ben, carl]: readonly [Choice, Choice]): Promise<Twin> {
  const council = await openCouncil({
    openingWait: 60_000,
    members: [...five, person('fay'), person('lena', { roles: ['leadership'] })],
    charter: (document) => ({
      ...document,
      answers: 'at-close',
      review: null,
      discussion: { ...document.discussion, rounds: 0 },
    }),
  });
  const story = await propose(council, 'emil');
  // Without a review and rounds, objections have a day.
  await council.wait('25h');
  await story.reaches('voting');
  const until = new Date(Date.parse(await council.now()) + 30 * 86_400_000).toISOString();
  // Each is the only one of its scope as it is made, and together they exceed what one carries.
  for (const [from, scope] of [
    ['dora', { proposal: story.id }],
    ['fay', {}],
  ] as const) {
    const given = { to: 'ben', scope, until };
    expect((await (await council.as(from)).post('/v1/delegations', given)).status).toBe(201);
  }
  expect((await story.post('ben', '/disclosures', { interests: 'none' })).status).toBe(201);
  expect((await story.vote('ben', ben, `It is ${ben}`)).status).toBe(200);
  // Half and nine tenths of the vote, and its extension.
  await council.wait('73h');
  await story.votes({ carl });
  const emergency = await actAlone(council, 'lena');
  expect((await emergency.post('anna', '/override-calls', { reason: 'Undo it.' })).status).toBe(200);
  await emergency.votes('override', { ben, carl });
  await council.settled();
  return { council, story, emergency };
}

const everythingBy = async ({ council, story, emergency }: Twin, reader: string | undefined) =>
  everythingRead(
    { url: council.url, token: reader === undefined ? undefined : await council.token(reader) },
    { proposals: [story.id], emergencies: [emergency.id] },
  );

/** Reminders and what delegators are told at the same mark come in either order: each event is compared by itself, without its number. */
const told = (way: string, text = ''): string =>
  way === '/v1/events'
    ? text
        .replace(/^id:.*\n/gm, '')
        .split('\n\n')
        .toSorted()
        .join('\n\n')
    : text;

describe('two councils that answered otherwise', () => {
  const twins: Twin[] = [];
  beforeAll(async () => {
    for (const choices of [
      ['for', 'abstain'],
      ['against', 'against'],
    ] as const)
      twins.push(await lived(choices));
  });
  afterAll(async () => {
    for (const { council } of twins) await council.close();
  });

  // dora's and fay's votes are carried; anna is the guardian; ben, who is the operator, has answered himself.
  it.each(['anna', 'dora', 'lena', undefined])('VOT-7 VOT-8 DEL-3 read alike to %s', async (reader) => {
    const [here, there] = await Promise.all(twins.map((twin) => everythingBy(twin, reader)));
    for (const [way, text] of here!)
      expect([way, told(way, there!.get(way))]).toEqual([way, told(way, text)]);
    if (reader === undefined) return;
    expect(here!.get('/v1/proposals/<decision 1>/tally')).toContain('"hidden":true');
    const timeline = here!.get('/v1/proposals/<decision 1>/timeline');
    for (const kind of ['vote-extended', 'votes-over-cap']) expect(timeline).toContain(`"${kind}"`);
    for (const figure of ['"tally"', '"cap"', '"delegated"']) expect(timeline).not.toContain(figure);
  });

  it('VOT-7 REC-1 PRO-8 their records hold everything, and prove it', async () => {
    const { council, story, emergency } = twins[0]!;
    await story.votes({ anna: 'for', emil: 'for', lena: 'for' });
    expect(await story.outcome()).toBe('executed');
    await council.returned(emergency.id);
    const { body: record } = await council.anyone.get(`/v1/decisions/${story.id}/record`);
    expect(record.rules.charter).toMatchObject({ answers: 'at-close' });
    expect(record.votes[0].extended[0].tally).toMatchObject({ participating: 2 });
    expect((await story.get('/ballots', 'dora')).body.items).toContainEqual(
      expect.objectContaining({ member: 'ben', choice: 'for', reason: 'It is for' }),
    );
    expect((await emergency.get('/polls/override/ballots', 'dora')).body.items).toContainEqual(
      expect.objectContaining({ member: 'ben', choice: 'for' }),
    );
    const lie = await foundOfLie(council, story.id, ({ evidence }) => {
      const extended = evidence.timeline.find(({ kind }) => kind === 'vote-extended');
      Object.assign(extended!.facts, { tally: record.votes[0].extended[0].tally });
    });
    expect(lie).toContain('/facts/tally');
  });
});
