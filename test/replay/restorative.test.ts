/** One whole restorative work per ending, and a conflict that waits for it and is settled by it, each with a history that is recorded on demand (RST-1 to RST-5). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { keepHistory } from '../support/histories.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families } from '../support/quarrellers.ts';
import { repairStory } from '../support/repair.ts';
import {
  agreedWork,
  days,
  referred,
  referredConflict,
  restorers,
  type RestorativeStory,
} from '../support/restorative.ts';

let council: Council;
beforeEach(async () => {
  council = await openCouncil({ members: restorers, families });
});
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

/** All checks are answered as they are asked. */
async function kept(work: RestorativeStory): Promise<void> {
  const { agreedAt } = await work.read();
  for (const [n, until] of [
    [1, 7],
    [2, 30],
    [3, 90],
  ] as const) {
    const left = Date.parse(days(agreedAt, until)) - Date.parse(await council.now());
    await council.wait(`${left + 1_000}ms`);
    await work.stands({ deadline: days(agreedAt, until + 7) });
    for (const member of ['dora', 'carl']) await work.does(member, `/checks/${n}`, { kept: 'kept' });
  }
}

it('RST-1 RST-2 RST-3 RST-4 completed, and the conflict is settled by it', async () => {
  const { conflict, work } = await referredConflict(council);
  await repairStory(council, await agreedWork(work)).post('dora', '/obligations/1/release');
  await kept(work);
  await council.until(async () => expect(await conflict.read()).toMatchObject({ outcome: 'settled' }));
  await keepHistory(council, 'restorative-completed', work.id);
  await keepHistory(council, 'conflict-restored', conflict.id);
});

it('RST-4 returned, after one more circle, and a plan that another replaced', async () => {
  const work = await referred(council);
  const first = await agreedWork(work);
  for (const failure of [1, 2]) {
    await council.wait('169h');
    await work.stands({ can: ['checks'] });
    await work.does('dora', '/checks/1', { kept: 'not' });
    if (failure === 2) break;
    await work.meets();
    await work.agrees();
  }
  const plan = repairStory(council, first);
  await council.until(async () => expect(await plan.read()).toMatchObject({ outcome: 'replaced' }));
  await council.until(async () => expect(await work.read()).toMatchObject({ outcome: 'returned' }));
  await keepHistory(council, 'restorative-returned', work.id);
  await keepHistory(council, 'repair-replaced', first);
});

it('RST-1 declined', async () => {
  const work = await referred(council);
  await council.wait('169h');
  await work.stands({ outcome: 'declined' });
  await keepHistory(council, 'restorative-declined', work.id);
});
