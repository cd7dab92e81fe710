/** A conflict waits for restorative work in whatever stage it is, with the rest of its time, and goes on there (RST-1, RST-5, PRO-9). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agree } from '../support/adoption.ts';
import { conflictStory, type ConflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { goesOn, logFollows, loseWorkflow } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { arbiters, families } from '../support/quarrellers.ts';
import {
  refer,
  referred,
  restorativeStory,
  type RestorativeStory,
  restorers,
} from '../support/restorative.ts';
import { propose } from '../support/story.ts';

let council: Council;
beforeEach(async () => {
  council = await openCouncil({ families, members: [...restorers, person('olga'), person('paul')] });
});
afterEach(async () => {
  await allProveThemselves(council);
  await logFollows(council);
  await council.close();
});

const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** Everybody has given up at once: the council is seized. */
async function arbitrated(): Promise<ConflictStory> {
  const story = await quarrelWith(council, 'carl', ['dora']);
  await story.impasse('carl', 'dora');
  await story.reaches('mediation');
  await story.impasse('carl', 'dora');
  await story.reaches('arbitration', 'ranking');
  return story;
}

async function voted(choices: Readonly<Record<string, 'for' | 'against'>>): Promise<ConflictStory> {
  const story = await arbitrated();
  await story.propose('anna');
  await council.wait('72h');
  await story.reaches('arbitration', 'voting');
  await story.votes(choices);
  await council.wait('96h');
  return story;
}

/** It waits, and says with how much; answers how it stands. */
async function waits(conflict: ConflictStory): Promise<Json> {
  await council.until(async () => expect((await conflict.read()).referred?.since).toBeTypeOf('string'));
  const state = await conflict.read();
  expect(state).toMatchObject({ deadline: null, referred: { returned: null } });
  return state;
}

/** Dora takes it back after so long; answers how the conflict stands as it goes on. */
async function takenBack(conflict: ConflictStory, work: RestorativeStory, after: string): Promise<Json> {
  await council.wait(after);
  await work.does('dora', '/leaving');
  await council.until(async () => expect((await conflict.read()).referred.returned).not.toBeNull());
  return conflict.read();
}

