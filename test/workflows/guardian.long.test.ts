/** The guardian wherever one is waited for: whose own case it is, away, gone, not there, and in no charter (GUA-1, GUA-2). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { deadlocksThrice, split } from '../support/deadlock.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

const six = [...five, person('fay')];
const everyone = six.map(({ id }) => id);
const withoutOffice = six.map((member) => ({ ...member, roles: [] }));

const accusing = (accused: string, ...victims: string[]) => ({
  category: 'justice',
  impact: { affected: [accused], statement: 'The press is mended or paid for.' },
  accused,
  victims,
});

/** Proposed, and everyone who must be heard declines. */
async function heard(council: Council, accused: string, ...victims: string[]): Promise<Story> {
  const story = await propose(council, 'carl', accusing(accused, ...victims));
  for (const member of [accused, ...victims])
    expect((await story.post(member, '/hearing', { decline: true })).status).toBe(201);
  return story;
}

/** And all others agree, so that only an appeal is left. */
async function judged(
  council: Council,
  present: readonly string[],
  accused: string,
  ...victims: string[]
): Promise<Story> {
  const story = await heard(council, accused, ...victims);
  await council.wait('73h');
  const judges = present.filter((id) => id !== accused && !victims.includes(id));
  await story.positions(Object.fromEntries(judges.map((id) => [id, 'agree'])));
  return story;
}

/** The accused appeals; answers the appeal as the accused reads it. */
async function appealed(council: Council, story: Story, accused: string): Promise<() => Promise<Json>> {
  await story.reaches('appeal');
  const answer = await story.post(accused, '/appeal', { principle: 'autonomy', reason: 'It is my press.' });
  const { id } = answer.body.links.find(({ relation }: Json) => relation === 'appealed-by');
  const read = async () => (await (await council.as(accused)).get(`/v1/appeals/${id}`)).body;
  await council.until(async () => expect(await read()).toHaveProperty('stage'));
  return read;
}

/** Silence upholds: the decision takes effect, and nobody waited a week for it. */
async function upheldAtOnce(story: Story, appeal: () => Promise<Json>): Promise<void> {
  await story.reaches('ended');
  expect(await story.read()).toMatchObject({ outcome: 'executed' });
  expect(await appeal()).toMatchObject({ stage: 'ended', outcome: 'upheld', ruling: null });
  const [lodged] = await story.hours('appealed');
  const [ended] = await story.hours('ended');
  expect((ended ?? 0) - (lodged ?? 0)).toBeLessThan(1);
}

const becomes = async (council: Council, member: string, status: string, by = member) =>
  expect((await (await council.as(by)).put(`/v1/members/${member}/status`, { status })).status).toBe(200);

const last = async (story: Story): Promise<Json> => (await story.timeline()).at(-1)?.facts;
const kinds = async (story: Story) => (await story.timeline()).map(({ kind }) => kind);

