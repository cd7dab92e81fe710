/** What opens by itself under a charter that has changed since its opener began: it is decided all the same (PRO-12, CHA-1). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agree, decided, endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story, storyOf } from '../support/story.ts';

const everyone = five.map(({ id }) => id);

// Of its own for each story: once a proposal that outlived its opener has ended, the time-skipping server lets no more time pass.
let council: Council;
beforeEach(async () => {
  const members = five.map((member) => ({ ...member, family: member.id === 'anna' ? null : 'ash' }));
  council = await openCouncil({ members, families: [{ id: 'ash', name: 'Ash' }] });
});
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

const until = async (days: number) =>
  new Date(Date.parse(await council.now()) + days * 86_400_000).toISOString();

/** Adopts and approves it; it is in force 30 days later. */
async function amending(...patch: object[]): Promise<Story> {
  const story = await propose(council, 'carl', {
    category: 'constitutional',
    action: { type: 'charter.amend', patch },
  });
  await agree(council, story, everyone);
  await story.reaches('guardian-approval');
  await story.post('anna', '/approval', { approve: true, reason: 'Sound.' });
  await story.reaches('delay');
  return story;
}

async function opened(story: Story, relation: string): Promise<Story> {
  await story.reaches('ended');
  const { links, outcome } = await story.read();
  expect(outcome).toBe('escalated');
  const { id } = links.find((one: Json) => one.relation === relation);
  const other = storyOf(council, id, 'anna');
  await council.until(async () => expect(await other.read()).toHaveProperty('stage'));
  return other;
}

describe('a proposal that opens by itself', () => {
  it('PRO-12 TIE-5 is decided though its category permits its action no longer, and fails at its execution', async () => {
    const action = {
      type: 'mandate.grant',
      members: ['dora'],
      category: 'resources',
      until: await until(80),
    };
    await decided(council, 'carl', { category: 'mandate', action }, everyone);
    const actions = ['none', 'task'];
    const amendment = await amending({
      op: 'replace',
      path: '/categories/resources/actions',
      value: actions,
    });
    await council.wait('29 days');
    const story = await propose(council, 'carl', {
      category: 'resources',
      action: { type: 'allocation.grant', resource: 'compute', amount: 1, to: 'carl', permanent: true },
    });
    await council.wait('1 day');
    await amendment.reaches('ended');
    for (const member of ['anna', 'ben']) expect((await story.post(member, '/call-backs')).status).toBe(201);
    const whole = await opened(story, 'called-back-to');
    expect(await whole.read()).toMatchObject({ stage: 'review', charterVersion: 2 });
    await agree(council, whole, everyone);
    await whole.reaches('ended');
    expect((await whole.read()).outcome).toBe('execution-failed');
    expect(await endingOf(whole)).toMatchObject({ refusal: { rule: 'TIE-5' } });
  });

  const path = '/categories/family.pooling';
  it.each<[string, object]>([
    ['abolished', { op: 'remove', path }],
    ['made personal', { op: 'replace', path, value: { tier: 'personal', actions: ['none'] } }],
    [
      'given to the council',
      { op: 'replace', path, value: { tier: 'council', threshold: { num: 2, den: 3 }, actions: ['none'] } },
    ],
  ])(
    'PRO-9 PRO-12 CHA-1 is decided under its opener’s charter where its category was %s',
    async (_, patch) => {
      const amendment = await amending(patch);
      await council.wait('29 days');
      await council.wait('20h');
      const story = await propose(council, 'carl', {
        category: 'family.pooling',
        impact: { affected: ['carl'], statement: 'One purse.' },
      });
      const { charterVersion } = await story.read();
      await council.wait('4h');
      await amendment.reaches('ended');
      for (const member of ['ben', 'carl', 'dora'])
        expect((await story.post(member, '/escalation')).status).toBe(201);
      const whole = await opened(story, 'escalated-to');
      expect(await whole.read()).toMatchObject({ stage: 'review', charterVersion });
      await agree(council, whole, everyone);
      await whole.reaches('ended');
      expect((await whole.read()).outcome).toBe('executed');
    },
  );
});
