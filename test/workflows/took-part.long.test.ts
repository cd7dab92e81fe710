/** Who took part in what the council decided, people and agents apart, and the reasons against beside the result (VOT-5, REC-1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { quarrelWith } from '../support/conflict.ts';
import { actAlone } from '../support/emergency.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { allProveThemselves, foundOfLie } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

const agent = (id: string) => person(id, { kind: 'agent', steward: 'anna' });

/** Six people and four agents; the agent `gus` is offline. */
const members = [
  person('anna', { roles: ['guardian'] }),
  person('ben', { roles: ['registrar', 'operator'] }),
  ...['carl', 'dora', 'emil'].map((id) => person(id)),
  person('lena', { roles: ['leadership'] }),
  ...['fay', 'hal', 'ida'].map(agent),
  { ...agent('gus'), status: 'offline' as const },
];

const nobody = { person: 0, agent: 0 };

let council: Council;

beforeAll(async () => {
  council = await openCouncil({ members });
});
afterAll(() => council.close());

/** The agent hal has its vote carried by dora, who is against; ida is silent. */
async function decided(): Promise<Story> {
  const story = await propose(council, 'carl');
  const until = new Date(Date.parse(await council.now()) + 30 * 86_400_000).toISOString();
  const given = { to: 'dora', scope: { proposal: story.id }, until };
  expect((await (await council.as('hal')).post('/v1/delegations', given)).status).toBe(201);
  expect((await story.post('dora', '/disclosures', { interests: 'none' })).status).toBe(201);
  await council.wait('73h');
  await story.reaches('discussion');
  await story.positions({ anna: 'agree', fay: 'agree' });
  await council.wait('73h');
  await story.reaches('voting');
  await story.votes({ anna: 'for', ben: 'for', carl: 'for', emil: 'for', fay: 'for' });
  expect((await story.vote('lena', 'against', 'It is too soon.')).status).toBe(200);
  expect((await story.vote('dora', 'for')).status).toBe(200);
  expect((await story.vote('dora', 'against', 'Nobody asked the neighbours.')).status).toBe(200);
  // It stands so while the vote is open.
  expect((await story.get('/tally')).body).toMatchObject(tookPart);
  return story;
}

const tookPart = {
  participation: {
    counted: { person: 6, agent: 1 },
    represented: { person: 0, agent: 1 },
    assumed: { person: 0, agent: 1 },
    absent: { person: 0, agent: 1 },
    recused: 0,
  },
  reasonsAgainst: [
    { member: 'lena', reason: 'It is too soon.' },
    { member: 'dora', reason: 'Nobody asked the neighbours.' },
  ],
};

