/** "I am no party", withdrawal, and what is written in the room of a conflict (CNF-1, GUA-1, GUA-2, AUT-2). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ConflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Answer, Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';

const others = ['olga', 'paul', 'quin', 'rosa', 'sven', 'tess'].map((id) => person(id));
const reason = 'I was not even there.';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: [...quarrellers, ...others], families });
});
// Whatever has ended so far has a record that gives the same outcome again (REC-1).
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const done = (answer: Answer): Json => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const saysNone = async (story: ConflictStory, member: string) =>
  done(await story.post(member, '/no-party', { reason })).noParty.at(-1);
const contests = async (story: ConflictStory, by: string, member: string) =>
  done(await story.post(by, '/no-party/contest', { member, reason: 'You were.' }));
const rules = async (story: ConflictStory, member: string, party: boolean) =>
  story.post('anna', '/no-party/ruling', { member, party, reason: 'So it seems.' });
const word = async (story: ConflictStory): Promise<Json> => (await story.read()).noParty[0];
const kinds = async (story: ConflictStory) => (await story.timeline()).map(({ kind }) => kind);
const setStatus = async (member: string, status: string) =>
  done(await (await council.as(member)).put(`/v1/members/${member}/status`, { status }));
const later = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * 3_600_000).toISOString();

/** Olga, of no family, quarrels with two who have none either: nobody mediates. */
const unmediated = () => quarrelWith(council, 'olga', ['paul', 'quin']);

