/** A conflict in its room: terms, impasse, mediators, and the instant at which it goes on by itself (CNF-1 to CNF-3, CNF-5). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ConflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';
import { person } from '../support/people.ts';

const passers = ['olga', 'paul', 'quin', 'rosa', 'sven', 'tess'].map((id) => person(id));

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: [...quarrellers, ...passers], families });
});
// Whatever has ended so far has a record that gives the same outcome again (REC-1).
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const kinds = async (story: ConflictStory): Promise<string[]> =>
  (await story.timeline()).map(({ kind }) => kind);

async function depart(member: string): Promise<void> {
  const answer = await (await council.as(member)).put(`/v1/members/${member}/status`, { status: 'departed' });
  expect(answer.status).toBe(200);
}

/** The member's row says that they left at an instant; nobody is told. */
const departedAt = (member: string, at: string) =>
  council.db
    .updateTable('members')
    .set({ status: 'departed', status_at: at })
    .where('id', '=', member)
    .execute();

const earlier = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) - milliseconds).toISOString();

describe('negotiation', () => {
  it('CNF-1 CNF-5 is opened by a party and shows the way ahead with its instants', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    const { createdAt, deadline, ahead, ...shown } = await story.read();
    expect(shown).toMatchObject({
      stage: 'negotiation',
      parties: [['carl'], ['dora']],
      what: 'The fence was moved by a yard.',
      can: ['terms', 'impasse', 'messages', 'withdrawal'],
      path: [{ stage: 'negotiation', step: null, opens: createdAt, closes: deadline, ended: null }],
    });
    const hours = (instant: string) => (Date.parse(instant) - Date.parse(createdAt)) / 3_600_000;
    expect(hours(deadline)).toBe(24);
    expect(
      ahead.map((one: { stage: string; opens: string; closes: string }) => [
        one.stage,
        hours(one.opens),
        hours(one.closes),
      ]),
    ).toEqual([
      ['mediation', 24, 72],
      ['arbitration', 72, 144],
      ['appeal', 144, 216],
    ]);
    const n = await story.terms('dora');
    expect((await story.accept('carl', n)).body).toMatchObject({ outcome: 'settled' });
  });

  it('CNF-2 is settled once every party has accepted the same terms, and not before', async () => {
    const story = await quarrelWith(council, 'carl', ['dora', 'olga']);
    const first = await story.terms('dora', 'The fence stays.');
    const second = await story.terms('carl', 'The fence goes.');
    expect((await story.accept('carl', first)).body).toMatchObject({ stage: 'negotiation' });
    expect((await story.accept('olga', second)).body).toMatchObject({ stage: 'negotiation' });
    expect((await story.read()).terms).toMatchObject([
      { n: 1, by: 'dora', text: 'The fence stays.', acceptedBy: ['dora', 'carl'], replacedBy: null },
      { n: 2, by: 'carl', text: 'The fence goes.', acceptedBy: ['carl', 'olga'], replacedBy: null },
    ]);
    const settled = await story.accept('olga', first);
    expect(settled.body).toMatchObject({ stage: 'ended', outcome: 'settled', deadline: null, can: [] });
    expect((await story.timeline()).at(-1)).toMatchObject({
      kind: 'ended',
      facts: { outcome: 'settled', rule: 'CNF-2', terms: 1 },
    });
  });

  it('CNF-2 newer terms replace the same member’s own, and what was replaced cannot be accepted', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    const old = await story.terms('dora');
    const newer = await story.terms('dora', 'It stands a foot to the left.');
    expect((await story.accept('carl', old)).body).toMatchObject({
      type: '/problems/replaced-terms',
      rule: 'CNF-2',
      facts: { n: old, replacedBy: newer },
    });
    expect((await story.accept('carl', 7)).body).toMatchObject({
      type: '/problems/unknown-terms',
      facts: { n: 7 },
    });
    expect((await story.accept('dora', newer)).status, 'one’s own, once more').toBe(200);
    expect((await story.read()).terms[1].acceptedBy).toEqual(['dora']);
    expect((await story.accept('carl', newer)).body).toMatchObject({ outcome: 'settled' });
    expect((await story.accept('carl', newer)).body).toMatchObject({ type: '/problems/wrong-stage' });
  });

  it('CNF-2 PRO-10 accepting the same terms twice is refused', async () => {
    const story = await quarrelWith(council, 'carl', ['dora', 'olga']);
    const n = await story.terms('dora');
    await story.accept('carl', n);
    expect((await story.accept('carl', n)).body).toMatchObject({
      type: '/problems/already-done',
      facts: { n },
    });
    await story.accept('olga', n);
  });

  it('CNF-3 goes on at once when every party has declared an impasse, each once', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    await story.impasse('carl');
    expect(await story.read()).toMatchObject({ stage: 'negotiation', impasse: ['carl'] });
    expect((await story.post('carl', '/impasse')).body).toMatchObject({ type: '/problems/already-done' });
    await story.impasse('dora');
    const { path } = await story.reaches('mediation');
    expect(path).toMatchObject([{ stage: 'negotiation' }, { stage: 'mediation' }]);
    expect(path[1].opens).toBe(path[0].ended);
    expect(path[0].ended < path[0].closes).toBe(true);
    expect((await story.read()).impasse, 'each stage has its own').toEqual([]);
    await story.accept('carl', await story.terms('dora'));
  });

  it('CNF-5 goes on at its instant, once, and what comes then is late', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    const n = await story.terms('dora');
    const { deadline } = await story.read();
    await council.wait('24h');
    const { path } = await story.reaches('mediation');
    expect(path).toMatchObject([
      { stage: 'negotiation', closes: deadline, ended: deadline },
      { stage: 'mediation', opens: deadline },
    ]);
    expect((await kinds(story)).filter((kind) => kind === 'mediation-opened')).toHaveLength(1);
    // Terms go with it: they can still be accepted.
    expect((await story.accept('carl', n)).body).toMatchObject({ outcome: 'settled' });
  });
});

