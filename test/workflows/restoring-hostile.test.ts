/** Who would refer a matter twice, or learn of one by referring it: two requests at once, and decisions that name what they cannot read (RST-1, RST-5). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agree } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { logFollows } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose } from '../support/story.ts';
import { families } from '../support/quarrellers.ts';
import { agreedPlan, apology, putPlan, settledConflict } from '../support/repair.ts';
import { refer, referred, restorers } from '../support/restorative.ts';

let council: Council;
beforeEach(async () => {
  council = await openCouncil({ families, members: restorers });
});
afterEach(async () => {
  await allProveThemselves(council);
  await logFollows(council);
  await council.close();
});

const listed = async (path: string): Promise<readonly Json[]> =>
  (await (await council.as('dora')).get(path)).body.items;
const brokenPlan = async (): Promise<string> => {
  const begun = await council.now();
  const plan = await agreedPlan(council, [apology(begun)], await settledConflict(council));
  expect(await plan.outcome()).toBe('broken');
  return plan.id;
};

describe('two who refer the same matter at the same instant', () => {
  it('RST-1 PRO-10 begin it once, where it comes out of nothing', async () => {
    const answers = await Promise.all(
      ['dora', 'carl', 'dora', 'carl'].map((by) =>
        refer(council, by, by === 'dora' ? {} : { harmed: ['carl'], responsible: ['dora'] }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    for (const { status, body } of answers)
      if (status !== 201) expect(body).toMatchObject({ type: '/problems/already-done', rule: 'RST-1' });
    expect(await listed('/v1/restorative')).toHaveLength(1);
  });

  it('RST-1 are between the same members whoever else is named beside them: nobody is asked again and again', async () => {
    const first = await referred(council);
    for (const [by, sides] of [
      ['dora', { responsible: ['carl', 'ben'] }],
      ['carl', { harmed: ['dora', 'anna'] }],
      ['carl', { harmed: ['carl', 'fay'], responsible: ['dora'] }],
    ] as const)
      expect((await refer(council, by, sides)).body, JSON.stringify(sides)).toMatchObject({
        type: '/problems/already-done',
        rule: 'RST-1',
      });
    await first.does('carl', '/acceptance', { accept: false });
    expect((await refer(council, 'dora', { responsible: ['carl', 'ben'] })).status).toBe(409);
    // Whoever was not opposite them is no case of theirs, and nothing is told of it.
    expect((await refer(council, 'ben', { harmed: ['ben'], responsible: ['carl'] })).status).toBe(201);
    expect((await refer(council, 'dora', { responsible: ['ben'] })).status).toBe(201);
    // At one instant, with others beside them.
    const answers = await Promise.all(
      ['gus', 'fay', 'anna'].map((other) =>
        refer(council, 'emil', { harmed: ['emil'], responsible: ['hal', other] }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  it('RST-1 PRO-10 begin it once, where it comes out of a broken plan', async () => {
    const from = await brokenPlan();
    const answers = await Promise.all(
      ['dora', 'carl', 'dora', 'carl'].map((by) => refer(council, by, { from })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    expect(await listed('/v1/restorative')).toHaveLength(1);
  });

  it('MND-1 PRO-10 and two who put a plan out of one process have one plan', async () => {
    const from = await settledConflict(council);
    const now = await council.now();
    const answers = await Promise.all(
      ['dora', 'carl', 'dora', 'carl'].map((by) => putPlan(council, by, from, [apology(now)])),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    expect(await listed('/v1/repairs')).toHaveLength(1);
  });
});

describe('who is not in a matter', () => {
  const asks = async (of: string, sides: object): Promise<Json> => {
    const asking = await (
      await council.as('ben')
    ).post('/v1/proposals', {
      ...content,
      category: 'justice',
      accused: 'carl',
      victims: ['dora'],
      impact: { affected: ['carl'], statement: 'They talk.' },
      action: { type: 'restorative.refer', of, ...sides },
    });
    return asking.body;
  };

  it('RST-5 AUT-2 learns by no proposal who is in a plan of a room, nor whether it was referred', async () => {
    const from = await brokenPlan();
    const all = async (): Promise<void> => {
      for (const sides of [
        { harmed: ['dora'], responsible: ['carl'] },
        { harmed: ['dora'], responsible: ['gus'] },
        { harmed: ['anna'], responsible: ['gus'] },
      ])
        expect(await asks(from, sides), JSON.stringify(sides)).toMatchObject({
          type: '/problems/action-not-permitted',
          facts: { action: 'restorative.refer', of: from },
        });
    };
    await all();
    await referred(council, { from });
    await all();
  });

  it('RST-1 RST-5 learns of a plan that everybody reads, by no referral and no proposal, whether it was referred', async () => {
    const story = await propose(council, 'ben', {
      category: 'justice',
      accused: 'carl',
      victims: ['dora'],
      impact: { affected: ['carl'], statement: 'He mends it.' },
    });
    for (const member of ['carl', 'dora']) await story.post(member, '/hearing', { text: 'So it was.' });
    await agree(council, story, ['anna', 'ben', 'emil', 'fay', 'gus']);
    await council.wait('73h');
    await story.reaches('ended');
    const plan = await agreedPlan(council, [apology(await council.now())], story.id);
    expect(await plan.outcome()).toBe('broken');
    const work = await referred(council, { from: plan.id });
    for (const sides of [
      { harmed: ['ben'], responsible: ['carl'] },
      { harmed: ['dora'], responsible: ['carl', 'ben'] },
    ])
      expect((await refer(council, 'ben', { from: plan.id, ...sides })).body).toMatchObject({
        type: '/problems/not-permitted',
        rule: 'RST-1',
        facts: { members: ['ben'] },
      });
    expect(await asks(plan.id, { harmed: ['dora'], responsible: ['carl'] })).toHaveProperty('id');
    expect((await refer(council, 'carl', { from: plan.id })).body, 'who is in it is told').toMatchObject({
      type: '/problems/already-done',
    });
    await work.does('dora', '/leaving');
  });
});