describe('a guardian', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({ members: six });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it.each([
    { role: 'accused', named: ['anna'], choices: split },
    {
      role: 'a victim',
      named: ['fay', 'anna'],
      choices: { ben: 'for', carl: 'abstain', dora: 'against' },
    },
  ] as const)(
    'GUA-1 GUA-2 who is $role neither votes nor resolves',
    async ({ named: [accused, ...victims], choices }) => {
      const story = await heard(council, accused, ...victims);
      await council.wait('1h');
      expect(await story.read()).toMatchObject({ electorate: { size: 5 } });
      await deadlocksThrice(council, story, choices, '144h');
      expect(await story.read()).toMatchObject({ stage: 'ended', outcome: 'rejected' });
      expect(await story.hours('ended')).toEqual([552]);
      expect(await last(story)).toMatchObject({
        recused: { rule: 'GUA-1', facts: { because: 'concerned' } },
      });
      expect(await kinds(story)).not.toContain('guardian-resolution-opened');
    },
  );

  it.each([
    { role: 'accused', named: ['anna'] },
    { role: 'a victim', named: ['emil', 'anna'] },
  ] as const)(
    'GUA-1 APP-2 who is $role rules on no appeal: it is upheld at once',
    async ({ named: [accused, ...victims] }) => {
      const story = await judged(council, everyone, accused, ...victims);
      await upheldAtOnce(story, await appealed(council, story, accused));
    },
  );

  it('GUA-1 APP-2 who goes offline while an appeal waits has upheld it', async () => {
    const story = await judged(council, everyone, 'emil');
    const appeal = await appealed(council, story, 'emil');
    expect(await appeal()).toMatchObject({ stage: 'ruling' });
    await becomes(council, 'anna', 'offline');
    await upheldAtOnce(story, appeal);
  });

  it('GUA-1 APP-2 who is offline has upheld it before it waits', async () => {
    const story = await judged(council, everyone, 'emil');
    await becomes(council, 'anna', 'offline');
    await upheldAtOnce(story, await appealed(council, story, 'emil'));
  });

  it('GUA-1 MEM-4 APP-2 whom the registrar sets offline has the whole week, and may rule to its end', async () => {
    const story = await judged(council, everyone, 'emil');
    await story.reaches('appeal');
    await becomes(council, 'anna', 'offline', 'ben');
    const appeal = await appealed(council, story, 'emil');
    await council.wait('73h');
    expect(await appeal()).toMatchObject({ stage: 'ruling' });
    await council.wait('94h');
    const { id } = await appeal();
    const ruled = { ruling: 'overturn', reason: 'The press is his.' };
    expect((await (await council.as('anna')).post(`/v1/appeals/${id}/ruling`, ruled)).status).toBe(200);
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'overturned' });
    expect(await (await (await council.as('ben')).get('/v1/members/anna')).body).toMatchObject({
      status: 'active',
    });
  });

  it('GUA-1 MEM-4 DEA-2 whom the registrar set offline long ago has the whole week for a deadlock too', async () => {
    await becomes(council, 'anna', 'offline', 'ben');
    const story = await propose(council, 'carl', { category: 'resources' });
    await deadlocksThrice(council, story, { ...split, fay: 'abstain' });
    expect(await story.stage()).toBe('guardian-resolution');
    await council.wait('166h');
    expect(await story.stage()).toBe('guardian-resolution');
    await council.wait('2h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('rejected');
    expect(await last(story)).toMatchObject({ silent: true, recused: null });
  });

  it('GUA-1 AMD-2 who is offline is waited for with constitutional change, for a week', async () => {
    const patch = [{ op: 'replace', path: '/drafts/lapse', value: '7 days' }];
    const story = await propose(council, 'carl', {
      category: 'constitutional',
      action: { type: 'charter.amend', patch },
    });
    await council.wait('73h');
    await story.positions(Object.fromEntries(everyone.map((id) => [id, 'agree'])));
    await story.reaches('guardian-approval');
    await council.wait('167h');
    expect(await story.stage()).toBe('guardian-approval');
    await council.wait('1h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('lapsed');
    await becomes(council, 'anna', 'active');
  });

  it('GUA-1 MEM-2 who departs while the council waits for a resolution and an appeal falls silent in both', async () => {
    const deadlocked = await propose(council, 'carl', { category: 'resources' });
    for (const hours of ['145h', '96h', '240h']) {
      await council.wait(hours);
      await deadlocked.votes({ ...split, fay: 'abstain' });
    }
    const story = await heard(council, 'emil');
    await council.wait('72h');
    await deadlocked.reaches('guardian-resolution');
    await council.wait('1h');
    await story.positions(
      Object.fromEntries(everyone.filter((id) => id !== 'emil').map((id) => [id, 'agree'])),
    );
    const appeal = await appealed(council, story, 'emil');
    expect(await appeal()).toMatchObject({ stage: 'ruling' });
    await becomes(council, 'anna', 'departed');
    await deadlocked.reaches('ended');
    expect((await deadlocked.read()).outcome).toBe('rejected');
    expect((await deadlocked.hours('ended'))[0]).toBeLessThan(555);
    await upheldAtOnce(story, appeal);
  });

  it('GUA-1 who departed is silent from then on, and so is the office', async () => {
    const deadlocked = await propose(council, 'carl', { category: 'resources' });
    await deadlocksThrice(council, deadlocked);
    expect(await deadlocked.read()).toMatchObject({ stage: 'ended', outcome: 'rejected' });
    expect(await last(deadlocked)).toMatchObject({ recused: { facts: { because: 'vacant' } } });
    const story = await judged(
      council,
      everyone.filter((id) => id !== 'anna'),
      'emil',
    );
    await upheldAtOnce(story, await appealed(council, story, 'emil'));
  });
});

describe('an office that nobody holds', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({ members: withoutOffice });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('GUA-1 APP-2 upholds an appeal at once', async () => {
    const story = await judged(council, everyone, 'emil');
    await upheldAtOnce(story, await appealed(council, story, 'emil'));
  });
});

describe('a guardian who is released', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({ members: six });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('GUA-1 MEM-2 TIE-5 upholds the appeal that waited for them', async () => {
    const release = await propose(council, 'carl', {
      ...accusing('anna'),
      action: { type: 'member.release', member: 'anna' },
    });
    await release.post('anna', '/hearing', { decline: true });
    const story = await heard(council, 'emil');
    await council.wait('73h');
    await release.positions(Object.fromEntries(everyone.slice(1).map((id) => [id, 'agree'])));
    await release.reaches('appeal');
    await council.wait('2h');
    await story.positions(
      Object.fromEntries(everyone.filter((id) => id !== 'emil').map((id) => [id, 'agree'])),
    );
    await story.reaches('appeal');
    await council.wait('69h');
    const appeal = await appealed(council, story, 'emil');
    expect(await appeal()).toMatchObject({ stage: 'ruling' });
    await council.wait('1h');
    await release.reaches('ended');
    expect((await release.read()).outcome).toBe('executed');
    await story.reaches('ended');
    expect(await appeal()).toMatchObject({ outcome: 'upheld', ruling: null });
    const [lodged, ended] = [...(await story.hours('appealed')), ...(await story.hours('ended'))];
    expect((ended ?? 0) - (lodged ?? 0)).toBeLessThan(2);
  });
});

describe('a charter without a guardian', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({
      charter: (document) => ({
        ...document,
        guardian: null,
        categories: Object.fromEntries(
          Object.entries(document.categories).map(([name, category]) => [
            name,
            { ...category, approval: false },
          ]),
        ),
      }),
    });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('GUA-1 DEA-2 has no resolution: the third deadlock rejects', async () => {
    const story = await propose(council, 'carl', { category: 'resources' });
    await deadlocksThrice(council, story);
    expect(await story.read()).toMatchObject({ stage: 'ended', outcome: 'rejected' });
    expect(await story.hours('ended')).toEqual([552]);
    expect(await last(story)).toMatchObject({ rule: 'DEA-2', guardian: 'may not resolve' });
    expect(await kinds(story)).not.toContain('guardian-resolution-opened');
  });

  it('GUA-1 APP-1 has no stage of appeal: a justice decision takes effect at once', async () => {
    const story = await judged(
      council,
      five.map(({ id }) => id),
      'emil',
    );
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'executed' });
    expect(await kinds(story)).not.toContain('appeal-opened');
  });
});
