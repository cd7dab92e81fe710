/** One whole process per ending that tiers, vetoes, mandates and special categories add, each with a history that is recorded on demand (PRO-9). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agree, decided } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { deadlocksThrice } from '../support/deadlock.ts';
import { keepHistory } from '../support/histories.ts';
import type { Json } from '../support/http.ts';
import { five } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

const everyone = five.map(({ id }) => id);
/** Of ash, who decide for themselves; anna is the guardian, and dora attests resources. */
const ash = ['ben', 'carl', 'dora', 'emil'];
const members = five.map((member) => ({
  ...member,
  family: ash.includes(member.id) ? 'ash' : null,
  roles: member.id === 'dora' ? (['resource-steward'] as const) : member.roles,
}));

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members, families: [{ id: 'ash', name: 'Ash' }] });
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

const later = async (hours: number) =>
  new Date(Date.parse(await council.now()) + hours * 3_600_000).toISOString();

const linkOf = async (story: Story, relation: string): Promise<string> =>
  (await story.read()).links.find((link: Json) => link.relation === relation).id;

const family = { category: 'family.pooling', impact: { affected: ['carl'], statement: 'One purse.' } };

async function adoptedByFamily(): Promise<Story> {
  const story = await propose(council, 'carl', family);
  await story.positions(Object.fromEntries(ash.map((id) => [id, 'agree'])));
  await story.reaches('veto');
  return story;
}

async function amendment(): Promise<Story> {
  const patch = [{ op: 'replace', path: '/drafts/lapse', value: '14 days' }];
  const story = await propose(council, 'carl', {
    category: 'constitutional',
    action: { type: 'charter.amend', patch },
  });
  await agree(council, story, everyone);
  await story.reaches('guardian-approval');
  return story;
}

const birth = async () => ({
  category: 'reproduction',
  parents: ['anna', 'ben'],
  diversity: 'The first who learned to sail.',
  action: {
    type: 'member.admit',
    member: { id: 'ada', name: 'Ada', kind: 'agent', family: 'ash', bornAt: await later(1) },
  },
});

/** Judged, and appealed; the guardian rules, and the appeal's own history is kept. */
async function ruled(ruling: 'uphold' | 'overturn' | 'remand'): Promise<Story> {
  const story = await propose(council, 'carl', {
    category: 'justice',
    impact: { affected: ['emil'], statement: 'Emil mends the press.' },
    accused: 'emil',
    victims: ['dora'],
  });
  await story.post('emil', '/representative', { member: 'ben' });
  await story.post('emil', '/hearing', { decline: true });
  await story.post('dora', '/hearing', { text: 'I only want it mended.' });
  await agree(council, story, ['anna', 'ben', 'carl']);
  await story.reaches('appeal');
  await story.post('emil', '/appeal', { principle: 'autonomy', reason: 'It is my press.' });
  const appeal = await linkOf(story, 'appealed-by');
  const anna = await council.as('anna');
  const path = `/v1/appeals/${appeal}`;
  await council.until(async () => expect((await anna.get(path)).status).toBe(200));
  expect((await anna.post(`${path}/ruling`, { ruling, reason: 'So the principles say.' })).status).toBe(200);
  await story.reaches('ended');
  await keepHistory(council, `appeal-${ruling}`, appeal);
  return story;
}