describe('"I am no party"', () => {
  it('CNF-1 GUA-2 AUT-2 uncontested for a day drops them: they judge, and find no room any more', async () => {
    const story = await quarrelWith(council, 'carl', ['dora', 'olga']);
    const { at, until } = await saysNone(story, 'olga');
    expect(until).toBe(later(at, 24));
    expect((await story.post('olga', '/no-party', { reason })).body).toMatchObject({
      type: '/problems/already-done',
    });
    await council.wait('1439m');
    expect(await story.read()).toMatchObject({ stage: 'negotiation', dropped: [] });
    await council.wait('2m');
    // Talks have gone on meanwhile.
    expect(await story.reaches('mediation')).toMatchObject({
      dropped: ['olga'],
      noParty: [{ member: 'olga', ended: { party: false, because: 'uncontested', at: until } }],
    });
    expect((await story.timeline()).find(({ kind }) => kind === 'party-dropped')).toMatchObject({
      at: until,
      facts: { member: 'olga', side: 2 },
    });
    // A dropped party does not come back.
    for (const path of ['/terms', '/messages'])
      expect((await story.post('olga', path, { text: 'I am back.' })).status).toBe(404);
    expect((await story.post('olga', '/no-party', { reason })).status).toBe(404);
    expect((await story.get('', 'olga')).status).toBe(404);
    await council.wait('48h');
    await story.reaches('arbitration', 'ranking');
    const seen = await story.read('olga');
    expect(seen).toMatchObject({ parties: [['carl'], ['dora']], dropped: [], noParty: [] });
    expect(seen.can).toContain('preferences');
    expect(JSON.stringify((await story.get('/timeline', 'ben')).body)).not.toContain('olga');
  });

  it('CNF-1 of the only one on a side ends it dropped', async () => {
    const story = await quarrelWith(council, 'carl', ['paul']);
    const { until } = await saysNone(story, 'paul');
    expect(await story.outcome()).toBe('dropped');
    expect(await story.read()).toMatchObject({ endedAt: until });
    expect((await story.get('', 'paul')).status).toBe(404);
    // The guardian, who was in the room, reads it still.
    expect((await story.get('', 'anna')).status).toBe(200);
  });

  it('CNF-1 is the word of a named party, in negotiation, and not of the opener', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    for (const member of ['carl', 'anna'])
      expect((await story.post(member, '/no-party', { reason })).body).toMatchObject({
        type: '/problems/not-permitted',
        rule: 'CNF-1',
      });
    await story.impasse('carl', 'dora');
    await story.reaches('mediation');
    expect((await story.post('dora', '/no-party', { reason })).body).toMatchObject({
      type: '/problems/wrong-stage',
      facts: { stage: 'mediation', allowedIn: ['negotiation'] },
    });
    await story.accept('carl', await story.terms('dora'));
  });

  it('CNF-1 GUA-1 the opener contests alone and the guardian is silent: dropped, and arbitration waits for it', async () => {
    const story = await unmediated();
    await saysNone(story, 'paul');
    await council.wait('10h');
    const { noParty } = await contests(story, 'olga', 'paul');
    expect((await story.post('olga', '/no-party/contest', { member: 'paul', reason })).body).toMatchObject({
      type: '/problems/already-done',
    });
    const [{ contests: contested }] = noParty;
    const { guardian, due } = await word(story);
    expect([guardian, due]).toEqual(['anna', later(contested[0].at, 24)]);
    await council.wait('15h');
    // The day of negotiation is over, and it goes on.
    const held = await story.read();
    expect(held).toMatchObject({ stage: 'negotiation', deadline: due, dropped: [] });
    expect(held.heldSince).toBe(later(held.createdAt, 24));
    expect((await story.post('quin', '/no-party', { reason })).body).toMatchObject({
      type: '/problems/window-closed',
    });
    await story.terms('quin');
    await council.wait('10h');
    const { path } = await story.reaches('arbitration', 'ranking');
    expect(path).toMatchObject([
      { stage: 'negotiation', closes: due, ended: due },
      { stage: 'mediation', opens: due, closes: due },
      { stage: 'arbitration', opens: due },
    ]);
    expect(await story.read()).toMatchObject({
      dropped: ['paul'],
      noParty: [{ ended: { party: false, because: 'opener-alone' } }],
    });
    expect((await story.read('paul')).can).toContain('preferences');
  });

  it('CNF-1 another one contests and the guardian is silent: they stay, and do not judge', async () => {
    const story = await unmediated();
    await saysNone(story, 'paul');
    await contests(story, 'quin', 'paul');
    await council.wait('25h');
    await story.reaches('arbitration', 'ranking');
    expect(await word(story)).toMatchObject({ ended: { party: true, because: 'contested' } });
    expect(await story.read('paul')).toMatchObject({
      parties: [['olga'], ['paul', 'quin']],
      can: ['remedies'],
    });
  });

  it('CNF-1 the guardian says within the day, whoever contested', async () => {
    const story = await quarrelWith(council, 'carl', ['dora', 'olga', 'paul']);
    await saysNone(story, 'olga');
    await saysNone(story, 'paul');
    expect((await rules(story, 'olga', false)).body, 'nobody has asked').toMatchObject({
      type: '/problems/not-permitted',
    });
    await contests(story, 'dora', 'olga');
    await contests(story, 'carl', 'paul');
    const inbox = (await (await council.as('anna')).get('/v1/inbox')).body.items;
    expect(inbox[0]).toMatchObject({ kind: 'no-party-asked', owes: 'no-party/ruling' });
    expect(
      (await story.post('dora', '/no-party/ruling', { member: 'olga', party: true, reason })).status,
    ).toBe(403);
    expect(done(await rules(story, 'olga', false))).toMatchObject({ dropped: ['olga'] });
    expect(done(await rules(story, 'paul', true))).toMatchObject({ dropped: ['olga'] });
    expect((await rules(story, 'paul', false)).body).toMatchObject({ type: '/problems/already-done' });
    await council.wait('25h');
    await story.reaches('mediation');
    expect((await story.read()).noParty).toMatchObject([
      { ended: { party: false, because: 'guardian' } },
      { ended: { party: true, because: 'guardian' } },
    ]);
    await story.accept('carl', await story.terms('dora'));
    expect((await story.accept('paul', 1)).body).toMatchObject({ outcome: 'settled' });
  });

  it('CNF-1 GUA-1 a guardian who is named is silent at once, and one who goes from then on', async () => {
    const named = await quarrelWith(council, 'olga', ['anna', 'quin']);
    const { until } = await saysNone(named, 'anna');
    await contests(named, 'olga', 'anna');
    expect(await word(named)).toMatchObject({ guardian: null, due: until });
    const gone = await quarrelWith(council, 'rosa', ['sven', 'tess']);
    const said = await saysNone(gone, 'sven');
    await contests(gone, 'tess', 'sven');
    expect(await word(gone)).toMatchObject({ guardian: 'anna' });
    await setStatus('anna', 'offline');
    await council.until(async () =>
      expect(await word(gone)).toMatchObject({ guardian: null, due: said.until }),
    );
    await setStatus('anna', 'active');
    await council.wait('25h');
    await gone.reaches('arbitration');
    expect(await word(gone)).toMatchObject({ ended: { party: true, because: 'contested', at: said.until } });
    await named.reaches('arbitration');
    expect(await word(named)).toMatchObject({ ended: { party: false, because: 'opener-alone', at: until } });
    await council.wait('72h');
  });

  it('CNF-1 nobody helps the opener to keep one in and leaves as no party themselves, in either order', async () => {
    const story = await unmediated();
    await saysNone(story, 'paul');
    await saysNone(story, 'quin');
    expect((await story.post('quin', '/no-party/contest', { member: 'paul', reason })).body).toMatchObject({
      type: '/problems/not-permitted',
      rule: 'CNF-1',
    });
    const other = await quarrelWith(council, 'rosa', ['sven', 'tess']);
    await saysNone(other, 'sven');
    await contests(other, 'tess', 'sven');
    expect((await other.post('tess', '/no-party', { reason })).body).toMatchObject({
      type: '/problems/not-permitted',
      rule: 'CNF-1',
    });
    expect((await other.post('sven', '/no-party/contest', { member: 'sven', reason })).status).toBe(403);
    expect((await other.post('rosa', '/no-party/contest', { member: 'tess', reason })).body).toMatchObject({
      type: '/problems/unknown-word',
    });
    expect(await story.outcome()).toBe('dropped');
  });

  it('CNF-1 CNF-2 talks that all have given up wait for it too, and may settle by it', async () => {
    const story = await unmediated();
    await story.accept('olga', await story.terms('quin'));
    const { until } = await saysNone(story, 'paul');
    await story.impasse('olga', 'paul', 'quin');
    expect(await story.read()).toMatchObject({ stage: 'negotiation', deadline: until });
    expect(await story.outcome()).toBe('settled');
    expect(await story.read()).toMatchObject({ endedAt: until, dropped: ['paul'] });
    expect(await kinds(story)).not.toContain('arbitration-opened');
  });
});