describe('who departs', () => {
  it('CNF-1 is dropped: where one side is empty the conflict ends dropped', async () => {
    const story = await quarrelWith(council, 'carl', ['paul']);
    await depart('paul');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'dropped', dropped: ['paul'] });
    expect((await story.timeline()).slice(-2)).toMatchObject([
      { kind: 'party-dropped', facts: { member: 'paul', side: 2 } },
      { kind: 'ended', facts: { outcome: 'dropped', rule: 'CNF-1', side: 2 } },
    ]);
  });

  it('CNF-1 CNF-2 may have been the last whose word was missing', async () => {
    const story = await quarrelWith(council, 'carl', ['dora', 'quin']);
    await story.accept('carl', await story.terms('dora'));
    await depart('quin');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'settled', dropped: ['quin'] });
  });

  it('CNF-2 VOT-6 settled a millisecond before the end stays settled, though nobody was told', async () => {
    const story = await quarrelWith(council, 'carl', ['dora', 'rosa']);
    await story.accept('carl', await story.terms('dora'));
    const { deadline } = await story.read();
    await departedAt('rosa', earlier(deadline, 1));
    await council.wait('24h');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'settled', endedAt: earlier(deadline, 1) });
    expect(await kinds(story)).not.toContain('mediation-opened');
  });

  it('CNF-2 VOT-6 at the end instant it is late: mediation has begun, exactly once', async () => {
    const story = await quarrelWith(council, 'carl', ['dora', 'sven']);
    await story.accept('carl', await story.terms('dora'));
    const { deadline } = await story.read();
    await departedAt('sven', deadline);
    await council.wait('24h');
    await story.reaches('ended');
    const { path, outcome } = await story.read();
    expect(outcome).toBe('settled');
    expect(path).toMatchObject([
      { stage: 'negotiation', ended: deadline },
      { stage: 'mediation', opens: deadline },
    ]);
    expect((await kinds(story)).filter((kind) => kind === 'mediation-opened')).toHaveLength(1);
  });
});

