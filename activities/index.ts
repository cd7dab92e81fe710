/** What workflows ask of the world, under the names that the worker registers. */
import type { Clock } from '../store/clock.ts';
import type { Db } from '../store/database.ts';
import { appealActivities } from './appeals.ts';
import { declarationActivities } from './declarations.ts';
import { delegationActivities } from './delegations.ts';
import { guardianActivities } from './guardian.ts';
import { performActivities } from './perform.ts';
import { pollActivities } from './polls.ts';
import { recordActivities } from './record.ts';
import { submissionActivities } from './submission.ts';

export interface Services {
  readonly db: Db;
  /** The ballot box's clock. */
  readonly clock: Clock;
  /** Signs calls, as Standard Webhooks has it: `whsec_` and base64. */
  readonly callSecret: string;
}

export const createActivities = (services: Services) => ({
  ...submissionActivities(services),
  ...recordActivities(services),
  ...pollActivities(services),
  ...appealActivities(services),
  ...declarationActivities(services),
  ...delegationActivities(services),
  ...guardianActivities(services),
  ...performActivities(services),
});

export type Activities = ReturnType<typeof createActivities>;
export type { PollOpening } from '../store/polls.ts';
export type { Declared } from './declarations.ts';
export type { CloseRequest } from './polls.ts';
export type { StageChange } from './record.ts';
