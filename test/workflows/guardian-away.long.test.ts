/** A guardian who is out of touch while the council fills their office: their word is waited for as long as it can be (AMD-2, MEM-4). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

const electors = five.map(({ id }) => id);

let council: Council;
beforeAll(async () => {
  council = await openCouncil();
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

/** Proposals that everyone agrees to at once; their week of approval begins together. */
async function adopted(...actions: object[]): Promise<Story[]> {
  const stories: Story[] = [];
  for (const action of actions)
    stories.push(await propose(council, 'carl', { category: 'constitutional', action }));
  await council.wait('73h');
  for (const story of stories) {
    const present = electors.filter((id) => !departed.has(id));
    await story.positions(Object.fromEntries(present.map((id) => [id, 'agree'])));
    await story.reaches('guardian-approval');
  }
  return stories;
}
const filling = (member: string) => ({ type: 'member.guardian', member });
const departed = new Set<string>();

async function becomes(member: string, status: string, by = member): Promise<void> {
  if (status === 'departed') departed.add(member);
  expect((await (await council.as(by)).put(`/v1/members/${member}/status`, { status })).status).toBe(200);
}
const entry = async (story: Story, kind: string) =>
  (await story.timeline()).find((one) => one.kind === kind) as { at: string; facts: Record<string, unknown> };
const outcome = async (story: Story) => (await story.read()).outcome;
const hoursBetween = async (story: Story, from: string, to: string) =>
  Math.round(
    (Date.parse((await entry(story, to)).at) - Date.parse((await entry(story, from)).at)) / 360_000,
  ) / 10;
const guardians = async () =>
  (await (await council.as('carl')).get('/v1/members')).body.items
    .filter(({ roles }: Json) => roles.includes('guardian'))
    .map(({ id }: Json) => id);
/** The notices of an approval that is owed, the oldest first. */
const reminded = async (member: string, { id }: Story) =>
  (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items
    .filter(({ decision, owes }: Json) => decision === id && owes === 'approval')
    .map(({ kind }: Json) => kind)
    .toReversed();

describe('the approval of what fills the office, its holder offline as the week ends', () => {
  it('AMD-2 MEM-4 is taken until the delay ends, a refusal ends it, and who is back by any act and silent lets it lapse', async () => {
    // The one that is approved fills the office last, when the others have ended.
    const [silent, refused, approved, amendment] = (await adopted(
      ...[filling('carl'), filling('emil'), filling('dora')],
      { type: 'charter.amend', patch: [{ op: 'replace', path: '/drafts/lapse', value: '7 days' }] },
    )) as [Story, Story, Story, Story];
    await council.wait('167h');
    await becomes('anna', 'offline');
    for (const story of [approved, refused, silent]) await story.reaches('guardian-approval');
    await council.wait('2h');
    for (const story of [approved, refused, silent]) await story.reaches('delay');
    expect(await outcome(amendment)).toBe('lapsed');
    expect(await entry(silent, 'approval-owed')).toMatchObject({
      at: (await entry(silent, 'delay-opened')).at,
      facts: { guardian: 'anna' },
    });
    expect((await approved.read('anna')).can).toContain('approval');
    expect((await approved.read('ben')).can).not.toContain('approval');
    const inTheWeek = ['guardian-approval-opened', 'due-soon', 'due-soon'];
    expect(await reminded('anna', approved)).toEqual([...inTheWeek, 'delay-opened']);
    await council.wait('718h');
    expect(await reminded('anna', silent)).toEqual([...inTheWeek, 'delay-opened', 'due-soon', 'due-soon']);
    const said = (approve: boolean) => ({ approve, reason: 'I was at sea.' });
    expect((await refused.post('anna', '/approval', said(false))).status).toBe(200);
    expect((await approved.post('anna', '/approval', said(true))).status).toBe(200);
    expect((await approved.post('anna', '/approval', said(false))).status).toBe(403);
    await refused.reaches('ended');
    expect(await outcome(refused)).toBe('refused-by-guardian');
    expect(await approved.stage()).toBe('delay');
    expect((await silent.post('ben', '/approval', said(true))).body).toMatchObject({
      status: 403,
      rule: 'VET-3',
    });
    await council.wait('2h');
    for (const story of [approved, silent]) await story.reaches('ended');
    expect(await outcome(silent)).toBe('lapsed');
    expect(await endingOf(silent)).toMatchObject({ rule: 'AMD-2', guardian: 'anna' });
    expect(await hoursBetween(silent, 'delay-opened', 'ended')).toBe(720);
    expect(await outcome(approved)).toBe('executed');
    expect(await guardians()).toEqual(['dora']);
    const { approval } = (await approved.get('/record')).body;
    expect(approval).toMatchObject({ passedOver: false, approve: true, owed: { stillFrom: null } });
  });

  it('AMD-2 MEM-4 is passed over where the registrar’s notice was over by then, and they are still away as the delay ends', async () => {
    const [story] = (await adopted(filling('emil'))) as [Story];
    await council.wait('94h');
    await becomes('dora', 'offline', 'ben');
    await council.wait('75h');
    await story.reaches('delay');
    await council.wait('718h');
    expect(await story.stage()).toBe('delay');
    await council.wait('2h');
    await story.reaches('ended');
    expect(await outcome(story)).toBe('executed');
    expect(await guardians()).toEqual(['emil']);
    const { offlineFrom } = (await entry(story, 'approval-owed')).facts;
    expect((await entry(story, 'approval-passed-over')).facts).toMatchObject({
      guardian: 'dora',
      offlineFrom,
    });
    expect((await story.get('/record')).body.approval).toMatchObject({
      passedOver: true,
      owed: { offlineFrom, stillFrom: offlineFrom },
    });
    await becomes('dora', 'active');
  });

  it('AMD-2 MEM-4 lapses with the week where the registrar’s notice is not over by then', async () => {
    const [story] = (await adopted(filling('carl'))) as [Story];
    await council.wait('98h');
    await becomes('emil', 'offline', 'ben');
    await council.wait('71h');
    await story.reaches('ended');
    expect(await outcome(story)).toBe('lapsed');
    expect(await hoursBetween(story, 'guardian-approval-opened', 'ended')).toBe(168);
    await becomes('emil', 'active');
  });

  it('AMD-2 MEM-2 is passed over where its holder departs in the delay', async () => {
    const [story] = (await adopted(filling('carl'))) as [Story];
    await becomes('emil', 'offline');
    await council.wait('169h');
    await story.reaches('delay');
    await becomes('emil', 'departed');
    await council.wait('719h');
    await story.reaches('ended');
    expect(await outcome(story)).toBe('executed');
    expect((await entry(story, 'approval-passed-over')).facts).toMatchObject({ guardian: null });
    expect((await story.get('/record')).body.approval).toMatchObject({
      passedOver: true,
      owed: { stillFrom: null },
    });
  });
});
