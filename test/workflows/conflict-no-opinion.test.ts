/** Arbitration under a charter in which a ranking says nothing of what it leaves out: remedies are put while they are ranked (CNF-4, CON-1). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    members: quarrellers,
    families,
    charter: (document) => ({ ...document, preferences: { unranked: 'not-compared' } }),
  });
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

it('CNF-4 CON-1 who puts a remedy at the last and ranks it alone does not take the vote from those that all have ranked', async () => {
  const story = await quarrelWith(council, 'carl', ['dora']);
  await story.impasse('carl', 'dora');
  await story.reaches('mediation');
  await story.impasse('carl', 'dora');
  await story.reaches('arbitration', 'ranking');
  await story.propose('carl', 'It is moved back.');
  await story.propose('ben', 'Both pay.');
  await story.rank('anna', ['remedy-2'], ['remedy-1']);
  await story.rank('ben', ['remedy-2']);
  await council.wait('71h');
  await story.propose('dora', 'It stays.');
  await story.rank('emil', ['remedy-3'], ['remedy-1', 'remedy-2']);
  await council.wait('1h');
  expect(await story.reaches('arbitration', 'voting')).toMatchObject({ chosen: 'remedy-2' });
  // Nobody votes, and nobody appeals.
  await council.wait('200h');
  expect((await story.read()).outcome).toBe('unresolved');
});
