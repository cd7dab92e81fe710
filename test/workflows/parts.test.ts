/** Whole proposals that take majorities of parts: of most families, of each kind, of each role (VOT-1). */
import { afterEach, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import type { PartsAsked } from '../../charter/thresholds.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { person } from '../support/people.ts';
import { allProveThemselves, foundOfLie } from '../support/proof.ts';
import { propose } from '../support/story.ts';

const families = ['alder', 'birch', 'cedar'].map((id) => ({ id, name: id }));

/** Alder has three of the eight, birch and cedar two; gus, an agent, is of no family. */
const members = [
  ...['anna', 'ben', 'carl'].map((id) =>
    person(id, { family: 'alder', roles: id === 'anna' ? ['guardian'] : [] }),
  ),
  person('dora', { family: 'birch', roles: ['leadership', 'operator'] }),
  person('emil', { family: 'birch', kind: 'agent' }),
  person('fay', { family: 'cedar' }),
  person('hal', { family: 'cedar', kind: 'agent' }),
  person('gus', { kind: 'agent' }),
];

let council: Council;
afterEach(() => council.close());

const taking = async (parts: PartsAsked): Promise<Council> =>
  (council = await openCouncil({
    members,
    families,
    charter: (document): CharterDocument => ({
      ...document,
      deadlock: null,
      categories: {
        ...document.categories,
        resources: {
          ...document.categories.resources!,
          quorum: { num: 1, den: 2 },
          threshold: { num: 1, den: 2, strict: true, parts },
        },
      },
    }),
  }));

const more = { num: 1, den: 2, strict: true };

it('VOT-1 VOT-8 DEL-2 a majority without most families rejects; who is carried counts in their own family, whatever becomes of it', async () => {
  await taking({ by: 'family', most: more });
  const story = await propose(council, 'carl', { category: 'resources' });
  const other = await propose(council, 'ben', { category: 'resources', title: 'A third workshop day' });
  const until = new Date(Date.parse(await council.now()) + 30 * 86_400_000).toISOString();
  for (const one of [story, other])
    expect((await one.post('anna', '/disclosures', { interests: 'none' })).status).toBe(201);
  const delegation = { to: 'anna', scope: { proposal: other.id }, until };
  expect((await (await council.as('hal')).post('/v1/delegations', delegation)).status).toBe(201);
  // All of cedar moves to alder: the electorates were fixed before.
  await council.db.updateTable('members').set({ family: 'alder' }).where('family', '=', 'cedar').execute();
  await council.wait('73h');
  await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', gus: 'agree' });
  expect((await story.get('/outlook')).body.round).toMatchObject({
    consensus: {
      reached: false,
      quorate: true,
      agreeing: 4,
      parts: {
        count: 3,
        met: 1,
        figures: [
          { part: 'alder', agreeing: 3 },
          { part: 'birch', positions: 0 },
          { part: 'cedar', positions: 0 },
        ],
      },
    },
  });
  await council.wait('72h');
  await story.reaches('voting');
  await other.reaches('voting');
  await story.votes({ anna: 'for', ben: 'for', carl: 'for', gus: 'for', dora: 'against', fay: 'against' });
  expect((await story.get('/tally')).body).toMatchObject({
    for: 4,
    against: 2,
    threshold: { parts: { by: 'family', most: more }, met: false },
    parts: {
      count: 3,
      met: 1,
      figures: [
        { part: 'alder', for: 3, against: 0, abstain: 0, electorate: 3, met: true },
        { part: 'birch', for: 0, against: 1, abstain: 0, electorate: 2, met: false },
        { part: 'cedar', for: 0, against: 1, abstain: 0, electorate: 2, met: false },
      ],
    },
    verdict: 'rejected',
    decided: true,
  });
  await other.votes({ anna: 'for', ben: 'for', carl: 'for', gus: 'for', dora: 'against' });
  expect((await other.get('/tally')).body).toMatchObject({
    represented: 1,
    parts: {
      met: 2,
      figures: [{ part: 'alder', for: 3 }, { part: 'birch' }, { part: 'cedar', for: 1, met: true }],
    },
    verdict: 'adopted',
    decided: false,
  });
  expect([await story.outcome(), await other.outcome()]).toEqual(['rejected', 'executed']);
  await allProveThemselves(council);
  const lie = await foundOfLie(council, other.id, ({ evidence }) => {
    Object.assign(
      evidence.electorate.find(({ member }) => member === 'hal')!,
      { part: 'alder' },
    );
  });
  expect(lie).toContain('/votes/0/tally/parts');
});

it('VOT-1 AUT-1 a majority of each kind, and of each role: the first that a member had at the submission', async () => {
  await taking({ by: 'kind', each: more });
  const agents = await propose(council, 'carl', { category: 'resources' });
  await council.wait('145h');
  await agents.votes({
    anna: 'for',
    ben: 'for',
    carl: 'for',
    dora: 'for',
    fay: 'for',
    gus: 'for',
    emil: 'against',
  });
  expect((await agents.get('/tally')).body).toMatchObject({
    parts: {
      figures: [
        { part: 'person', electorate: 5, met: true },
        { part: 'agent', electorate: 3, met: false },
      ],
    },
    verdict: 'rejected',
    decided: false,
  });
  await agents.votes({ hal: 'for' });
  await agents.reaches('ended');
  expect((await agents.read()).outcome).toBe('executed');
  await allProveThemselves(council);
  await council.close();

  await taking({ by: 'role', each: more });
  const roles = await propose(council, 'carl', { category: 'resources' });
  await council.db
    .updateTable('members')
    .set({ roles: ['registrar'] })
    .where('id', '=', 'ben')
    .execute();
  await council.wait('145h');
  await roles.votes({
    anna: 'for',
    ben: 'for',
    carl: 'for',
    dora: 'against',
    emil: 'for',
    fay: 'for',
    gus: 'for',
    hal: 'for',
  });
  await roles.reaches('ended');
  expect((await roles.get('/tally')).body.parts).toEqual({
    count: 2,
    met: 1,
    figures: [
      { part: 'guardian', for: 1, against: 0, abstain: 0, electorate: 1, met: true },
      { part: 'leadership', for: 0, against: 1, abstain: 0, electorate: 1, met: false },
    ],
  });
  expect((await roles.read()).outcome).toBe('rejected');
  await allProveThemselves(council);
});
