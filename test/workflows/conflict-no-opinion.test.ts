/** Arbitration under a charter in which a ranking says nothing of what it leaves out (CNF-4, CON-1). */
import { afterEach, expect, it } from 'vitest';
import type { Charter } from '../../charter/types.ts';
import { quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';

let council: Council;
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

it.each<[NonNullable<Charter['preferences']>['unranked'], string]>([
  ['last', 'remedy-3'],
  ['not-compared', 'remedy-1'],
])('CNF-4 CON-1 where what is not ranked is %s, the vote is on %s', async (unranked, chosen) => {
  council = await openCouncil({
    members: quarrellers,
    families,
    charter: (document) => ({ ...document, preferences: { unranked } }),
  });
  const story = await quarrelWith(council, 'carl', ['dora']);
  await story.impasse('carl', 'dora');
  await story.reaches('mediation');
  await story.impasse('carl', 'dora');
  await story.reaches('arbitration', 'ranking');
  await story.propose('carl', 'It is moved back.');
  await story.propose('dora', 'It stays.');
  await story.propose('ben', 'Both pay.');
  await story.rank('anna', ['remedy-1'], ['remedy-2']);
  await story.rank('ben', ['remedy-3']);
  await story.rank('emil', ['remedy-3']);
  await council.wait('72h');
  expect(await story.reaches('arbitration', 'voting')).toMatchObject({ chosen });
  // Nobody votes, and nobody appeals.
  await council.wait('200h');
  expect((await story.read()).outcome).toBe('unresolved');
});
