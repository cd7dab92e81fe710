/** Every route of the API, in the order in which /openapi.json lists them. */
import type { IdentityRoute, MemberRoute, OpenRoute } from './route.ts';
import { alarmActRoutes } from '../alarms/acts.ts';
import { alarmRoutes } from '../alarms/routes.ts';
import { observationRoute, sensorRoutes } from '../sensors/routes.ts';
import { actRoutes } from '../proposals/act-routes.ts';
import { allocationRoutes } from '../council/allocations.ts';
import { answerRoutes } from '../polls/answer-routes.ts';
import { familyRoutes } from '../families/routes.ts';
import { lookbackRoutes } from '../lookbacks/routes.ts';
import { appealRoutes } from '../appeals/routes.ts';
import { arbitrationRoutes } from '../conflicts/arbitration.ts';
import { attachmentRoutes } from '../attachments/routes.ts';
import { custodyRoutes } from '../custody/routes.ts';
import { astrayRoutes } from '../operators/astray.ts';
import { taskQueueRoutes } from '../operators/task-queue.ts';
import { charterRoutes } from '../charter/routes.ts';
import { conflictRoomRoutes } from '../conflicts/room.ts';
import { conflictRoutes } from '../conflicts/routes.ts';
import { decisionRoutes, recordRoutes } from '../records/routes.ts';
import { declarationRoutes } from '../declarations/routes.ts';
import { delegationRoutes } from '../delegations/routes.ts';
import { standingDisclosureRoutes } from '../delegations/standing-disclosures.ts';
import { tokenRoute } from '../identity/dev.ts';
import { logoutRoute, providerRoutes, whoRoute } from '../identity/session/routes.ts';
import type { Sessions } from '../identity/session/sessions.ts';
import { trialRoutes } from '../identity/session/trial.ts';
import { identityRoutes as ownIdentityRoutes, redemptionRoute } from '../identity/identity-routes.ts';
import { invitationRoutes } from '../identity/invitation-routes.ts';
import { tokenRoutes } from '../identity/token-routes.ts';
import { emergencyRoutes } from '../emergencies/routes.ts';
import { emergencyPollRoutes } from '../emergencies/polls.ts';
import { eventRoutes } from '../events/routes.ts';
import { healthRoutes } from '../operators/health.ts';
import { impactRoutes } from '../charter/impact-routes.ts';
import { inboxRoutes } from '../inbox/routes.ts';
import { interruptionRoutes } from '../operators/interruptions.ts';
import { ledgerRoutes, proofRoutes } from '../records/ledger-routes.ts';
import { metadataRoute } from '../mcp/metadata.ts';
import { mandateRoutes } from '../council/mandates.ts';
import { keyRoutes } from '../council/key-routes.ts';
import { memberRoutes as councilRoutes } from '../council/routes.ts';
import { nodeVetoActRoutes } from '../node-vetoes/acts.ts';
import { nodeVetoRoutes } from '../node-vetoes/routes.ts';
import { pollRoutes } from '../polls/routes.ts';
import { problemRoutes } from '../problems/routes.ts';
import { proposalRoutes } from '../proposals/routes.ts';
import { repairActRoutes } from '../repairs/acts.ts';
import { repairRoutes } from '../repairs/routes.ts';
import { supportActRoutes } from '../support/acts.ts';
import { supportDutyRoutes } from '../support/duty.ts';
import { oneSupportRoutes, supportRoutes } from '../support/routes.ts';
import { supportSpeakingRoutes } from '../support/speaking.ts';
import { restorativeActRoutes } from '../restorative/acts.ts';
import { restorativeRoutes } from '../restorative/routes.ts';
import { vetoRoutes } from '../vetoes/routes.ts';

/** What AUT-2 opens to anyone; /openapi.json joins them when all are known. */
export const publicRoutes: readonly OpenRoute[] = [
  ...healthRoutes,
  ...problemRoutes,
  ...charterRoutes,
  ...recordRoutes,
  ...ledgerRoutes,
  metadataRoute,
  observationRoute,
];

export const devRoutes: readonly OpenRoute[] = [tokenRoute];

/** Those of sessions, where browsers sign in: with a provider, or in the trial by choosing a member. */
export const sessionRoutes = ({ provider }: Pick<Sessions, 'provider'>): readonly OpenRoute[] => [
  ...(provider === null ? trialRoutes : providerRoutes),
  whoRoute,
  logoutRoute,
];

/** For who is somebody at an identity provider, and may be no member yet. */
export const identityRoutes: readonly IdentityRoute[] = [redemptionRoute];

export const memberRoutes: readonly MemberRoute[] = [
  ...councilRoutes,
  ...ownIdentityRoutes,
  ...invitationRoutes,
  ...tokenRoutes,
  ...keyRoutes,
  ...proposalRoutes,
  ...actRoutes,
  ...attachmentRoutes,
  ...custodyRoutes,
  ...vetoRoutes,
  ...impactRoutes,
  ...appealRoutes,
  ...lookbackRoutes,
  ...familyRoutes,
  ...declarationRoutes,
  ...answerRoutes,
  ...pollRoutes,
  ...decisionRoutes,
  ...proofRoutes,
  ...allocationRoutes,
  ...mandateRoutes,
  ...delegationRoutes,
  ...standingDisclosureRoutes,
  ...emergencyRoutes,
  ...emergencyPollRoutes,
  ...conflictRoutes,
  ...conflictRoomRoutes,
  ...arbitrationRoutes,
  ...repairRoutes,
  ...repairActRoutes,
  ...nodeVetoRoutes,
  ...nodeVetoActRoutes,
  ...supportRoutes,
  ...supportDutyRoutes,
  ...oneSupportRoutes,
  ...supportActRoutes,
  ...supportSpeakingRoutes,
  ...sensorRoutes,
  ...alarmRoutes,
  ...alarmActRoutes,
  ...restorativeRoutes,
  ...restorativeActRoutes,
  ...astrayRoutes,
  ...taskQueueRoutes,
  ...interruptionRoutes,
  ...inboxRoutes,
  ...eventRoutes,
];
