/** What workflows ask of the world, under the names that the worker registers. */
import type { Clock } from '../store/clock.ts';
import type { Db } from '../store/database.ts';
import { appealActivities } from './appeals.ts';
import { conflictActivities } from './conflicts.ts';
import { declarationActivities } from './declarations.ts';
import { delegationActivities } from './delegations.ts';
import { emergencyActivities } from './emergencies.ts';
import { guardianActivities } from './guardian.ts';
import { noticeActivities } from './notices.ts';
import { processActivities } from './processes.ts';
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
  ...conflictActivities(services),
  ...declarationActivities(services),
  ...delegationActivities(services),
  ...emergencyActivities(services),
  ...guardianActivities(services),
  ...noticeActivities(services),
  ...performActivities(services),
  ...processActivities(services),
});

export type Activities = ReturnType<typeof createActivities>;
export type { PollOpening } from '../store/polls.ts';
export type { Declared } from './declarations.ts';
export type { CloseRequest } from './polls.ts';
export type { ProcessWrite } from './processes.ts';
export type { StageChange } from './record.ts';
