/** What workflows ask of the world, under the names that the worker registers. */
import { conflictActivities } from './conflicts.ts';
import { declarationActivities } from './declarations.ts';
import { delegationActivities } from './delegations.ts';
import { emergencyActivities } from './emergencies.ts';
import { guardianActivities } from './guardian.ts';
import { interruptionActivities } from './interrupting.ts';
import { noticeActivities } from './notices.ts';
import { processActivities } from './processes.ts';
import { performActivities } from './perform.ts';
import { pollActivities } from './polls.ts';
import { questionActivities } from './questions.ts';
import { recordActivities } from './record.ts';
import { retryingActivities } from './retrying.ts';
import type { Services } from './services.ts';
import { submissionActivities } from './submission.ts';

export const createActivities = (services: Services) => ({
  ...submissionActivities(services),
  ...recordActivities(services),
  ...retryingActivities(services),
  ...pollActivities(services),
  ...conflictActivities(services),
  ...declarationActivities(services),
  ...delegationActivities(services),
  ...emergencyActivities(services),
  ...guardianActivities(services),
  ...interruptionActivities(services),
  ...noticeActivities(services),
  ...performActivities(services),
  ...processActivities(services),
  ...questionActivities(services),
});

export type Activities = ReturnType<typeof createActivities>;
export type { Told } from '../store/allocation-notices.ts';
export type { PollOpening } from '../store/polls.ts';
export type { CategoryRequests, Declared } from './declarations.ts';
export type { EndingFound } from './interrupting.ts';
export type { MediatorsRequest } from './conflicts.ts';
export type { CloseRequest } from './polls.ts';
export type { ProcessWrite } from './processes.ts';
export type { StageChange } from './record.ts';
