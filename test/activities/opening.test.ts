/** Windows open while the clocks agree, and only then (VOT-6): the activities that open polls, on a real PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '../../activities/services.ts';
import { processActivities } from '../../activities/processes/process.ts';
import { recordActivities } from '../../activities/processes/record.ts';
import type { ClockWatch } from '../../store/postgres/clocks.ts';
import { pollByNumber, pollsOf } from '../../store/ballots/polls.ts';
import { processById } from '../../store/processes/processes.ts';
import { proposalById } from '../../store/processes/proposals.ts';
import { apartBy, uncompared } from '../support/clocks.ts';
import { callSecret } from '../support/council.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { five } from '../support/people.ts';
import { emergencyState } from '../support/states.ts';
import { clockAt, withOpenPolls } from '../support/polls.ts';
import type { PollKind } from '../../rules/model.ts';

const opens = '2026-03-02T09:00:00.000Z';
const closes = '2026-03-05T09:00:00.000Z';

let database: TestDatabase;
let decision: string;
beforeEach(async () => {
  database = await createDatabase();
  decision = await withOpenPolls(database.db, { members: five, kinds: ['positions'], opens, closes });
  return () => database.drop();
});

/** What an activity stands on, with these clocks. */
const servicesWith = (clocks: ClockWatch, at = opens): Services => ({
  db: database.db,
  clock: clockAt(at).clock,
  clocks,
  callSecret,
  onConflictingWrite: (write) => {
    throw new Error(`write ${write.sequence} is taken`);
  },
});

/** The round is over and the vote opens, by these clocks. */
async function openVote(clocks: ClockWatch, at = opens): Promise<void> {
  const activities = recordActivities(servicesWith(clocks, at));
  const { state } = (await proposalById(database.db, decision))!;
  const polls = [await opening('votes')];
  await activities.record({
    sequence: 2,
    state: { ...state, stage: 'voting' },
    entries: [],
    versions: [],
    inForce: undefined,
    polls,
  });
}

async function opening(kind: PollKind) {
  const { number, round, version, electorate, rules } = await pollByNumber(
    database.db,
    decision,
    'positions',
    1,
  );
  return { decision, kind, number, round, version, electorate, opens, closes, rules };
}

const seen = async () => ({
  stage: (await proposalById(database.db, decision))!.state.stage,
  polls: (await pollsOf(database.db, decision, 'votes')).length,
});

describe('a vote', () => {
  it.each([-1_000, 0, 1_000])('VOT-6 opens while the clocks are %d ms apart', async (ahead) => {
    await openVote(apartBy(ahead));
    expect(await seen()).toEqual({ stage: 'voting', polls: 1 });
  });

  it.each([
    [-1_001, 'the clock of the database is 1.001 s behind that of Temporal'],
    [1_001, 'the clock of Temporal is 1.001 s behind that of the database'],
  ])(
    'VOT-6 does not open while they are %d ms apart, says so, and opens when they agree',
    async (ahead, words) => {
      await expect(openVote(apartBy(ahead))).rejects.toMatchObject({
        type: 'clocks-differ',
        nonRetryable: false,
        message: `no window opens while the clocks differ: ${words}`,
      });
      expect(await seen()).toEqual({ stage: 'discussion', polls: 0 });
      await openVote(apartBy(0));
      expect(await seen()).toEqual({ stage: 'voting', polls: 1 });
    },
  );

  it('VOT-6 does not open where the database falls behind between two comparisons', async () => {
    const late = '2026-03-02T08:59:58.999Z';
    for (const clocks of [apartBy(0), uncompared])
      await expect(openVote(clocks, late)).rejects.toMatchObject({ type: 'clocks-differ' });
    await openVote(apartBy(0), '2026-03-02T08:59:59.000Z');
    expect(await seen()).toEqual({ stage: 'voting', polls: 1 });
  });

  it('VOT-6 that opens hours late, by clocks that agree, opens', async () => {
    await openVote(apartBy(0), '2026-03-02T12:00:00.000Z');
    expect(await seen()).toEqual({ stage: 'voting', polls: 1 });
  });
});

it('VOT-6 what opens no window is written down whatever the clocks say', async () => {
  const activities = recordActivities(servicesWith(apartBy(-40_000)));
  const { state } = (await proposalById(database.db, decision))!;
  await activities.record({
    sequence: 2,
    state: { ...state, stage: 'requirements' },
    entries: [],
    versions: [],
    polls: [],
  });
  expect((await seen()).stage).toBe('requirements');
});

it('EMG-5 an override does not open either while the clocks differ', async () => {
  const { db } = database;
  const id = randomUUID();
  const state = emergencyState({ id, createdAt: opens });
  const call = async (clocks: ClockWatch) => {
    const activities = processActivities(servicesWith(clocks));
    const polls = [{ ...(await opening('override')), decision: id }];
    await activities.recordProcess({
      kind: 'emergency',
      sequence: 1,
      state,
      entries: [],
      parties: [],
      confidential: false,
      polls,
    });
  };
  await expect(call(apartBy(-1_001))).rejects.toMatchObject({ type: 'clocks-differ' });
  expect(await processById(db, 'emergency', id)).toBeUndefined();
  await call(apartBy(-1_000));
  expect(await pollsOf(db, id, 'override')).toMatchObject([{ opens, closes }]);
});
