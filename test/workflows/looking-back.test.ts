/** Looking back on a decision: so long after its execution it is asked whether to keep, change or end it, and what came of it is on record (PRO-14). */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Duration } from '../../charter/sections/fields.ts';
import { agree } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { allFollowFromTheirTimelines } from '../support/folded.ts';
import { goesOn, logFollows, loseWorkflow } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose, type Story } from '../support/story.ts';

const day = 86_400_000;
const everyone = five.map(({ id }) => id);
const impact = { affected: ['kim', 'tom'], statement: 'They live next door.' };

let council: Council;
beforeEach(async () => {
  council = await openCouncil({
    charter: (document) => ({ ...document, lookBack: '5 days' as Duration }),
    members: [
      ...five.map((member) =>
        member.id === 'ben' ? { ...member, roles: [...member.roles, 'operator' as const] } : member,
      ),
      // Of family maturity, and too young for the council; and too young for both.
      person('kim', { bornAt: '2020-01-01T00:00:00.000Z' }),
      person('tom', { bornAt: '2024-06-01T00:00:00.000Z' }),
    ],
  });
});
afterEach(async () => {
  await allProveThemselves(council);
  await allFollowFromTheirTimelines(council);
  await logFollows(council);
  await council.close();
});

const read = async (member: string, path: string): Promise<Json> =>
  (await (await council.as(member)).get(path)).body;
const later = (instant: string, days: number): string =>
  new Date(Date.parse(instant) + days * day).toISOString();

/** Executes a decision, and answers the id of the process that looks back on it. */
async function executed(more: object): Promise<{ story: Story; id: string; endedAt: string }> {
  const story = await propose(council, 'carl', { impact, ...more });
  await agree(council, story, everyone);
  await story.reaches('ended');
  const { outcome, endedAt, links } = await story.read();
  expect(outcome).toBe('executed');
  return { story, endedAt, id: links.find(({ relation }: Json) => relation === 'looked-back-by')?.id };
}

async function answer(member: string, id: string, body: object): Promise<Json> {
  const { status, body: answered } = await (
    await council.as(member)
  ).post(`/v1/lookbacks/${id}/answer`, body);
  return { status, ...answered };
}

const stage = (id: string, name: string): Promise<void> =>
  council.until(async () => expect((await read('anna', `/v1/lookbacks/${id}`)).stage).toBe(name));

