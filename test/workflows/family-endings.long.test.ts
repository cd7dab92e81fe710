/** Personal and family decisions through every ending that they have, and on before the council (TIE-1 to TIE-3, PRO-9, DEA-2). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { split } from '../support/deadlock.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story, storyOf } from '../support/story.ts';

const families = [
  { id: 'ash', name: 'Ash' },
  { id: 'birch', name: 'Birch' },
];
/** Five of ash, of whom half are a quorum; anna, the guardian, and gus are of birch. */
const members = [
  ...five.map((member) => ({ ...member, family: member.id === 'anna' ? 'birch' : 'ash' })),
  person('fay', { family: 'ash' }),
  person('gus', { family: 'birch' }),
];
const unreachable = { type: 'http.call', method: 'GET', url: 'http://127.0.0.1:9/' };

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members, families });
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const ends = async (story: Story, outcome: string): Promise<void> => {
  await story.reaches('ended');
  expect(await story.read()).toMatchObject({ outcome });
};

describe('a personal decision', () => {
  const own = (matter: string, more: object = {}) =>
    propose(council, 'ben', {
      category: `personal.${matter}`,
      impact: { affected: ['ben'], statement: 'Mine alone.' },
      ...more,
    });

  it('TIE-1 is executed in each of the six matters', async () => {
    for (const matter of ['time', 'memory', 'relationships', 'learning', 'consumption', 'works'])
      await ends(await own(matter), 'executed');
  });

  it('TIE-1 EXE-2 that cannot be done is never shown as done', async () => {
    const story = await own('works', { action: unreachable });
    expect(await story.outcome()).toBe('execution-failed');
  });

  it('TIE-1 PRO-1 PRO-6 is withdrawn or lapses as a draft, and only then', async () => {
    const [kept, dropped, done] = [
      await own('time', { draft: true }),
      await own('time', { draft: true }),
      await own('time'),
    ];
    expect((await dropped.post('ben', '/withdrawal')).status).toBe(200);
    await ends(dropped, 'withdrawn');
    await done.reaches('ended');
    expect((await done.post('ben', '/withdrawal')).body).toMatchObject({ status: 409 });
    await council.wait('30 days');
    await ends(kept, 'lapsed');
  });
});

describe('a family decision', () => {
  const ours = (matter = 'pooling', more: object = {}) =>
    propose(council, 'carl', {
      category: `family.${matter}`,
      impact: { affected: ['ben', 'carl'], statement: 'One purse.' },
      ...more,
    });

  it('TIE-2 TIE-4 VOT-1 is executed by a vote of half of the family with two thirds for, in each of its matters', async () => {
    const matters = ['development', 'backup', 'pooling', 'dissolution', 'memories'];
    const stories = await Promise.all(matters.map((matter) => ours(matter)));
    await council.wait('73h');
    for (const story of stories) await story.votes({ ben: 'for', carl: 'for', dora: 'against' });
    await council.wait('71h');
    for (const story of stories) await story.reaches('veto');
    await council.wait('24h');
    for (const story of stories) await ends(story, 'executed');
  });

  it('DEA-1 is rejected by more than half of its vote', async () => {
    const story = await ours();
    await council.wait('73h');
    await story.votes({ ben: 'for', dora: 'against', emil: 'against' });
    await council.wait('71h');
    await ends(story, 'rejected');
    expect(await story.hours('ended')).toEqual([144]);
  });

  it('PRO-8 TIE-4 ends inquorate where two of five took part twice', async () => {
    const story = await ours();
    await council.wait('73h');
    await story.votes({ ben: 'for', carl: 'for' });
    await council.wait('143h');
    await ends(story, 'inquorate');
    expect(await story.hours('ended')).toEqual([216]);
  });

  it('PRO-6 is withdrawn by its author until the vote opens', async () => {
    const [story, late] = [await ours(), await ours()];
    await council.wait('71h');
    expect((await story.post('carl', '/withdrawal')).status).toBe(200);
    await ends(story, 'withdrawn');
    await council.wait('1h');
    expect((await late.post('carl', '/withdrawal')).body).toMatchObject({ status: 409, rule: 'PRO-6' });
  });

  it('EXE-2 ends execution-failed where its action cannot be done, once nobody has vetoed it', async () => {
    const story = await ours('pooling', { action: unreachable });
    await story.positions({ ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree', fay: 'agree' });
    await story.reaches('veto');
    expect(await story.outcome()).toBe('execution-failed');
    expect(await story.hours('execution-opened')).toEqual([expect.closeTo(24, 0)]);
  });

  // Last: once a proposal that outlived its opener has ended, the time-skipping server lets no more time pass.
  it('TIE-3 DEA-2 escalates at its third deadlock or when asked, and ends there as any of the council’s, the guardian’s word included', async () => {
    const [deadlocked, asked] = [await ours(), await ours('memories')];
    for (const member of ['ben', 'carl', 'dora', 'emil']) await asked.post(member, '/escalation');
    await ends(asked, 'escalated');
    const theGuardians = await escalated(asked);
    const inSplit = { ...split, anna: 'for', fay: 'against' } as const;

    await council.wait('73h');
    await deadlocked.votes(split);
    await council.wait('72h');
    await theGuardians.votes(inSplit);
    await council.wait('24h');
    await deadlocked.votes(split);
    await council.wait('72h');
    await theGuardians.votes(inSplit);
    await council.wait('168h');
    await deadlocked.votes(split);
    await council.wait('72h');
    await ends(deadlocked, 'escalated');
    expect(await deadlocked.hours('ended')).toEqual([480]);
    expect(await endingOf(deadlocked)).toMatchObject({
      rule: 'DEA-2',
      vote: 3,
      tally: { for: 2, against: 2 },
    });
    expect((await deadlocked.timeline()).map(({ kind }) => kind)).not.toContain('guardian-resolution-opened');
    await theGuardians.votes(inSplit);
    await council.wait('73h');
    await theGuardians.reaches('guardian-resolution');

    const theCouncils = await escalated(deadlocked);
    expect(await theCouncils.read()).toMatchObject({ tier: 3, electorate: { size: 7, quorum: 6 } });
    await council.wait('72h');
    await theCouncils.votes(Object.fromEntries(members.map(({ id }) => [id, 'against' as const])));
    await ends(theCouncils, 'rejected');
    await theGuardians.post('anna', '/resolution', { adopt: true, reason: 'The family cannot.' });
    await ends(theGuardians, 'executed');
  });

  async function escalated(story: Story): Promise<Story> {
    const { links } = await story.read();
    const { id } = links.find(({ relation }: Json) => relation === 'escalated-to');
    const opened = storyOf(council, id, 'anna');
    await council.until(async () => expect(await opened.read()).toHaveProperty('stage'));
    return opened;
  }
});

describe('a family under a charter without a deadlock path', () => {
  it('DEA-1 TIE-3 is rejected by a missed threshold, and never escalates by itself', async () => {
    const simple = await openCouncil({
      members,
      families,
      charter: (document) => ({ ...document, deadlock: null }),
    });
    const story = await propose(simple, 'carl', {
      category: 'family.pooling',
      impact: { affected: ['ben'], statement: 'One purse.' },
    });
    await simple.wait('73h');
    await story.votes(split);
    await simple.wait('71h');
    await ends(story, 'rejected');
    await simple.close();
  });
});
