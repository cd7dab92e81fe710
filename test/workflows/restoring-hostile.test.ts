/** Who would refer a matter twice, or learn of one by referring it: two requests at once, and decisions that name what they cannot read (RST-1, RST-5). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { logFollows } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families } from '../support/quarrellers.ts';
import { agreedPlan, apology, putPlan, settledConflict } from '../support/repair.ts';
import { refer, restorers } from '../support/restorative.ts';

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
