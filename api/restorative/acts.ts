/** Acts in restorative work: each by who is in it, and answered to them alone (RST-1 to RST-4). */
import type { Member } from '../../rules/model.ts';
import { mayAct, type RestorativeAct, type Said, saidFault } from '../../rules/restorative/permissions.ts';
import type { RestorativeState } from '../../rules/restorative/state.ts';
import * as messages from '../../workflows/messages/restorative.ts';
import { nothing } from '../http/schemas.ts';
import { type ActCall, actRoutesOf } from '../kinds/acting.ts';
import { must } from '../problems/problem.ts';
import { mustBeKnown } from '../repairs/view.ts';
import {
  acceptBody,
  checkBody,
  circleBody,
  facilitatorBody,
  notReadyBody,
  planAcceptanceBody,
  planBody,
  restorativeSchema,
} from './schemas.ts';
import {
  existingRestorative,
  mustBeMembers,
  mustFacilitate,
  showRestorative,
  type viewRestorative,
  visibleRestorative,
} from './view.ts';

const answer = { description: 'The work as it stands now', schema: restorativeSchema };

const actRoute = actRoutesOf<
  RestorativeAct,
  RestorativeState,
  Member,
  Awaited<ReturnType<typeof viewRestorative>>
>(
  {
    kind: 'restorative',
    part: 'the work',
    see: visibleRestorative,
    who: (_services, caller) => caller,
    may: mayAct,
    carries: (_services, state) => state,
    by: () => ({}),
    show: async (services, reader, id) =>
      showRestorative(services, reader, await existingRestorative(services, id)),
  },
  answer,
);

/** What is said is checked beside who says it, and then those whom it names. */
const saying =
  <Content>(
    act: RestorativeAct,
    said: (content: Content) => Said,
    known: (services: ActCall['services'], content: Content) => Promise<void> = async () => undefined,
  ) =>
  ({ services, caller }: ActCall, content: Content) =>
  async (state: RestorativeState, _who: Member, at: string): Promise<void> => {
    must(saidFault(act, state, { id: caller.id, at }, said(content)));
    await known(services, content);
  };

export const restorativeActRoutes = [
  actRoute({
    operationId: 'acceptRestorative',
    act: 'acceptance',
    summary: 'Accepts that they meet, or declines it; by who was harmed and who caused it',
    rules: ['RST-1'],
    body: acceptBody,
    update: messages.restorativeAcceptance,
  }),
  actRoute({
    operationId: 'nameFacilitator',
    act: 'facilitator',
    summary: 'Names a facilitator, who is whom all of them name; by who was harmed and who caused it',
    rules: ['RST-2'],
    body: facilitatorBody,
    update: messages.restorativeFacilitator,
    content: ({ member: named }) => ({ named }),
    also: saying(
      'facilitator',
      ({ named: member }) => ({ member }),
      (services, { named }) => mustFacilitate(services, named),
    ),
    problems: ['own-case', 'unknown-member', 'no-facilitator'],
  }),
  actRoute({
    operationId: 'sayReady',
    act: 'ready',
    summary: 'Says that they can meet; by the facilitator',
    rules: ['RST-2'],
    body: nothing,
    update: messages.restorativeReady,
  }),
  actRoute({
    operationId: 'sayNotReady',
    act: 'not-ready',
    summary: 'Says with a reason that they cannot meet; by the facilitator',
    rules: ['RST-2'],
    body: notReadyBody,
    update: messages.restorativeNotReady,
  }),
  actRoute({
    operationId: 'recordCircle',
    act: 'circles',
    summary: 'Says when a circle was held, and who was there; by the facilitator',
    rules: ['RST-3'],
    body: circleBody,
    status: 201,
    update: messages.restorativeCircle,
    also: saying(
      'circles',
      (content) => content,
      (services, { present }) => mustBeMembers(services, present),
    ),
    problems: ['past-instant', 'too-far-ahead', 'incomplete', 'limit-reached', 'unknown-member'],
  }),
  actRoute({
    operationId: 'stopCircle',
    act: 'stop',
    summary: 'Stops it for safety, without a reason: it returns; by anybody in it',
    rules: ['RST-3'],
    body: nothing,
    update: messages.restorativeStop,
  }),
  actRoute({
    operationId: 'putRestorativePlan',
    act: 'plan',
    summary: 'Puts a text, which is the plan of repair once all have accepted it; by who is in it',
    rules: ['RST-3', 'MND-1'],
    body: planBody,
    status: 201,
    update: messages.restorativePlan,
    also: saying(
      'plan',
      (content) => content,
      (services, { obligations }) => mustBeKnown(services, obligations),
    ),
    problems: ['limit-reached', 'unknown-member', 'own-case', 'to-oneself', 'past-instant'],
  }),
  actRoute({
    operationId: 'acceptRestorativePlan',
    act: 'plan/acceptance',
    summary: 'Accepts the text; by who was harmed and who caused it',
    rules: ['RST-3'],
    body: planAcceptanceBody,
    update: messages.restorativePlanAcceptance,
    also: saying('plan/acceptance', (content) => content),
    problems: ['unknown-terms', 'replaced-terms'],
  }),
  actRoute({
    operationId: 'answerCheck',
    act: 'checks',
    summary: 'Says whether what was agreed on is kept; by who was harmed and who caused it',
    rules: ['RST-4'],
    body: checkBody,
    update: messages.restorativeCheck,
    also: saying('checks', (content) => content),
  }),
  actRoute({
    operationId: 'leaveRestorative',
    act: 'leaving',
    summary:
      'Leaves it, and it returns; by who was harmed until the agreement, in the preparation by anybody in it',
    rules: ['RST-1', 'RST-2', 'RST-5'],
    body: nothing,
    update: messages.restorativeLeaving,
  }),
];
