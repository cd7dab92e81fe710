/** What the API says of its clocks: to the machines that watch it, and to a member whose ballot cannot be timed (VOT-6, AUT-2). */
import { afterEach, describe, expect, it } from 'vitest';
import type { ClockWatch } from '../../store/postgres/clocks.ts';
import { apartBy } from '../support/clocks.ts';
import { withOpenPolls } from '../support/polls.ts';
import { serve, type Served } from './serve.ts';

let api: Served;
afterEach(() => api.close());

const ready = async (clocks: ClockWatch, health = {}) => {
  api = await serve({ clocks, health });
  return api.anyone.get('/health/ready');
};

describe('readiness', () => {
  it('AUT-2 shows how far each clock is from the process’s own, in seconds', async () => {
    const { status, body } = await ready(apartBy(-1_000), { database: async () => undefined });
    expect([status, body]).toEqual([
      200,
      {
        status: 'ready',
        parts: ['database'],
        clocks: { database: { ahead: -0.993, error: 0.001 }, temporal: { ahead: 0.007, error: 0.002 } },
        processes: { overdue: 0, gone: 0 },
      },
    ]);
  });

  it('AUT-2 is there before the clocks were compared', async () => {
    const { status, body } = await ready({ latest: () => undefined });
    expect([status, body.clocks]).toEqual([200, null]);
  });

  it.each([
    [-1_001, 'the database', 'Temporal'],
    [1_001, 'Temporal', 'the database'],
  ])(
    'VOT-6 is lost with the database’s clock %d ms ahead of Temporal’s: the facts name both',
    async (ahead, behind, of) => {
      const { status, body, headers } = await ready(apartBy(ahead));
      expect([status, body]).toEqual([
        503,
        {
          type: '/problems/clocks-differ',
          title: 'The clocks differ',
          status: 503,
          detail: `The clock of ${behind} is 1.001 s behind that of ${of}.`,
          rule: null,
          facts: { part: ['clocks'], behind, of, seconds: 1.001 },
        },
      ]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    },
  );
});

it('AUT-2 the metrics say how far each clock is ahead, and nothing before they were compared', async () => {
  let clocks: ClockWatch = { latest: () => undefined };
  api = await serve({ clocks: { latest: () => clocks.latest() } });
  const shown = async () => {
    const text = await (await api.raw('/metrics')).text();
    return text.split('\n').filter((line) => line.startsWith('folkmoot_clock_difference_seconds'));
  };
  expect(await shown()).toEqual([]);
  clocks = apartBy(-40_012);
  expect(await shown()).toEqual([
    'folkmoot_clock_difference_seconds{clock="database"} -40.005',
    'folkmoot_clock_difference_seconds{clock="temporal"} 0.007',
  ]);
});

it('VOT-6 a ballot more than a second before its window, by the ballot box, is not taken and not stamped', async () => {
  const opens = '2026-11-22T09:00:40.000Z';
  const closes = '2026-11-25T09:00:40.000Z';
  api = await serve();
  const id = await withOpenPolls(api.db, { members: [], kinds: ['votes'], opens, closes });
  const anna = await api.as('anna');
  const vote = () => anna.put(`/v1/proposals/${id}/ballot`, { choice: 'for' });
  api.at('2026-11-22T09:00:38.999Z');
  const early = await vote();
  expect([early.status, early.body]).toMatchObject([
    503,
    {
      type: '/problems/clocks-differ',
      facts: { part: ['clocks'], behind: 'the database', of: 'Temporal', seconds: 1.001 },
    },
  ]);
  expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await anna.get(`/v1/proposals/${id}/ballots`)).body.items).toEqual([]);
  api.at('2026-11-22T09:00:39.000Z');
  expect((await vote()).status).toBe(200);
  expect((await anna.get(`/v1/proposals/${id}/ballots`)).body.items).toMatchObject([
    { member: 'anna', at: opens },
  ]);
});
