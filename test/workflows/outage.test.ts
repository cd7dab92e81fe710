/** An outage over several deadlines: what fell due in it is settled in its order, before anything opens after it (PRO-11, PRO-9). */
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { propose } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    families: [{ id: 'ash', name: 'Ash' }],
    worker: {
      interceptors: {
        activity: [
          ({ info: { activityType, attempt } }) => ({
            inbound: {
              execute: async (input, next) => {
                if (activityType === 'closeRound' && attempt === 1)
                  throw ApplicationFailure.create({ message: 'an outage', nextRetryDelay: '10 days' });
                return next(input);
              },
            },
          }),
        ],
      },
    },
  });
});
afterAll(() => council.close());

describe('an outage over the end of a round and the week of a gate', () => {
  it('PRO-11 lets the proposal lapse at the instant at which the gate fell due; no round opens after that', async () => {
    const story = await propose(council, 'carl', {
      category: 'reproduction',
      parents: ['anna', 'ben'],
      diversity: 'The first of their generation who learned to sail.',
      action: {
        type: 'member.admit',
        member: { id: 'ada', name: 'Ada', kind: 'agent', family: 'ash', bornAt: await council.now() },
      },
    });
    const { requirements } = await story.read();
    const [{ until }] = requirements;
    expect(await story.outcome()).toBe('lapsed');
    expect((await story.read()).endedAt).toBe(until);
    const kinds = (await story.timeline()).map(({ kind }) => kind);
    expect(kinds).toEqual([
      ...['submitted', 'review-opened', 'discussion-opened', 'round-closed'],
      ...requirements.map(() => 'requirement-timed-out'),
      'ended',
    ]);
  });
});
