/** One whole repair plan per ending, each with a history that is recorded on demand (MND-1 to MND-4). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { keepHistory } from '../support/histories.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';
import {
  agreedPlan,
  apology,
  arbitratedConflict,
  fence,
  putPlan,
  repairStory,
  type RepairStory,
  settledConflict,
} from '../support/repair.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: quarrellers, families });
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

const repairs: Readonly<Record<string, () => Promise<RepairStory>>> = {
  fulfilled: async () => {
    const plan = await agreedPlan(council);
    await plan.done('carl', { amount: 150 });
    await plan.post('dora', '/obligations/1/confirmation', { confirm: false, reason: 'I have not seen it.' });
    await plan.post('gus', '/obligations/1/verification', { done: true, reason: 'I have.' });
    await council.wait('553h');
    await plan.stand(['verified', 'verified', 'missed', 'open']);
    await plan.done('carl');
    await council.wait('145h');
    await plan.stand(['verified', 'verified', 'unconfirmed', 'open']);
    await plan.post('dora', '/obligations/1/release');
    return plan;
  },
  released: async () => {
    const plan = await agreedPlan(council);
    const obligations = [apology(await council.now())];
    await plan.post('gus', '/terms', { obligations });
    for (const member of ['carl', 'dora']) await plan.post(member, '/terms/acceptance', { terms: 2 });
    await plan.post('dora', '/obligations/1/release');
    return plan;
  },
  broken: async () => {
    const plan = await agreedPlan(council, [apology(await council.now())]);
    await council.wait('650h');
    return plan;
  },
  'fulfilled by a circle': async () => {
    const from = await arbitratedConflict(council, ['anna', 'ben', 'fay', 'gus']);
    const put = await putPlan(council, 'carl', from, [fence(await council.now(), { to: null })]);
    const plan = repairStory(council, put.body.id);
    await plan.post('emil', '/circle/words', { text: 'I could not sleep.' });
    await plan.post('emil', '/obligations/1/choice', { to: 'emil' });
    for (const member of ['emil', 'dora']) await plan.post(member, '/obligations/1/choice', { to: 'dora' });
    for (const member of ['dora', 'gus']) await plan.post(member, '/terms/acceptance');
    await plan.done('carl', { amount: 300 });
    await plan.post('dora', '/obligations/1/confirmation', { confirm: true });
    return plan;
  },
  declined: async () => {
    const put = await putPlan(council, 'carl', await settledConflict(council), [
      apology(await council.now()),
    ]);
    await council.wait('241h');
    return repairStory(council, put.body.id);
  },
};

for (const [name, tell] of Object.entries(repairs))
  it(`MND-1 MND-2 MND-3 MND-4 ${name}`, async () => {
    const plan = await tell();
    const [outcome] = name.split(' ');
    await council.until(async () => expect(await plan.read()).toMatchObject({ stage: 'ended', outcome }));
    await keepHistory(council, `repair-${name.replaceAll(' ', '-')}`, plan.id);
  });