describe('a withdrawal', () => {
  it('CNF-1 is the opener’s, until arbitration', async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    expect((await story.post('dora', '/withdrawal')).body).toMatchObject({
      type: '/problems/not-permitted',
      rule: 'CNF-1',
      facts: { allowed: 'opener' },
    });
    await story.impasse('carl', 'dora');
    await story.reaches('mediation');
    expect(done(await story.post('carl', '/withdrawal'))).toMatchObject({ outcome: 'withdrawn', can: [] });
    expect((await story.timeline()).at(-1)).toMatchObject({
      kind: 'ended',
      facts: { outcome: 'withdrawn', rule: 'CNF-1', by: 'carl' },
    });
    expect((await story.get('', 'ben')).status, 'it stays in its room').toBe(404);
    const late = await unmediated();
    await late.impasse('olga', 'paul', 'quin');
    await late.reaches('arbitration');
    expect((await late.post('olga', '/withdrawal')).body).toMatchObject({
      type: '/problems/wrong-stage',
      facts: { stage: 'arbitration', allowedIn: ['negotiation', 'mediation'] },
    });
  });

  it('CNF-1 and then they open none against any of the same for 30 days; the others may', async () => {
    const story = await quarrelWith(council, 'rosa', ['sven', 'paul']);
    const { endedAt } = done(await story.post('rosa', '/withdrawal'));
    const until = later(endedAt, 30 * 24);
    const open = async (by: string, ...against: string[]) =>
      (await (await council.as(by)).post('/v1/conflicts', { against, what: 'Again.', remedy: 'Peace.' }))
        .body;
    const refused = {
      type: '/problems/withdrawn-before',
      status: 409,
      rule: 'CNF-1',
      facts: { conflict: story.id, members: ['sven'], until },
    };
    expect(await open('rosa', 'sven')).toMatchObject(refused);
    expect(await open('rosa', 'tess', 'sven')).toMatchObject(refused);
    expect(await open('rosa', 'tess')).toMatchObject({ stage: 'negotiation' });
    expect(await open('sven', 'rosa')).toMatchObject({ stage: 'negotiation' });
    await council.wait('43199m');
    expect(await open('rosa', 'sven')).toMatchObject(refused);
    await council.wait('1m');
    expect(await open('rosa', 'sven')).toMatchObject({ stage: 'negotiation' });
  });
});

