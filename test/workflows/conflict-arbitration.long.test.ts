/** Arbitration: remedies ranked, the first voted on, the guardian where the council misses its threshold, and every ending (CNF-4, GUA-1). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ConflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: [...quarrellers, person('olga'), person('paul')], families });
});
// Whatever has ended so far has a record that gives the same outcome again (REC-1).
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

/** Everybody has given up at once: the council is seized. */
async function arbitrated(opener = 'carl', against: readonly string[] = ['dora']): Promise<ConflictStory> {
  const story = await quarrelWith(council, opener, against);
  await story.impasse(opener, ...against);
  if ((await story.read()).stage !== 'arbitration') {
    await story.reaches('mediation');
    await story.impasse(opener, ...against);
  }
  await story.reaches('arbitration', 'ranking');
  return story;
}

/** One remedy is put, and voted on. */
async function voted(
  choices: Readonly<Record<string, 'for' | 'against' | 'abstain'>>,
): Promise<ConflictStory> {
  const story = await arbitrated();
  await story.propose('anna');
  await council.wait('72h');
  await story.reaches('arbitration', 'voting');
  await story.votes(choices);
  await council.wait('96h');
  return story;
}

const endingOf = async (story: ConflictStory): Promise<Json> => (await story.timeline()).at(-1);
const setStatus = async (member: string, status: string) =>
  expect((await (await council.as(member)).put(`/v1/members/${member}/status`, { status })).status).toBe(200);

describe('remedies', () => {
  it('CNF-4 MEM-3 GUA-2 are put by electors and parties, and ranked by electors only', async () => {
    const story = await arbitrated();
    // Olga and Paul are of the council too; who quarrels is none of its electors.
    expect(await story.read('ben')).toMatchObject({
      electorate: { size: 7, quorum: 6 },
      can: ['remedies', 'preferences'],
    });
    expect((await story.read()).can).toEqual(['remedies']);
    expect(await story.propose('carl', 'It is moved back.')).toBe('remedy-1');
    expect(await story.propose('dora', 'It stays.')).toBe('remedy-2');
    expect(await story.propose('ben', 'Both pay.')).toBe('remedy-3');
    expect((await story.rank('carl', ['remedy-1'])).body).toMatchObject({
      type: '/problems/not-an-elector',
      rule: 'GUA-2',
    });
    expect((await story.post('nora', '/remedies', { text: 'x' })).body).toMatchObject({ status: 403 });
    expect((await story.rank('ben', ['remedy-4'])).body).toMatchObject({ type: '/problems/unknown-option' });
    expect((await story.rank('ben', ['remedy-3'], ['remedy-2'])).body.acknowledgement).toMatchObject({
      poll: 'remedies',
      elector: 'ben',
    });
    await story.rank('anna', ['remedy-2'], ['remedy-3']);
    await story.rank('emil', ['remedy-2']);
    expect((await story.vote('ben', 'for')).body).toMatchObject({
      type: '/problems/wrong-stage',
      facts: { step: 'ranking' },
    });
    expect((await story.get('/preferences')).body).toMatchObject({
      closed: false,
      options: ['remedy-1', 'remedy-2', 'remedy-3'],
      condorcetWinner: 'remedy-2',
      rankings: [{ member: 'anna' }, { member: 'ben' }, { member: 'emil' }],
    });
    await council.wait('72h');
    expect(await story.reaches('arbitration', 'voting')).toMatchObject({
      chosen: 'remedy-2',
      remedies: [{ by: 'carl' }, { by: 'dora', text: 'It stays.' }, { by: 'ben' }],
    });
    expect((await story.get('/preferences')).body).toMatchObject({ closed: true });
    expect((await story.post('ben', '/remedies', { text: 'Late.' })).body).toMatchObject({
      type: '/problems/wrong-stage',
    });
  });

  it('CNF-4 CON-1 of those tied first the one put first is voted on', async () => {
    const story = await arbitrated();
    await story.propose('dora', 'It stays.');
    await story.propose('carl', 'It goes.');
    await story.rank('ben', ['remedy-2', 'remedy-1']);
    await council.wait('72h');
    expect(await story.reaches('arbitration', 'voting')).toMatchObject({ chosen: 'remedy-1' });
  });

  it('CNF-4 at most five of one member, and one request makes one', async () => {
    const story = await arbitrated();
    const put = async () =>
      (await council.as('gus')).post(
        `/v1/conflicts/${story.id}/remedies`,
        { text: 'Once.' },
        { 'Idempotency-Key': 'once' },
      );
    const [first, again] = [await put(), await put()];
    expect(again.body).toEqual(first.body);
    for (let put = 2; put <= 5; put += 1) expect(await story.propose('gus')).toBe(`remedy-${put}`);
    expect((await story.post('gus', '/remedies', { text: 'One more.' })).body).toMatchObject({
      type: '/problems/limit-reached',
      facts: { most: 5 },
    });
  });

  it('CNF-4 without one it ends unresolved, after the window of the appeal', async () => {
    const story = await arbitrated();
    expect((await story.read()).ahead).toMatchObject([{ stage: 'appeal' }]);
    await council.wait('72h');
    expect(await story.reaches('appeal')).toMatchObject({ decided: 'unresolved', can: ['appeal'] });
    await council.wait('72h');
    await story.reaches('ended');
    expect((await endingOf(story)).facts).toMatchObject({ outcome: 'unresolved', because: 'no-remedy' });
  });
});

