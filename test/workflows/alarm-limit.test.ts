/** How many alarms a member has open at once (ALM-3). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostOpen } from '../../rules/alarm/state.ts';
import { fire, watchers } from '../support/alarm.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Answer, Json } from '../support/http.ts';

let council: Council;
let alert: ReturnType<typeof fire>;
beforeAll(async () => {
  council = await openCouncil({ members: watchers });
  alert = fire(await council.now());
});
afterAll(() => council.close());

const raise = async (member: string, key: string): Promise<Answer> =>
  (await council.as(member)).post('/v1/alarms', alert, { 'idempotency-key': key });

describe('alarms of one member', () => {
  it('ALM-3 are a hundred at once: another is refused until one has ended, and those of others are not', async () => {
    let last: Json;
    for (let place = 1; place <= mostOpen; place += 1) {
      const { status, body } = await raise('kit', `of-kit-${place}`);
      expect(status, JSON.stringify(body)).toBe(201);
      last = body;
    }
    const more = await raise('kit', 'one-more');
    expect(more.body).toMatchObject({
      type: '/problems/limit-reached',
      status: 409,
      rule: 'ALM-3',
      facts: { most: mostOpen },
    });
    expect((await raise('kit', `of-kit-${mostOpen}`)).body, 'the last again').toMatchObject({ id: last.id });
    expect((await raise('carl', 'of-its-steward')).status).toBe(201);
    const refuted = await (
      await council.as('emil')
    ).post(`/v1/alarms/${last.id}/refutation`, { reason: 'No.' });
    expect(refuted.body).toMatchObject({ outcome: 'refuted' });
    expect((await raise('kit', 'one-more')).status).toBe(201);
    expect((await raise('kit', 'another')).status).toBe(409);
  });
});