describe('a conflict that was referred', () => {
  it('RST-1 CNF-3 in mediation has the rest of its two days, and mediators act again', async () => {
    const conflict = await quarrelWith(council, 'carl', ['dora']);
    await conflict.impasse('carl', 'dora');
    const before = await conflict.reaches('mediation');
    await council.wait('12h');
    const work = await referred(council, { from: conflict.id });
    const { referred: was } = await waits(conflict);
    expect(later(was.since, was.left)).toBe(before.deadline);
    expect((await conflict.post('fay', '/terms', { text: 'Half of it.' })).body).toMatchObject({
      type: '/problems/wrong-stage',
      rule: 'RST-1',
    });
    const now = await takenBack(conflict, work, '60h');
    expect(now).toMatchObject({ stage: 'mediation', deadline: later(now.referred.returned.at, was.left) });
    expect(now.path.at(-1)).toMatchObject({
      closes: now.deadline,
      waited: { since: was.since, until: now.referred.returned.at, returned: { ending: 'returned' } },
    });
    expect((await conflict.post('fay', '/terms', { text: 'Half of it.' })).status).toBe(201);
    expect((await refer(council, 'carl', { from: conflict.id })).body, 'once in a case').toMatchObject({
      type: '/problems/already-done',
      rule: 'RST-1',
    });
    expect(await conflict.outcome()).toBe('unresolved');
    const { opens } = (await conflict.read()).path[2];
    expect(opens, 'arbitration began at its instant').toBe(now.deadline);
  });

  it('RST-1 CNF-4 VOT-6 in arbitration first runs to the close of its poll; then nothing of that stage is left', async () => {
    const conflict = await arbitrated();
    const { deadline } = await conflict.read();
    await conflict.propose('anna');
    await council.wait('24h');
    const work = await referred(council, { from: conflict.id });
    expect(await conflict.read(), 'the poll is open').toMatchObject({ deadline, referred: { since: null } });
    expect((await conflict.rank('ben', ['remedy-1'])).status).toBe(200);
    await council.wait('49h');
    const { referred: was } = await waits(conflict);
    expect(was).toMatchObject({ since: deadline, left: 0 });
    expect((await conflict.rank('anna', ['remedy-1'])).body).toMatchObject({ rule: 'RST-1' });
    await takenBack(conflict, work, '24h');
    const voting = await conflict.reaches('arbitration', 'voting');
    expect(voting.path.at(-1).opens >= voting.referred.returned.at).toBe(true);
    expect(Date.parse(voting.deadline) - Date.parse(voting.path.at(-1).opens), 'its whole window').toBe(
      4 * 86_400_000,
    );
    await conflict.votes(Object.fromEntries([...arbiters, 'olga', 'paul'].map((member) => [member, 'for'])));
    expect(await conflict.outcome()).toBe('arbitrated');
  });

  it('RST-1 that is declined before its poll closes has not waited at all', async () => {
    const conflict = await arbitrated();
    const { deadline } = await conflict.read();
    await conflict.propose('anna');
    const work = await referred(council, { from: conflict.id });
    await work.does('carl', '/acceptance', { accept: false });
    await council.until(async () => expect((await conflict.read()).referred.returned).not.toBeNull());
    expect(await conflict.read()).toMatchObject({ deadline, referred: { since: null } });
    await council.wait('72h');
    expect((await conflict.reaches('arbitration', 'voting')).path.at(-1).opens).toBe(deadline);
    expect(await conflict.outcome()).toBe('unresolved');
  });

  it('RST-1 CNF-4 APP-1 before the guardian and in the window of an appeal has the rest of it', async () => {
    const conflict = await voted({
      anna: 'for',
      ben: 'for',
      emil: 'against',
      fay: 'against',
      gus: 'for',
      olga: 'against',
    });
    const before = await conflict.reaches('guardian-resolution');
    await council.wait('24h');
    const work = await referred(council, { from: conflict.id });
    const { referred: was } = await waits(conflict);
    expect(later(was.since, was.left)).toBe(before.deadline);
    const resolves = { remedy: 'remedy-1', reason: 'So be it.' };
    expect((await conflict.post('anna', '/resolution', resolves)).body).toMatchObject({ rule: 'RST-1' });
    const now = await takenBack(conflict, work, '144h');
    expect(now).toMatchObject({
      stage: 'guardian-resolution',
      deadline: later(now.referred.returned.at, was.left),
    });
    expect((await conflict.post('anna', '/resolution', resolves)).status).toBe(200);
    await conflict.reaches('appeal');
    expect(await conflict.outcome()).toBe('arbitrated');

    const other = await voted(
      Object.fromEntries([...arbiters, 'olga', 'paul'].map((member) => [member, 'for'])),
    );
    const window = await other.reaches('appeal');
    const again = await referred(council, { from: other.id });
    const { referred: left } = await waits(other);
    expect(later(left.since, left.left)).toBe(window.deadline);
    expect((await other.appeal('carl')).body).toMatchObject({ rule: 'RST-1' });
    await takenBack(other, again, '144h');
    expect((await other.appeal('carl')).status).toBe(200);
    await other.rule('anna', 'uphold');
    expect(await other.outcome()).toBe('arbitrated');
  });

  it('RST-1 APP-2 with an appeal under way waits too, and ends as was ruled once it is woken', async () => {
    const conflict = await voted(
      Object.fromEntries([...arbiters, 'olga', 'paul'].map((member) => [member, 'for'])),
    );
    await conflict.reaches('appeal');
    await conflict.appeal('carl');
    const work = await referred(council, { from: conflict.id });
    expect((await waits(conflict)).referred).toMatchObject({ left: null });
    await conflict.rule('anna', 'overturn');
    expect(await conflict.read()).toMatchObject({ stage: 'appeal', outcome: null });
    await work.does('dora', '/leaving');
    expect(await conflict.outcome()).toBe('overturned');
  });

  it('RST-1 CNF-1 has as much left of each word that somebody is no party as it had', async () => {
    const conflict = await quarrelWith(council, 'carl', ['dora', 'olga']);
    expect((await conflict.post('olga', '/no-party', { reason: 'I was away.' })).status).toBe(200);
    const [{ until }] = (await conflict.read()).noParty;
    await council.wait('6h');
    const work = await referred(council, { from: conflict.id, responsible: ['carl', 'olga'] });
    const { referred: was } = await waits(conflict);
    expect(
      (await conflict.post('dora', '/no-party/contest', { member: 'olga', reason: 'She was there.' })).body,
    ).toMatchObject({ rule: 'RST-1' });
    const now = await takenBack(conflict, work, '96h');
    const waited = Date.parse(now.referred.returned.at) - Date.parse(was.since);
    expect(now.noParty).toMatchObject([
      { member: 'olga', until: later(until, waited), due: later(until, waited), ended: null },
    ]);
    await council.wait('19h');
    await council.until(async () =>
      expect((await conflict.read()).noParty).toMatchObject([{ ended: { because: 'uncontested' } }]),
    );
    await conflict.post('carl', '/withdrawal');
  });

  it('RST-1 JUS-1 EXE-1 is referred by a justice decision too, and waits for it', async () => {
    const conflict = await quarrelWith(council, 'carl', ['dora']);
    const story = await propose(council, 'ben', {
      category: 'justice',
      accused: 'carl',
      victims: ['dora'],
      impact: { affected: ['carl'], statement: 'They talk.' },
      action: { type: 'restorative.refer', of: null, harmed: ['dora'], responsible: ['carl'] },
    });
    for (const member of ['carl', 'dora']) await story.post(member, '/hearing', { text: 'So it was.' });
    await agree(council, story, [...arbiters, 'olga', 'paul']);
    await council.wait('73h');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'executed' });
    const of = async (): Promise<Json[]> =>
      (await (await council.as('dora')).get('/v1/restorative')).body.items.filter(
        ({ from }: Json) => from?.id === story.id,
      );
    await council.until(async () => expect(await of()).toHaveLength(1));
    const [work] = await of();
    expect(work).toMatchObject({ stage: 'referred', acceptedBy: [], what: null, from: { kind: 'proposal' } });
    expect((await conflict.read()).referred, 'another matter').toBeNull();
    await restorativeStory(council, work.id).does('dora', '/acceptance', { accept: false });
    await conflict.outcome();
  });

  it('RST-1 PRO-9 waits for the work that goes on from what was interrupted', async () => {
    const conflict = await quarrelWith(council, 'carl', ['dora']);
    const work = await referred(council, { from: conflict.id });
    await waits(conflict);
    await loseWorkflow(council, work.id);
    const next = restorativeStory(council, await goesOn(council, 'restorative', work.id, 'dora'));
    expect(await next.read()).toMatchObject({ stage: 'referred', acceptedBy: [], continuationOf: work.id });
    expect(await conflict.read(), 'nothing was decided').toMatchObject({
      deadline: null,
      referred: { returned: null },
    });
    await next.does('dora', '/leaving');
    await council.until(async () =>
      expect((await conflict.read()).referred.returned).toMatchObject({
        ending: 'returned',
        stage: 'referred',
      }),
    );
    await conflict.post('carl', '/withdrawal');
  });

  it('RST-1 PRO-9 that was interrupted itself waits on, in the one in which it goes on', async () => {
    const conflict = await quarrelWith(council, 'carl', ['dora']);
    const work = await referred(council, { from: conflict.id });
    await waits(conflict);
    await loseWorkflow(council, conflict.id);
    const id = await goesOn(council, 'conflicts', conflict.id, 'carl');
    const next = conflictStory(council, id, 'carl');
    expect(await waits(next)).toMatchObject({ stage: 'negotiation', continuationOf: conflict.id });
    await work.does('dora', '/leaving');
    await council.until(async () =>
      expect((await next.read()).referred.returned).toMatchObject({ ending: 'returned' }),
    );
    await next.post('carl', '/withdrawal');
  });
});