describe('looking back', () => {
  it('PRO-14 is named from a week to a year ahead, and never of what is its author’s alone', async () => {
    const anna = await council.as('anna');
    for (const lookBack of [0, 6, 366, 730, 1.5, '7']) {
      const { status, body } = await anna.post('/v1/proposals', { ...content, lookBack });
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([{ path: '/lookBack' }]);
    }
    for (const lookBack of [7, 365])
      expect((await anna.post('/v1/proposals', { ...content, lookBack, draft: true })).body).toMatchObject({
        lookBack,
      });
    const own = { ...content, category: 'personal.time', impact: { affected: ['anna'], statement: 'Me.' } };
    expect((await anna.post('/v1/proposals', { ...own, lookBack: 7 })).body).toMatchObject({
      type: '/problems/part-not-permitted',
      rule: 'PRO-14',
      facts: { parts: ['lookBack'] },
    });
  });

  it('PRO-14 CHA-1 closes as long after it opened as its charter says, whoever was silent', async () => {
    const { id, endedAt } = await executed({ lookBack: 10 });
    await stage(id, 'waiting');
    await council.wait('241h');
    await stage(id, 'looking-back');
    const some = { answer: 'change', text: 'A little.' };
    expect(await answer('anna', id, some)).toMatchObject({ status: 200 });
    await council.wait('118h');
    await stage(id, 'looking-back');
    await council.returned(id);
    expect(await read('anna', `/v1/lookbacks/${id}`)).toMatchObject({
      stage: 'ended',
      outcome: 'looked-back',
      endedAt: later(endedAt, 15),
      answers: { keep: 0, change: 1, end: 0 },
    });
    expect(await answer('ben', id, some)).toMatchObject({ type: '/problems/wrong-stage' });
    // Who was asked, and what each answered, is read by any member.
    expect((await read('tom', `/v1/lookbacks/${id}/timeline?limit=200`)).items).toMatchObject([
      { kind: 'planned', facts: { opens: later(endedAt, 10) } },
      { kind: 'looking-back-opened', facts: { asked: expect.arrayContaining(['kim', ...everyone]) } },
      { kind: 'answered', facts: { by: 'anna', ...some } },
      { kind: 'ended', facts: { outcome: 'looked-back', change: 1 } },
    ]);
    expect(await read('tom', `/v1/lookbacks/${randomUUID()}/timeline`)).toMatchObject({ status: 404 });
  });

  it('PRO-1 PRO-14 REC-4 is taken back of a draft with null, and set anew', async () => {
    const carl = await council.as('carl');
    const own = { category: 'personal.time', impact: { affected: ['carl'], statement: 'Me.' } };
    const story = await propose(council, 'carl', { ...own, draft: true, lookBack: 7 });
    expect((await story.post('carl', '/submission')).body).toMatchObject({ facts: { parts: ['lookBack'] } });
    const edited = async (body: object) => (await carl.patch(`/v1/proposals/${story.id}`, body)).body;
    expect(await edited({ lookBack: null })).not.toHaveProperty('lookBack');
    expect(await edited({ lookBack: 9, title: 'Mine' })).toMatchObject({ lookBack: 9, title: 'Mine' });
    expect(await edited({ lookBack: null, title: 'My own' })).not.toHaveProperty('lookBack');
    expect((await story.timeline()).slice(1).map(({ facts }) => facts.parts)).toEqual([
      ['lookBack'],
      ['title', 'lookBack'],
      ['title', 'lookBack'],
    ]);
    expect(await edited({ parents: null })).toMatchObject({ status: 422 });
    expect((await story.post('carl', '/submission')).status).toBe(200);
    expect(await story.read()).not.toHaveProperty('lookBack');
  });

  it('PRO-14 asks electors, and the affected of family maturity, for as long as the charter says; ends with the last of them; the archive finds what was looked back upon', async () => {
    const { story, id, endedAt } = await executed({ lookBack: 7 });
    const opens = later(endedAt, 7);
    await stage(id, 'waiting');
    expect(await read('dora', `/v1/lookbacks/${id}`)).toMatchObject({
      of: { id: story.id, executedAt: endedAt, days: 7 },
      stage: 'waiting',
      deadline: opens,
      asked: null,
      can: [],
    });
    expect((await read('anna', '/v1/decisions?lookedBack=true')).items).not.toContainEqual(
      expect.objectContaining({ id: story.id }),
    );
    const keep = { answer: 'keep', text: 'It works.' };
    expect(await answer('anna', id, keep)).toMatchObject({ type: '/problems/wrong-stage', rule: 'PRO-14' });
    await council.wait('167h');
    await stage(id, 'waiting');
    await council.wait('2h');
    await stage(id, 'looking-back');
    expect(await read('kim', `/v1/lookbacks/${id}`)).toMatchObject({
      deadline: later(opens, 5),
      asked: 6,
      can: ['answer'],
    });
    await council.until(async () =>
      expect(
        (await read('kim', '/v1/inbox?limit=200')).items.filter(({ decision }: Json) => decision === id),
      ).toMatchObject([
        {
          kind: 'looking-back-opened',
          owes: 'answer',
          due: later(opens, 5),
          words:
            'It is looked back upon: is it to be kept, changed or ended? You are asked whether to keep, change or end it.',
        },
      ]),
    );
    expect(await answer('tom', id, keep)).toMatchObject({ status: 403, rule: 'PRO-14' });
    expect(await answer('anna', id, { answer: 'keep', text: ' ' })).toMatchObject({ status: 422 });
    expect(await answer('anna', id, { answer: 'burn', text: 'It.' })).toMatchObject({ status: 422 });
    for (const member of ['anna', 'ben', 'carl', 'dora'])
      expect(await answer(member, id, keep)).toMatchObject({ status: 200 });
    // The last answer counts.
    expect(await answer('dora', id, { answer: 'change', text: 'Too loud.' })).toMatchObject({
      answers: { keep: 3, change: 1, end: 0 },
    });
    await answer('emil', id, { answer: 'end', text: 'Far too loud.' });
    expect(await answer('kim', id, { answer: 'end', text: 'I cannot sleep.' })).toMatchObject({
      status: 200,
    });
    await stage(id, 'ended');
    const record = await read('tom', `/v1/decisions/${id}/record`);
    expect(record).toMatchObject({
      kind: 'lookback',
      outcome: 'looked-back',
      asked: 6,
      opens,
      answers: { keep: 3, change: 1, end: 2 },
      closes: later(opens, 5),
      rules: { charter: { lookBack: 5 * day } },
    });
    expect(record.endedAt < record.closes).toBe(true);
    expect((await read('anna', '/v1/decisions?lookedBack=true')).items[0]).toMatchObject({ id: story.id });
    expect((await read('anna', '/v1/decisions?q=sleep')).items).toMatchObject([{ id, kind: 'lookback' }]);
    expect(await answer('kim', id, keep)).toMatchObject({ type: '/problems/wrong-stage' });
  });

  it('PRO-14 PRO-9 goes on in another, to be opened when it was to be, where it was interrupted', async () => {
    const { id, endedAt } = await executed({ lookBack: 365 });
    await stage(id, 'waiting');
    await loseWorkflow(council, id);
    const next = await goesOn(council, 'lookbacks', id);
    expect(await read('anna', `/v1/lookbacks/${next}`)).toMatchObject({
      stage: 'waiting',
      continuationOf: id,
      deadline: later(endedAt, 365),
    });
    expect(await read('anna', `/v1/decisions/${id}/record`)).toMatchObject({
      outcome: 'interrupted',
      answers: null,
      continuedBy: next,
    });
    await council.wait('365 days');
    await stage(next, 'looking-back');
    expect(await read('anna', `/v1/lookbacks/${next}`)).toMatchObject({ deadline: later(endedAt, 370) });
  });

  it('PRO-14 is of nothing that names none', async () => {
    expect((await executed({})).id).toBeUndefined();
  });
});
