/** One whole node veto per ending, each with a history that is recorded on demand, and those of the acts that waited for one (NVP-1 to NVP-4). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { agree } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone } from '../support/emergency.ts';
import { keepHistory } from '../support/histories.ts';
import { type NodeVetoStory, vetoing } from '../support/node-veto.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
beforeEach(async () => {
  council = await openCouncil({
    members: [...quarrellers, person('lena', { roles: ['leadership'] }), person('mika'), person('nils')],
    families,
  });
});
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

const electors = ['anna', 'ben', 'carl', 'dora', 'emil', 'fay', 'gus', 'lena', 'mika', 'nils'];
const contested = { contest: 'There is none.' };

const stopped = async (words: string, node: string): Promise<{ act: Story; veto: NodeVetoStory }> => {
  const act = await propose(council, 'anna', { text: words });
  return { act, veto: await vetoing(council, node, act.id) };
};

const vetoes: Readonly<Record<string, () => Promise<{ act: Story; veto: NodeVetoStory }>>> = {
  settled: async () => {
    const told = await stopped('Settled.', 'dora');
    await told.veto.does('gus', '/joining', { node: { family: 'birch' } });
    await told.veto.does('anna', '/answer', { removes: 'A second line.' });
    for (const member of ['dora', 'gus']) await told.veto.does(member, '/agreement');
    return told;
  },
  withdrawn: async () => {
    const told = await stopped('Withdrawn.', 'emil');
    await told.veto.does('emil', '/withdrawal');
    return told;
  },
  denied: async () => {
    const told = await stopped('Denied.', 'fay');
    await told.veto.does('anna', '/answer', contested);
    await agree(council, told.act, electors);
    await told.act.reaches('execution');
    // The first three were silent.
    await told.veto.find(false);
    await told.veto.does('fay', '/withdrawal');
    return told;
  },
  vetoed: async () => {
    const told = await stopped('Vetoed.', 'gus');
    await told.veto.does('anna', '/answer', contested);
    await told.veto.find(true);
    await council.wait('25h');
    return told;
  },
  overturned: async () => {
    const told = await stopped('Overturned.', 'mika');
    await told.veto.does('anna', '/answer', contested);
    await told.veto.find(true);
    await told.veto.does('ben', '/question', { reason: 'Is it so?' });
    const question = await told.veto.question();
    await agree(council, told.act, electors);
    await question.reaches('voting');
    await question.votes(
      Object.fromEntries(electors.filter((one) => one !== 'mika').map((one) => [one, 'for'])),
    );
    return told;
  },
  lapsed: async () => {
    const told = await stopped('Lapsed.', 'nils');
    await told.act.post('anna', '/withdrawal');
    return told;
  },
};

for (const [outcome, tell] of Object.entries(vetoes))
  it(`NVP-1 NVP-2 NVP-3 NVP-4 ${outcome}`, async () => {
    const { act, veto } = await tell();
    await council.until(async () => expect(await veto.read()).toMatchObject({ stage: 'ended', outcome }));
    await keepHistory(council, `node-veto-${outcome}`, veto.id);
    if (outcome !== 'denied' && outcome !== 'vetoed') return;
    await act.reaches('ended');
    await keepHistory(council, `proposal-held-and-${outcome}`, act.id);
  });

it('NVP-2 an emergency whose action was held, and is then done', async () => {
  const by = new Date(Date.parse(await council.now()) + 60 * 3_600_000).toISOString();
  const act = await actAlone(council, 'lena', {
    what: 'The bridge is closed.',
    action: { type: 'task', assignee: 'dora', instructions: 'Climb it', by },
    reversal: { type: 'task', assignee: 'emil', instructions: 'Open it', by: '2099-01-01T00:00:00.000Z' },
  });
  await council.until(async () => expect((await act.read()).actionState).toBe('awaited'));
  const veto = await vetoing(council, 'dora', act.id);
  for (const account of ['report', 'justification'] as const) await act.accounts(account);
  await council.wait('7h');
  expect((await act.post('dora', '/task', { evidence: 'I was up.' })).status).toBe(200);
  await veto.does('dora', '/withdrawal');
  await council.wait('73h');
  await council.until(async () => expect((await act.read('emil')).can).toEqual(['task']));
  await act.post('emil', '/task', { evidence: 'It is open.' });
  await act.reaches('ended');
  await keepHistory(council, 'emergency-held', act.id);
});