describe('the vote', () => {
  it('CNF-4 arbitrates with two thirds of the decisive votes and a quorum', async () => {
    const story = await voted({
      anna: 'for',
      ben: 'for',
      emil: 'for',
      fay: 'for',
      gus: 'against',
      olga: 'against',
    });
    expect(await story.reaches('appeal')).toMatchObject({
      decided: 'arbitrated',
      tally: { for: 4, against: 2, quorum: { met: true }, threshold: { met: true } },
    });
    expect((await story.get('/ballots')).body.items).toHaveLength(6);
    await council.wait('72h');
    await story.reaches('ended');
    expect(await endingOf(story)).toMatchObject({
      kind: 'ended',
      facts: { outcome: 'arbitrated', rule: 'CNF-4', remedy: 'remedy-1', by: 'vote' },
    });
  });

  it('CNF-4 without a quorum it ends unresolved', async () => {
    const story = await voted({ anna: 'for', ben: 'for', emil: 'for', fay: 'for', gus: 'for' });
    expect(await story.reaches('appeal')).toMatchObject({
      decided: 'unresolved',
      tally: { quorum: { met: false } },
    });
    await council.wait('72h');
    await story.reaches('ended');
    expect((await endingOf(story)).facts).toMatchObject({ outcome: 'unresolved', because: 'inquorate' });
  });

  it('CNF-4 VOT-2 just below two thirds it is the guardian’s, who picks any remedy with a reason', async () => {
    const story = await arbitrated();
    await story.propose('anna', 'Both pay.');
    await story.propose('ben', 'A hedge instead.');
    await council.wait('72h');
    await story.reaches('arbitration', 'voting');
    await story.votes({
      anna: 'for',
      ben: 'for',
      emil: 'for',
      fay: 'against',
      gus: 'against',
      olga: 'abstain',
    });
    expect((await story.read()).ahead.map(({ stage }: Json) => stage)).toEqual([
      'guardian-resolution',
      'appeal',
    ]);
    await council.wait('96h');
    expect(await story.reaches('guardian-resolution')).toMatchObject({ guardian: 'anna', can: [] });
    expect((await story.read('anna')).can).toEqual(['resolution']);
    const resolve = (member: string, remedy: string) =>
      story.post(member, '/resolution', { remedy, reason: 'It keeps the peace.' });
    expect((await resolve('ben', 'remedy-1')).body).toMatchObject({ status: 403, rule: 'CNF-4' });
    expect((await resolve('anna', 'remedy-3')).body).toMatchObject({
      type: '/problems/unknown-remedy',
      facts: { remedy: 'remedy-3', remedies: ['remedy-1', 'remedy-2'] },
    });
    expect((await resolve('anna', 'remedy-2')).body).toMatchObject({
      stage: 'appeal',
      decided: 'arbitrated',
      chosen: 'remedy-2',
      resolution: { remedy: 'remedy-2', reason: 'It keeps the peace.' },
    });
    await council.wait('72h');
    await story.reaches('ended');
    expect((await endingOf(story)).facts).toMatchObject({ outcome: 'arbitrated', by: 'guardian' });
  });

  it('CNF-4 a week of the guardian’s silence leaves it unresolved', async () => {
    const story = await voted({
      anna: 'for',
      ben: 'for',
      emil: 'for',
      fay: 'against',
      gus: 'against',
      olga: 'against',
    });
    await story.reaches('guardian-resolution');
    await council.wait('1 week');
    await story.reaches('appeal');
    await council.wait('72h');
    await story.reaches('ended');
    expect((await endingOf(story)).facts).toMatchObject({
      outcome: 'unresolved',
      because: 'silent',
      recused: null,
    });
    expect((await story.hours()).at(-2)?.[0]).toBe('guardian-resolution');
  });

  it('GUA-1 a guardian who goes offline is silent at once', async () => {
    const story = await voted({
      anna: 'for',
      ben: 'for',
      emil: 'for',
      fay: 'against',
      gus: 'against',
      olga: 'against',
    });
    await story.reaches('guardian-resolution');
    await setStatus('anna', 'offline');
    expect(await story.reaches('appeal')).toMatchObject({ decided: 'unresolved' });
    await setStatus('anna', 'active');
  });

  it('GUA-1 a guardian who is a party is silent at once', async () => {
    const story = await arbitrated('olga', ['anna']);
    await story.propose('ben');
    await council.wait('72h');
    await story.reaches('arbitration', 'voting');
    await story.votes({
      ben: 'for',
      carl: 'against',
      dora: 'against',
      emil: 'for',
      fay: 'for',
      gus: 'against',
    });
    await council.wait('96h');
    const { path } = await story.reaches('appeal');
    expect(path.map(({ stage }: Json) => stage)).not.toContain('guardian-resolution');
    await council.wait('72h');
    await story.reaches('ended');
    expect((await endingOf(story)).facts).toMatchObject({
      because: 'silent',
      recused: { code: 'recused', facts: { because: 'concerned' } },
    });
  });
});

