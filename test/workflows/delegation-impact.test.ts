/** What an amendment of delegation would have changed of decisions that were carried by it, asked over HTTP (AMD-1, DEL-3). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { propose, type Story } from '../support/story.ts';

const ids = ['anna', 'ben', 'carl', 'dora', 'emil', 'fay', 'gus', 'hana'];
const delegation = { longest: '90 days', chains: false, conflicted: 'carry', cap: null };

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    members: ids.map((id) => person(id, id === 'ben' ? { roles: ['guardian'] } : {})),
    charter: (document) => ({ ...document, delegation }) as CharterDocument,
  });
});
afterAll(() => council.close());

/** A decision of operations to the hour at which its vote opens; of each of these, anna carries the vote. */
async function delegatedToAnna(delegators: readonly string[], title: string): Promise<Story> {
  const story = await propose(council, 'anna', { title });
  const until = new Date(Date.parse(await council.now()) + 80 * 86_400_000).toISOString();
  for (const delegator of delegators) {
    const given = { to: 'anna', scope: { proposal: story.id }, until };
    expect((await (await council.as(delegator)).post('/v1/delegations', given)).status).toBe(201);
  }
  expect((await story.post('anna', '/disclosures', { interests: 'none' })).status).toBe(201);
  await council.wait('144h');
  await story.reaches('voting');
  return story;
}

async function closes(story: Story): Promise<void> {
  await council.wait('72h');
  await story.reaches('ended');
}

/** What would have ended otherwise with another section on delegation. */
async function impactOf(value: object | null): Promise<Json> {
  const amendment = await propose(council, 'carl', {
    category: 'constitutional',
    title: 'Another way to delegate',
    action: { type: 'charter.amend', patch: [{ op: 'replace', path: '/delegation', value }] },
  });
  const { status, body } = await amendment.get('/impact');
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const capped = (num: number, den: number, of: 'delegated' | 'electorate' = 'delegated') => ({
  ...delegation,
  cap: { num, den, of },
});

it('AMD-1 DEL-3 lists what another cap would have ended otherwise, and nothing where it carries enough', async () => {
  const close = await delegatedToAnna(['dora', 'emil', 'fay', 'gus'], 'carried by four');
  await close.votes({ anna: 'for', ben: 'against', carl: 'against', hana: 'against' });
  await closes(close);
  expect((await close.get('/tally')).body).toMatchObject({
    for: 5,
    against: 3,
    represented: 4,
    delegated: 4,
  });
  const clear = await delegatedToAnna(['gus'], 'carried by one');
  await clear.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', emil: 'for', hana: 'against' });
  await closes(clear);
  const alone = await delegatedToAnna([], 'carried by nobody');
  await alone.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', emil: 'against', fay: 'against' });
  await closes(alone);
  // Who departs afterwards was an elector all the same (MEM-2).
  expect(
    (await (await council.as('dora')).put('/v1/members/dora/status', { status: 'departed' })).status,
  ).toBe(200);

  // Three of four delegated votes: for 4, against 3.
  expect(await impactOf(capped(3, 4))).toMatchObject({ items: [], checked: 3, next: null });
  // Two of four, the whole part of 2.96: for 3, against 3, which is not more than half.
  const { items, checked, notConsidered } = await impactOf(capped(74, 100));
  expect(checked).toBe(3);
  expect(items).toMatchObject([
    {
      id: close.id,
      title: 'carried by four',
      outcome: 'executed',
      parting: { at: 'vote', number: 1 },
      was: { leads: 'adopted', tally: { for: 5, against: 3, represented: 4, participating: 8 } },
      would: {
        leads: 'undecided',
        tally: { for: 3, against: 3, represented: 2, participating: 6, electorate: 8, verdict: 'deadlock' },
      },
      already: false,
    },
  ]);
  expect(items).toHaveLength(1);
  expect(notConsidered.join(' ')).not.toContain('carried');
  // A share of the electorate: three of eight votes carried, or two.
  expect((await impactOf(capped(3, 8, 'electorate'))).items).toEqual([]);
  expect((await impactOf(capped(37, 100, 'electorate'))).items).toMatchObject([
    { id: close.id, would: { tally: { represented: 2 } } },
  ]);
});

it('AMD-1 DEL-1 counts nobody’s vote as carried where there would be no delegation', async () => {
  const { items } = await impactOf(null);
  expect(items).toMatchObject([
    {
      title: 'carried by four',
      would: { leads: 'undecided', tally: { for: 1, against: 3, represented: 0, verdict: 'inquorate' } },
    },
  ]);
});

it('AMD-1 DEL-3 changes nothing where only the longest delegation is another', async () => {
  expect((await impactOf({ ...delegation, longest: '30 days' })).items).toEqual([]);
});
