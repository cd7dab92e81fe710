/** Appeals of arbitrations: upheld, overturned, remanded once, and the whole climb (APP-1, APP-2, CNF-1 to CNF-5). */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conflictStory, type ConflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { arbiters, families, quarrellers } from '../support/quarrellers.ts';

const quarrelling = (): Promise<Council> =>
  openCouncil({ members: [...quarrellers, person('olga'), person('paul')], families });

const endingOf = async (story: ConflictStory): Promise<Json> => (await story.timeline()).at(-1)?.facts;
const votesFor = Object.fromEntries([...arbiters, 'olga'].map((elector) => [elector, 'for'] as const));

/** The council has decided for a remedy: it stands in the window of the appeal. */
async function decided(council: Council): Promise<ConflictStory> {
  const story = await quarrelWith(council, 'carl', ['dora']);
  await story.impasse('carl', 'dora');
  await story.reaches('mediation');
  await story.impasse('carl', 'dora');
  await story.reaches('arbitration', 'ranking');
  await decide(council, story);
  return story;
}

async function decide(council: Council, story: ConflictStory): Promise<void> {
  await story.propose('ben');
  await council.wait('72h');
  await story.reaches('arbitration', 'voting');
  await story.votes(votesFor);
  await council.wait('96h');
  await story.reaches('appeal');
}

describe('an appeal of an arbitration', () => {
  let council: Council;
  beforeAll(async () => {
    council = await quarrelling();
  });
  // Whatever has ended so far has a record that gives the same outcome again (REC-1).
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('APP-1 PRO-10 is a party’s, names a core principle, comes in its window and once', async () => {
    const story = await decided(council);
    expect((await story.appeal('ben')).body).toMatchObject({ status: 403, rule: 'APP-1' });
    expect((await story.appeal('dora', 'fun')).body).toMatchObject({
      type: '/problems/unknown-principle',
      rule: 'APP-1',
    });
    const lodged = await story.appeal('dora');
    expect(lodged.body).toMatchObject({ stage: 'appeal', deadline: null, appeal: { outcome: null } });
    expect((await story.appeal('carl')).body).toMatchObject({ type: '/problems/already-done' });
    const path = await story.appealPath();
    expect((await (await council.as('gus')).get(path)).body).toMatchObject({
      of: { kind: 'conflict', id: story.id },
      appellant: 'dora',
      principle: 'consent-first',
      can: [],
    });
    expect((await story.rule('ben', 'uphold')).body).toMatchObject({ status: 403, rule: 'APP-2' });
    expect((await story.rule('anna', 'uphold')).body).toMatchObject({ outcome: 'upheld' });
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'arbitrated', appeal: { outcome: 'upheld' } });
  });

  it('APP-1 too late it is refused', async () => {
    const story = await decided(council);
    await council.wait('72h');
    await story.reaches('ended');
    expect((await story.appeal('dora')).body).toMatchObject({
      type: '/problems/wrong-stage',
      facts: { stage: 'ended' },
    });
  });

  it('APP-2 overturns it', async () => {
    const story = await decided(council);
    await story.appeal('dora');
    expect((await story.rule('anna', 'overturn')).status).toBe(200);
    await story.reaches('ended');
    expect(await endingOf(story)).toMatchObject({ outcome: 'overturned', rule: 'APP-2', by: 'dora' });
  });

  it('APP-2 a week of silence upholds; what found nothing can be appealed too', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    await council.wait('24h');
    await story.reaches('mediation');
    await council.wait('48h');
    await story.reaches('arbitration', 'ranking');
    await council.wait('72h');
    await story.reaches('appeal');
    await story.appeal('carl');
    await story.appealPath();
    await council.wait('167h');
    expect(await story.read()).toMatchObject({ stage: 'appeal' });
    await council.wait('2h');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'unresolved', appeal: { outcome: 'upheld' } });
  });

  it('GUA-1 APP-2 before a guardian who is a party it is upheld at once', async () => {
    const story = await quarrelWith(council, 'olga', ['anna']);
    await story.impasse('olga', 'anna');
    await story.reaches('arbitration', 'ranking');
    await council.wait('72h');
    await story.reaches('appeal');
    await story.appeal('olga');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'unresolved', appeal: { outcome: 'upheld' } });
  });
});

describe('what outlives its opener', () => {
  // The test server skips no more time once a process has ended that outlived its opener: each of these has a server of its own.
  let council: Council;
  beforeEach(async () => {
    council = await quarrelling();
  });
  afterEach(async () => {
    await allProveThemselves(council);
    await council.close();
  });

  it('CNF-1 to CNF-5 APP-2 the whole climb: 24 h, 48 h, a week, the appeal, and the remand, which is the last', async () => {
    const story = await quarrelWith(council, 'carl', ['dora'], { what: 'The well is dry.' });
    await story.terms('dora');
    await council.wait('24h');
    await story.reaches('mediation');
    await story.terms('gus');
    await council.wait('48h');
    await decide(council, story);
    await council.wait('71h');
    await story.appeal('dora');
    expect((await story.rule('anna', 'remand')).body).toMatchObject({ outcome: 'remanded' });
    await story.reaches('ended');
    const { outcome, remandedTo, electorate, parties, what, remedy, charterVersion, endedAt } =
      await story.read();
    expect(outcome).toBe('remanded');
    expect(await story.hours()).toEqual([
      ['negotiation', 0, 24],
      ['mediation', 24, 72],
      ['arbitration/ranking', 72, 144],
      ['arbitration/voting', 144, 240],
      ['appeal', 240, expect.anything()],
    ]);
    expect(await endingOf(story)).toMatchObject({ rule: 'APP-2', to: remandedTo });

    const again = conflictStory(council, remandedTo, 'carl');
    expect(await again.reaches('arbitration', 'ranking')).toMatchObject({
      remandOf: story.id,
      parties,
      what,
      remedy,
      charterVersion,
      electorate,
      terms: [],
      path: [{ stage: 'arbitration', step: 'ranking' }],
    });
    expect((await again.read()).createdAt >= endedAt).toBe(true);
    expect((await again.timeline()).map(({ kind }) => kind)).toEqual(['remand-of', 'arbitration-opened']);
    await decide(council, again);
    await again.appeal('carl');
    expect((await again.rule('anna', 'remand')).body).toMatchObject({
      type: '/problems/already-done',
      rule: 'APP-2',
    });
    expect((await again.rule('anna', 'uphold')).status).toBe(200);
    await again.reaches('ended');
    expect(await again.read()).toMatchObject({ outcome: 'arbitrated' });
  });

  it('CNF-1 APP-2 a side that empties ends the conflict while its appeal goes on', async () => {
    const story = await quarrelWith(council, 'olga', ['paul']);
    await story.impasse('olga', 'paul');
    await story.reaches('arbitration', 'ranking');
    await council.wait('72h');
    await story.reaches('appeal');
    await story.appeal('paul');
    const path = await story.appealPath();
    await (await council.as('paul')).put('/v1/members/paul/status', { status: 'departed' });
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'dropped', appeal: { outcome: null } });
    expect((await (await council.as('anna')).get(path)).body).toMatchObject({
      stage: 'ruling',
      can: ['ruling'],
    });
    const ruled = await (
      await council.as('anna')
    ).post(`${path}/ruling`, { ruling: 'uphold', reason: 'So be it.' });
    expect(ruled.body).toMatchObject({ stage: 'ended', outcome: 'upheld' });
  });
});
