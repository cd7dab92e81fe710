/** What workflows ask of the world, under the names that the worker registers. */
import { conflictActivities } from './processes/kinds/conflicts.ts';
import { declarationActivities } from './processes/declarations.ts';
import { delegationActivities } from './processes/delegations.ts';
import { emergencyActivities } from './processes/kinds/emergencies.ts';
import { familyActivities } from './processes/kinds/families.ts';
import { guardianActivities } from './processes/guardian.ts';
import { interruptionActivities } from './processes/interrupting.ts';
import { lookbackActivities } from './processes/kinds/look-backs.ts';
import { nodeVetoActivities } from './processes/kinds/node-vetoes.ts';
import { noticeActivities } from './processes/notices.ts';
import { processActivities } from './processes/process.ts';
import { performActivities } from './actions/perform.ts';
import { pollActivities } from './processes/polls.ts';
import { questionActivities } from './processes/questions.ts';
import { recordActivities } from './processes/record.ts';
import { restorativeActivities } from './processes/kinds/restorative.ts';
import { retryingActivities } from './actions/retrying.ts';
import type { Services } from './services.ts';
import { supportActivities } from './processes/kinds/support.ts';
import { submissionActivities } from './processes/submission.ts';

export const createActivities = (services: Services) => ({
  ...submissionActivities(services),
  ...recordActivities(services),
  ...retryingActivities(services),
  ...pollActivities(services),
  ...conflictActivities(services),
  ...declarationActivities(services),
  ...delegationActivities(services),
  ...emergencyActivities(services),
  ...familyActivities(services),
  ...guardianActivities(services),
  ...interruptionActivities(services),
  ...lookbackActivities(services),
  ...nodeVetoActivities(services),
  ...noticeActivities(services),
  ...performActivities(services),
  ...processActivities(services),
  ...questionActivities(services),
  ...supportActivities(services),
  ...restorativeActivities(services),
});

export type Activities = ReturnType<typeof createActivities>;
export type { Told } from '../store/council/allocation-notices.ts';
export type { PollOpening } from '../store/ballots/polls.ts';
export type { CategoryRequests, Declared } from './processes/declarations.ts';
export type { EndingFound } from './processes/interrupting.ts';
export type { MediatorsRequest } from './processes/kinds/conflicts.ts';
export type { CloseRequest } from './processes/polls.ts';
export type { ProcessWrite } from './processes/process.ts';
export type { StageChange } from './processes/record.ts';