const endings: Readonly<Record<string, { readonly outcome: string; readonly story: () => Promise<Story> }>> =
  {
    'personal-executed': {
      outcome: 'executed',
      story: () =>
        propose(council, 'carl', {
          category: 'personal.time',
          impact: { affected: ['carl'], statement: 'My evenings.' },
        }),
    },
    'family-executed': {
      outcome: 'executed',
      story: async () => {
        const story = await adoptedByFamily();
        await council.wait('24h');
        return story;
      },
    },
    'vetoed-uncontested': {
      outcome: 'vetoed',
      story: async () => {
        const story = await adoptedByFamily();
        await story.post('ben', '/veto', { matter: 'time', reason: 'My evenings.' });
        await council.wait('24h');
        return story;
      },
    },
    'veto-lifted-by-the-council': {
      outcome: 'executed',
      story: async () => {
        const story = await adoptedByFamily();
        await story.post('ben', '/veto', { matter: 'time', reason: 'My evenings.' });
        await story.post('dora', '/veto/contest', { reason: 'It is money.' });
        await council.wait('25h');
        const question = await linkOf(story, 'questioned-by');
        await council.wait('73h');
        for (const member of ['anna', 'carl', 'dora', 'emil'])
          await (await council.as(member)).put(`/v1/proposals/${question}/ballot`, { choice: 'for' });
        await council.wait('71h');
        await story.reaches('ended');
        await keepHistory(council, 'question-executed', question);
        return story;
      },
    },
    'objection-stands': {
      outcome: 'vetoed',
      story: async () => {
        const story = await propose(council, 'carl', {
          impact: { affected: ['emil'], statement: 'His Thursdays.' },
        });
        await council.wait('71h');
        await story.post('emil', '/objection', { matter: 'time', reason: 'My Thursdays.' });
        await council.wait('2h');
        await story.positions(Object.fromEntries(everyone.map((id) => [id, 'agree'])));
        await story.reaches('requirements');
        await council.wait('24h');
        return story;
      },
    },
    'lapsed-at-a-gate': {
      outcome: 'lapsed',
      story: async () => {
        const story = await propose(council, 'carl', await birth());
        await story.post('anna', '/consents', { consent: true });
        await agree(council, story, everyone);
        await council.wait('95h');
        return story;
      },
    },
    'rejected-by-a-parent': {
      outcome: 'rejected',
      story: async () => {
        const story = await propose(council, 'carl', await birth());
        await story.post('dora', '/attestations', { resources: 'Enough.' });
        await story.post('ben', '/consents', { consent: false });
        return story;
      },
    },
    'refused-by-guardian': {
      outcome: 'refused-by-guardian',
      story: async () => {
        const story = await amendment();
        await story.post('anna', '/approval', { approve: false, reason: 'Too short.' });
        return story;
      },
    },
    'lapsed-without-approval': {
      outcome: 'lapsed',
      story: async () => {
        const story = await amendment();
        await council.wait('168h');
        return story;
      },
    },
    'amendment-executed': {
      outcome: 'executed',
      story: async () => {
        const story = await amendment();
        await story.post('anna', '/approval', { approve: true, reason: 'Sound.' });
        await story.reaches('delay');
        await story.post('emil', '/opt-outs', { reason: 'Too short for me.' });
        await council.wait('30 days');
        return story;
      },
    },
    'executed-with-delegations': {
      outcome: 'executed',
      story: async () => {
        const story = await propose(council, 'carl');
        const until = await later(80 * 24);
        for (const [from, to] of [
          ['anna', 'carl'],
          ['ben', 'carl'],
          ['dora', 'emil'],
        ] as const)
          await (
            await council.as(from)
          ).post('/v1/delegations', {
            to,
            scope: to === 'carl' && from === 'ben' ? {} : { proposal: story.id },
            until,
          });
        await story.post('carl', '/disclosures', { interests: 'My sister runs the workshop.' });
        await story.post('emil', '/disclosures', { interests: 'none' });
        await council.wait('145h');
        await story.votes({ carl: 'for', emil: 'for' });
        await council.wait('71h');
        return story;
      },
    },
    upheld: { outcome: 'executed', story: () => ruled('uphold') },
    overturned: { outcome: 'overturned', story: () => ruled('overturn') },
    'escalated-by-deadlock': {
      outcome: 'escalated',
      story: async () => {
        const story = await propose(council, 'carl', family);
        await deadlocksThrice(council, story, { ben: 'for', carl: 'abstain', dora: 'against' }, '73h');
        return story;
      },
    },
    'called-back': {
      outcome: 'escalated',
      story: async () => {
        const action = {
          type: 'mandate.grant',
          members: ['dora'],
          category: 'resources',
          until: await later(1_000),
        };
        await decided(council, 'carl', { category: 'mandate', action }, everyone);
        const story = await propose(council, 'carl', { category: 'resources' });
        for (const member of ['anna', 'ben']) await story.post(member, '/call-backs');
        return story;
      },
    },
    remanded: { outcome: 'remanded', story: () => ruled('remand') },
    'escalated-when-asked': {
      outcome: 'escalated',
      story: async () => {
        const story = await propose(council, 'carl', family);
        for (const member of ['ben', 'carl', 'dora']) await story.post(member, '/escalation');
        return story;
      },
    },
  };

// Those that hand on come last: once a proposal that outlived its opener has ended, the time-skipping server lets no more time pass.
for (const [name, { outcome, story: tell }] of Object.entries(endings))
  it(`PRO-9 ${name}`, async () => {
    const story = await tell();
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe(outcome);
    await keepHistory(council, name, story.id);
  });
