/**
 * The activities as workflows call them. All are recorded: what others can see is written by an activity whose arguments stand in the history
 * first, so a workflow task that is done again writes the same under the same number (docs/decisions/0014).
 */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/** Tried until PostgreSQL is back, and within seconds of its return. */
const retry = { initialInterval: '100ms', backoffCoefficient: 2, maximumInterval: '2s' } as const;

/** An activity says that it lives every second (worker/heartbeats.ts): one whose worker has died is taken over after this. */
export const heartbeatTimeout = '5s';

/**
 * What takes milliseconds, but where an electorate is fixed: that goes through the whole council. None needs a shorter limit: a worker that
 * died is found by its heartbeat, a statement that hangs by PostgreSQL's own limits (store/postgres/purposes.ts).
 */
export const activities = proxyActivities<Omit<Activities, 'perform' | 'remind' | Sized>>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout,
  retry,
});

/** What takes the longer the more electors there are: half a minute, and a second for each thousand of them. */
type Sized = 'record' | 'recordProcess' | 'conclude' | 'concludeProcess' | 'closeRound' | 'closeVote';

export const activitiesFor = (electors: number): Pick<Activities, Sized> =>
  proxyActivities<Pick<Activities, Sized>>({
    startToCloseTimeout: 30_000 + electors,
    heartbeatTimeout,
    retry,
  });

/** In pieces that go on where the one before ended, however many there are to remind. */
export const { remind } = proxyActivities<Pick<Activities, 'remind'>>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout,
  retry,
});