describe('a side that is empty', () => {
  it('CNF-1 ends it dropped in arbitration too, for everybody to read', async () => {
    const story = await arbitrated('dora', ['paul']);
    await setStatus('paul', 'departed');
    await story.reaches('ended');
    expect(await story.read('ben')).toMatchObject({ outcome: 'dropped', terms: [] });
  });
});

describe('under another charter', () => {
  it('CNF-4 APP-1 without a guardian a missed threshold is unresolved at once, and nobody appeals', async () => {
    const free = await openCouncil({
      members: five.map((member) => ({ ...member, roles: [] })),
      charter: (document) => withoutGuardian(document),
    });
    try {
      const story = await quarrelWith(free, 'carl', ['dora']);
      await story.impasse('carl', 'dora');
      await story.reaches('arbitration', 'ranking');
      await story.propose('emil');
      await free.wait('72h');
      await story.reaches('arbitration', 'voting');
      await story.votes({ anna: 'for', ben: 'against', emil: 'against' });
      await free.wait('96h');
      await story.reaches('ended');
      expect((await endingOf(story)).facts).toMatchObject({ outcome: 'unresolved', because: 'no-guardian' });
      await allProveThemselves(free);
    } finally {
      await free.close();
    }
  });

  it('GUA-2 CNF-4 with nobody to arbitrate the parties put remedies, and the guardian, a party, is silent', async () => {
    const two = await openCouncil({ members: [person('carl', { roles: ['guardian'] }), person('dora')] });
    try {
      const story = await quarrelWith(two, 'carl', ['dora']);
      await story.impasse('carl', 'dora');
      expect(await story.reaches('arbitration')).toMatchObject({
        electorate: { size: 0, quorum: 0, council: 2 },
      });
      await story.propose('dora');
      await two.wait('72h');
      expect(await story.reaches('appeal')).toMatchObject({ decided: 'unresolved' });
      await two.wait('72h');
      await story.reaches('ended');
      expect((await endingOf(story)).facts).toMatchObject({ outcome: 'unresolved', because: 'silent' });
      await allProveThemselves(two);
    } finally {
      await two.close();
    }
  });
});

/** Nobody approves, resolves or rules. */
const withoutGuardian = (document: Json): Json => ({
  ...document,
  guardian: null,
  categories: Object.fromEntries(
    Object.entries(document.categories).map(([name, category]) => [
      name,
      { ...(category as object), approval: false, guardianMayResolve: false },
    ]),
  ),
});