describe('mediation', () => {
  it('CNF-3 is by the active mature members of both families without the parties, who put terms too', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    expect((await story.post('gus', '/terms', { text: 'Not yet.' })).status, 'no mediator yet').toBe(404);
    await story.impasse('carl', 'dora');
    expect(await story.reaches('mediation')).toMatchObject({
      mediators: ['fay', 'gus', 'nora'],
      mediatorsBySide: [2, 1],
    });
    const n = await (async () => {
      // To act would bring him back (MEM-4).
      expect((await (await council.as('hal')).get(`/v1/conflicts/${story.id}`)).status, 'away').toBe(404);
      expect((await story.post('kim', '/terms', { text: 'x' })).status, 'too young').toBe(404);
      return story.terms('nora', 'Each keeps half of the yard.');
    })();
    expect((await story.read()).terms).toMatchObject([{ n, by: 'nora', acceptedBy: [] }]);
    expect((await story.accept('nora', n)).body, 'a mediator settles nothing').toMatchObject({
      status: 403,
      rule: 'CNF-2',
    });
    expect((await story.post('gus', '/impasse')).body).toMatchObject({ status: 403, rule: 'CNF-3' });
    await story.accept('carl', n);
    expect((await story.accept('dora', n)).body).toMatchObject({ outcome: 'settled' });
  });

  it('CNF-3 one side’s family suffices, and the record says so', async () => {
    const story = await quarrelWith(council, 'dora', ['olga']);
    await story.impasse('dora', 'olga');
    expect(await story.reaches('mediation')).toMatchObject({ mediatorsBySide: [1, 0] });
    expect((await story.timeline()).at(-1)).toMatchObject({
      kind: 'mediation-opened',
      facts: { mediators: [1, 0] },
    });
    await story.accept('dora', await story.terms('olga'));
  });

  it('CNF-3 a party is no mediator, though of the family', async () => {
    const story = await quarrelWith(council, 'carl', ['gus']);
    await story.impasse('carl', 'gus');
    expect(await story.reaches('mediation')).toMatchObject({ mediatorsBySide: [2, 1] });
    const { body } = await (await council.as('gus')).get(`/v1/conflicts/${story.id}`);
    expect(body.can).toEqual(['terms', 'impasse', 'messages']);
    await story.accept('carl', await story.terms('gus'));
  });

  it('CNF-3 is passed over, on record, where nobody can mediate', async () => {
    const story = await quarrelWith(council, 'olga', ['tess']);
    expect((await story.read()).ahead[0]).toMatchObject({ stage: 'arbitration', step: 'ranking' });
    await story.impasse('olga', 'tess');
    const { path, mediatorsBySide } = await story.reaches('arbitration');
    expect(mediatorsBySide).toEqual([0, 0]);
    expect(path.map(({ stage }: { stage: string }) => stage)).toEqual([
      'negotiation',
      'mediation',
      'arbitration',
    ]);
    expect(path[1]).toMatchObject({ opens: path[0].ended, closes: path[0].ended, ended: path[0].ended });
    expect(await kinds(story)).toContain('mediation-passed-over');
    await depart('tess');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'dropped' });
  });

  it('CNF-3 ends after 48 hours, or when every party has declared an impasse again', async () => {
    const slow = await quarrelWith(council, 'carl', ['dora']);
    const quick = await quarrelWith(council, 'dora', ['carl']);
    await council.wait('24h');
    await quick.reaches('mediation');
    await quick.impasse('carl', 'dora');
    await quick.reaches('arbitration');
    await council.wait('48h');
    await slow.reaches('arbitration');
    expect(await slow.hours()).toMatchObject([
      ['negotiation', 0, 24],
      ['mediation', 24, 72],
      ['arbitration/ranking', 72, expect.anything()],
    ]);
  });
});
