/** Every route of the API, in the order in which /openapi.json lists them. */
import type { MemberRoute, OpenRoute } from '../route.ts';
import { actRoutes } from './acts.ts';
import { allocationRoutes } from './allocations.ts';
import { answerRoutes } from './answers.ts';
import { appealRoutes } from './appeals.ts';
import { arbitrationRoutes } from './arbitration.ts';
import { astrayRoutes } from './astray.ts';
import { charterRoutes } from './charter.ts';
import { conflictRoomRoutes } from './conflict-room.ts';
import { conflictRoutes } from './conflicts.ts';
import { decisionRoutes, recordRoutes } from './decisions.ts';
import { declarationRoutes } from './declarations.ts';
import { delegationRoutes } from './delegations.ts';
import { tokenRoute } from './dev.ts';
import { emergencyRoutes } from './emergencies.ts';
import { emergencyPollRoutes } from './emergency-polls.ts';
import { eventRoutes } from './events.ts';
import { healthRoutes } from './health.ts';
import { impactRoutes } from './impact.ts';
import { inboxRoutes } from './inbox.ts';
import { interruptionRoutes } from './interruptions.ts';
import { ledgerRoutes, proofRoutes } from './ledger.ts';
import { mandateRoutes } from './mandates.ts';
import { memberRoutes as councilRoutes } from './members.ts';
import { pollRoutes } from './polls.ts';
import { problemRoutes } from './problems.ts';
import { proposalRoutes } from './proposals.ts';
import { vetoRoutes } from './vetoes.ts';

/** What AUT-2 opens to anyone; /openapi.json joins them when all are known. */
export const publicRoutes: readonly OpenRoute[] = [
  ...healthRoutes,
  ...problemRoutes,
  ...charterRoutes,
  ...recordRoutes,
  ...ledgerRoutes,
];

export const devRoutes: readonly OpenRoute[] = [tokenRoute];

export const memberRoutes: readonly MemberRoute[] = [
  ...councilRoutes,
  ...proposalRoutes,
  ...actRoutes,
  ...vetoRoutes,
  ...impactRoutes,
  ...appealRoutes,
  ...declarationRoutes,
  ...answerRoutes,
  ...pollRoutes,
  ...decisionRoutes,
  ...proofRoutes,
  ...allocationRoutes,
  ...mandateRoutes,
  ...delegationRoutes,
  ...emergencyRoutes,
  ...emergencyPollRoutes,
  ...conflictRoutes,
  ...conflictRoomRoutes,
  ...arbitrationRoutes,
  ...astrayRoutes,
  ...interruptionRoutes,
  ...inboxRoutes,
  ...eventRoutes,
];