describe('a decision', () => {
  it('CON-2 VOT-7 lists the blocks of a round, page by page, and begins with its reasons', async () => {
    const story = await propose(council, 'carl');
    await council.wait('73h');
    await story.reaches('discussion');
    for (const member of ['dora', 'fay', 'emil'])
      expect((await story.position(member, 'block', `${member} says no.`)).status).toBe(200);
    await story.positions({ emil: 'agree' });
    const list = '/positions?round=1&position=block';
    const first = (await story.get(`${list}&limit=1`)).body;
    expect(first.items).toMatchObject([{ member: 'dora', reason: 'dora says no.' }]);
    const second = (await story.get(`${list}&limit=1&cursor=${encodeURIComponent(first.next)}`)).body;
    expect(second).toMatchObject({ items: [{ member: 'fay', position: 'block' }], next: null });
    expect((await story.read()).lastPoll).toBe(null);
    await council.wait('25h');
    await council.until(async () =>
      expect((await story.read()).lastPoll).toMatchObject({
        kind: 'positions',
        number: 1,
        reasonsAgainst: [{ member: 'dora' }, { member: 'fay' }],
      }),
    );
    expect((await story.post('carl', '/withdrawal')).status).toBe(200);
    await story.reaches('ended');
  });

  it('VOT-5 MEM-4 DEL-2 REC-1 begins in its record with who took part, and has the reasons against beside its votes', async () => {
    const story = await decided();
    expect(await story.outcome()).toBe('executed');
    const { rounds, votes } = (await story.get('/record')).body;
    expect(votes).toMatchObject([{ ...tookPart, tally: { for: 5, against: 3, abstain: 1 } }]);
    expect(rounds[0].participation).toEqual({
      counted: { person: 1, agent: 1 },
      represented: nobody,
      assumed: nobody,
      absent: { person: 5, agent: 3 },
      recused: 0,
    });
    // The same stands in the decision before its outcome, and in the tally before its figures.
    const shown = await story.read();
    expect(shown.lastPoll).toMatchObject({ kind: 'votes', number: 1, ...tookPart });
    const fields = Object.keys(shown);
    expect(fields.indexOf('lastPoll')).toBeLessThan(fields.indexOf('outcome'));
    const tally = (await story.get('/tally')).body;
    expect(tally).toMatchObject({ ...tookPart, for: 5, against: 3, abstain: 1 });
    expect(Object.keys(tally).indexOf('participation')).toBeLessThan(Object.keys(tally).indexOf('for'));
    // Where it leads, everybody stands who is against in person, and nobody else.
    const { items } = (await (await council.as('anna')).get(shown.lastPoll.against)).body;
    expect(items.map(({ member, reason }: Json) => [member, reason])).toEqual([
      ['dora', 'Nobody asked the neighbours.'],
      ['lena', 'It is too soon.'],
    ]);
    await allProveThemselves(council);
    const lie = await foundOfLie(council, story.id, ({ record }) => {
      record.votes[0]!.participation!.represented.person = 1;
      record.votes[0]!.participation!.represented.agent = 0;
    });
    expect(lie).toContain('record /votes/0/participation/represented/person is 1, but 0 follows');
  });

  it('CNF-4 GUA-2 AUT-2 of a conflict tells it of ranking and vote, without the parties, and nothing of its room', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    expect(await story.read()).toMatchObject({ participation: null, reasonsAgainst: [] });
    await story.impasse('carl', 'dora');
    await story.reaches('arbitration', 'ranking');
    const remedy = await story.propose('fay');
    await story.rank('fay', [remedy]);
    await story.rank('ben', [remedy]);
    await council.wait('72h');
    await story.reaches('arbitration', 'voting');
    const ranked = { counted: { person: 1, agent: 1 }, absent: { person: 3, agent: 3 }, recused: 2 };
    expect((await story.get('/preferences')).body).toMatchObject({ participation: ranked });
    await story.votes({ anna: 'for', ben: 'for', emil: 'for', lena: 'for', fay: 'for' });
    expect((await story.vote('ida', 'against', 'It mends nothing.')).status).toBe(200);
    const asked = '/ballots?choice=against';
    expect((await story.get(asked)).body.items).toMatchObject([
      { member: 'ida', reason: 'It mends nothing.' },
    ]);
    expect(await story.outcome()).toBe('arbitrated');
    const voted = {
      participation: {
        counted: { person: 4, agent: 2 },
        represented: nobody,
        assumed: { person: 0, agent: 1 },
        absent: { person: 0, agent: 1 },
        recused: 2,
      },
      reasonsAgainst: [{ member: 'ida', reason: 'It mends nothing.' }],
    };
    expect(await story.read('ben')).toMatchObject(voted);
    const { body: record } = await (await council.as('ben')).get(`/v1/decisions/${story.id}/record`);
    expect(record).toMatchObject({ remedies: { participation: ranked }, vote: voted });
    await allProveThemselves(council);
  });

  it('EMG-5 GUA-2 of an emergency tells it of each poll, without whose own case it is', async () => {
    const emergency = await actAlone(council, 'lena');
    expect((await emergency.post('anna', '/override-calls', { reason: 'Undo it.' })).status).toBe(200);
    await emergency.votes('override', { anna: 'for', fay: 'for', ben: 'against' });
    await council.wait('150h');
    await emergency.reaches('ended');
    const { polls } = await emergency.read();
    expect(polls.override).toMatchObject({
      participation: { counted: { person: 2, agent: 1 }, recused: 1 },
      reasonsAgainst: [],
    });
    const { body: record } = await (await council.as('anna')).get(`/v1/decisions/${emergency.id}/record`);
    expect(record.polls.override[0].participation).toEqual({
      counted: { person: 2, agent: 1 },
      represented: nobody,
      assumed: nobody,
      absent: { person: 3, agent: 3 },
      recused: 1,
    });
    await allProveThemselves(council);
  });
});
