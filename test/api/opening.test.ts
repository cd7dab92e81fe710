/** A submission whose electorate takes long to be fixed, as that of a large council does: answered with where it stands (MEM-3, PRO-1). */
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Council } from '../support/council.ts';
import { openCouncil } from '../support/council.ts';
import { content } from '../support/story.ts';

/** The electorate is not fixed before this resolves. */
let fixing = Promise.resolve();
let goOn = (): void => undefined;

const slowly: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    execute: async (input, next) => {
      if (info.activityType === 'submit') await fixing;
      return next(input);
    },
  },
});

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ worker: { interceptors: { activity: [slowly] } }, openingWait: 300 });
});
afterAll(() => council.close());

describe('A submission that takes long', () => {
  it('PRO-1 is answered with its id and stage at once, and under its key with the same proposal once it is open', async () => {
    fixing = new Promise((resolve) => (goOn = resolve));
    const anna = await council.as('anna');
    const key = { 'idempotency-key': 'a-second-workshop-day' };
    const first = await anna.post('/v1/proposals', content, key);
    const { id } = first.body;
    expect([first.status, first.body]).toEqual([202, { id: expect.any(String), stage: 'opening' }]);
    expect(first.headers.get('location')).toBe(`/v1/proposals/${id}`);
    expect((await anna.post('/v1/proposals', content, key)).body).toEqual(first.body);
    for (const early of [
      await anna.get(`/v1/proposals/${id}`),
      await anna.post(`/v1/proposals/${id}/withdrawal`, undefined, { 'idempotency-key': 'too-early' }),
    ]) {
      expect([early.status, early.body]).toMatchObject([
        503,
        { type: '/problems/unavailable', facts: { decision: id, stage: 'opening' } },
      ]);
      expect(early.headers.get('retry-after')).toBe('1');
    }
    goOn();
    await council.until(async () => {
      expect((await anna.get(`/v1/proposals/${id}`)).status).toBe(200);
    });
    const again = await anna.post('/v1/proposals', content, key);
    expect([again.status, again.body]).toMatchObject([201, { id, stage: 'review' }]);
    expect((await anna.get('/v1/proposals')).body.items).toHaveLength(1);
  });

  it('PRO-1 leaves an id of no decision unknown, however new it is', async () => {
    const anna = await council.as('anna');
    for (const msecs of [performance.timeOrigin + performance.now(), 0]) {
      const unknown = await anna.get(`/v1/proposals/${v7({ msecs })}`);
      expect(unknown.status).toBe(404);
    }
  });
});
