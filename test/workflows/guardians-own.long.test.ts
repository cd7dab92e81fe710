/** The guardian judges neither what they wrote, wherever it came from, nor what they decided themselves (GUA-1, PRO-12). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endingOf } from '../support/adoption.ts';
import { quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { deadlocksThrice } from '../support/deadlock.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story, storyOf } from '../support/story.ts';

const members = [
  ...five.map((member) => (['anna', 'ben'].includes(member.id) ? { ...member, family: 'ash' } : member)),
  person('fay'),
];
const families = [{ id: 'ash', name: 'Ash' }];
const concerned = { recused: { rule: 'GUA-1', facts: { guardian: 'anna', because: 'concerned' } } };

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members, families });
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

/** Everybody, so that each vote closes at once. */
const halves = {
  anna: 'for',
  ben: 'for',
  carl: 'against',
  dora: 'against',
  emil: 'abstain',
  fay: 'abstain',
} as const;

async function linked(story: Story, relation: string): Promise<Story> {
  const { links } = await story.read();
  const found = storyOf(council, links.find((link: Json) => link.relation === relation).id, 'carl');
  await council.until(async () => expect(await found.read()).toHaveProperty('stage'));
  return found;
}

describe('a guardian', () => {
  it('GUA-1 APP-2 rules on no appeal of what they adopted: it is upheld at once', async () => {
    const story = await propose(council, 'carl', {
      category: 'justice',
      impact: { affected: ['emil'], statement: 'The press is mended or paid for.' },
      accused: 'emil',
    });
    expect((await story.post('emil', '/hearing', { decline: true })).status).toBe(201);
    await deadlocksThrice(council, story, { anna: 'for', ben: 'for', carl: 'against', dora: 'against' });
    await story.reaches('guardian-resolution');
    expect((await story.post('anna', '/resolution', { adopt: true, reason: 'It is due.' })).status).toBe(200);
    await story.reaches('appeal');
    await story.post('emil', '/appeal', { principle: 'autonomy', reason: 'She judged it already.' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    const appeal = (await story.read()).links.find(({ relation }: Json) => relation === 'appealed-by');
    const record = (await council.anyone.get(`/v1/decisions/${appeal.id}/record`)).body;
    expect(record).toMatchObject({ outcome: 'upheld', ruling: null, ...concerned });
  });

  it('GUA-1 CNF-4 rules on no appeal of the remedy that they picked', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    await story.impasse('carl', 'dora');
    await story.reaches('arbitration', 'ranking');
    const remedy = await story.propose('ben');
    await council.wait('72h');
    await story.reaches('arbitration', 'voting');
    await story.votes({ anna: 'for', ben: 'for', emil: 'against', fay: 'against' });
    await council.wait('96h');
    await story.reaches('guardian-resolution');
    expect((await story.post('anna', '/resolution', { remedy, reason: 'It is fair.' })).status).toBe(200);
    await story.reaches('appeal');
    await story.appeal('dora');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'arbitrated', appeal: { outcome: 'upheld' } });
  });

  // Last: once a proposal that outlived its opener has ended, the time-skipping server lets no more time pass.
  it('GUA-1 PRO-12 resolves nothing that they wrote for their family, once it has come to the council', async () => {
    const asked = await propose(council, 'anna', {
      category: 'family.pooling',
      impact: { affected: ['anna', 'ben'], statement: 'One purse.' },
    });
    for (const member of ['anna', 'ben']) await asked.post(member, '/escalation');
    await asked.reaches('ended');
    const story = await linked(asked, 'escalated-to');
    expect(await story.read()).toMatchObject({ author: null, originator: 'anna' });
    for (const hours of ['145h', '25h', '169h']) {
      await council.wait(hours);
      await story.votes(halves);
    }
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('rejected');
    expect(await endingOf(story)).toMatchObject({ rule: 'DEA-2', silent: true, ...concerned });
    expect((await story.timeline()).map(({ kind }) => kind)).not.toContain('guardian-resolution-opened');
  });
});