describe('messages', () => {
  it('CNF-1 AUT-2 are written and read by the parties, the mediators and the guardian alone', async () => {
    const story = await quarrelWith(council, 'dora', ['carl']);
    const write = async (member: string, text: string) =>
      (await story.post(member, '/messages', { text })).status;
    expect(await write('carl', 'It was a foot.')).toBe(201);
    expect(await write('anna', 'Have you measured it?')).toBe(201);
    expect(await write('fay', 'May I help?'), 'nobody mediates yet').toBe(404);
    await story.impasse('carl', 'dora');
    await story.reaches('mediation');
    expect(await write('fay', 'May I help?')).toBe(201);
    expect(await write('ben', 'Me too.')).toBe(404);
    expect(await write('dora', 'x'.repeat(2_001))).toBe(422);
    const all = [
      { by: 'carl', text: 'It was a foot.' },
      { by: 'anna', text: 'Have you measured it?' },
      { by: 'fay', text: 'May I help?' },
    ];
    for (const member of ['carl', 'dora', 'anna', 'gus'])
      expect((await story.get('/messages', member)).body).toMatchObject({ items: all, next: null });
    const first = (await story.get('/messages?limit=1')).body;
    expect((await story.get(`/messages?limit=2&cursor=${first.next}`)).body.items).toMatchObject(
      all.slice(1),
    );
    expect((await story.get('/messages', 'ben')).status).toBe(404);
    const inbox = (await (await council.as('dora')).get('/v1/inbox')).body.items;
    expect(inbox.map(({ kind }: Json) => kind)).toContain('message');
    await story.impasse('carl', 'dora');
    await story.reaches('arbitration');
    expect((await story.get('/messages', 'ben')).body, 'the words stay in the room').toMatchObject({
      items: [],
    });
    expect(JSON.stringify((await story.get('/timeline', 'ben')).body)).not.toContain('measured');
    expect(await write('carl', 'Too late.')).toBe(409);
    expect((await story.get('/messages', 'dora')).body.items).toHaveLength(3);
  });
});

describe('too few to judge', () => {
  const quarrel = async (
    members: typeof others,
    leave: readonly string[],
    atVote: readonly string[] = [],
  ) => {
    const small = await openCouncil({ members });
    const depart = async (ids: readonly string[]) => {
      for (const id of ids)
        done(await (await small.as(id)).put(`/v1/members/${id}/status`, { status: 'departed' }));
    };
    try {
      const story = await quarrelWith(small, 'carl', ['dora']);
      await story.impasse('carl', 'dora');
      await story.reaches('arbitration', 'ranking');
      await story.propose('carl');
      await depart(leave);
      const { ahead } = await story.read();
      await small.wait('72h');
      if (atVote.length > 0) {
        await story.reaches('arbitration', 'voting');
        await depart(atVote);
        await small.wait('96h');
      }
      const { stage, step, electorate } = await story.read();
      if (stage === 'guardian-resolution') {
        done(await story.post('anna', '/resolution', { remedy: 'remedy-1', reason: 'It mends.' }));
        await small.wait('72h');
        expect(await story.outcome()).toBe('arbitrated');
        await allProveThemselves(small);
      }
      return { next: ahead[0].stage, stage, step, council: electorate.council };
    } finally {
      await small.close();
    }
  };
  const six = [...five, person('fay')];

  it('GUA-2 CNF-4 with half of the council left it votes; with one less the guardian decides without a vote', async () => {
    expect(await quarrel(six, ['fay'])).toMatchObject({ stage: 'arbitration', step: 'voting', council: 6 });
    expect(await quarrel(six, ['fay', 'emil'])).toEqual({
      next: 'guardian-resolution',
      stage: 'guardian-resolution',
      step: null,
      council: 6,
    });
  });

  it('GUA-2 is judged again as the vote closes', async () => {
    expect(await quarrel(six, [], ['fay', 'emil'])).toMatchObject({ stage: 'guardian-resolution' });
  });

  it('GUA-2 CNF-1 who opens and one other are a conflict in the smallest council', async () => {
    const three = five.filter(({ id }) => ['anna', 'carl', 'dora'].includes(id));
    expect(await quarrel(three, [])).toMatchObject({ stage: 'guardian-resolution', council: 3 });
  });
});
