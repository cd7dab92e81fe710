/** Acts in repair plans: terms, what is done, whether it was, and releases (MND-1 to MND-4). */
import type { Member } from '../../rules/model.ts';
import { mayAct, type RepairAct } from '../../rules/repair/permissions.ts';
import { type Said, saidFault } from '../../rules/repair/said.ts';
import type { RepairState } from '../../rules/repair/state.ts';
import { refuse } from '../../rules/refusal.ts';
import { unknownMembers } from '../../store/council/members.ts';
import {
  repairAcceptance,
  repairChoice,
  repairConfirmation,
  repairDone,
  repairRelease,
  repairTerms,
  repairVerification,
  repairWords,
} from '../../workflows/messages/repair.ts';
import { type ActCall, actRoutesOf } from '../kinds/acting.ts';
import { must, refusalError } from '../problems/problem.ts';
import {
  choiceBody,
  circleWordsBody,
  confirmationBody,
  doneBody,
  releaseBody,
  repairAcceptanceBody,
  repairSchema,
  repairTermsBody,
  verificationBody,
} from './schemas.ts';
import { existingRepair, mustBeKnown, showRepair, type viewRepair, visibleRepair } from './view.ts';

const answer = { description: 'The plan as it stands now', schema: repairSchema };

const actRoute = actRoutesOf<RepairAct, RepairState, Member, Awaited<ReturnType<typeof viewRepair>>>(
  {
    kind: 'repair',
    part: 'the plan',
    see: visibleRepair,
    who: (_services, caller) => caller,
    may: mayAct,
    carries: (_services, state) => state,
    by: () => ({}),
    // By what they did, they may be in it no more.
    show: async (services, reader, id) => showRepair(services, reader, await existingRepair(services, id)),
  },
  answer,
);

/** What is said is checked beside who says it. */
const saying =
  (act: RepairAct) =>
  ({ caller }: ActCall, said: Said) =>
  (state: RepairState, _who: Member, at: string): void =>
    must(saidFault(act, state, { id: caller.id, at }, said));

export const repairActRoutes = [
  actRoute({
    operationId: 'speakInCircle',
    act: 'words',
    summary: 'Speaks in the circle of a harm to many, which every member can hear; by who is affected',
    rules: ['MND-1'],
    body: circleWordsBody,
    status: 201,
    update: repairWords,
    problems: ['limit-reached'],
  }),
  actRoute({
    operationId: 'chooseReceiver',
    act: 'choice',
    summary:
      'Says whom an obligation is owed to: more than half of all the affected decide; by who is affected',
    rules: ['MND-1'],
    body: choiceBody,
    update: repairChoice,
    also: (call, content) => async (state, who, at) => {
      saying('choice')(call, content)(state, who, at);
      const members = await unknownMembers(call.services.db, [content.to]);
      if (members.length > 0) throw refusalError(refuse('unknown-member', 'MND-1', { members }));
    },
    problems: ['unknown-obligation', 'unknown-member', 'own-case', 'to-oneself', 'limit-reached'],
  }),
  actRoute({
    operationId: 'putRepairTerms',
    act: 'terms',
    summary:
      'Puts other terms, which hold once all in the plan and in them have accepted; by whoever is in it',
    rules: ['MND-4'],
    body: repairTermsBody,
    status: 201,
    update: repairTerms,
    also: (call, content) => async (state, who, at) => {
      saying('terms')(call, content)(state, who, at);
      await mustBeKnown(call.services, content.obligations);
    },
    problems: ['limit-reached', 'unknown-member', 'own-case', 'to-oneself', 'past-instant'],
  }),
  actRoute({
    operationId: 'acceptRepairTerms',
    act: 'acceptance',
    summary: 'Accepts the terms that are put, or declines them; by whoever is in the plan or in them',
    rules: ['MND-1', 'MND-4'],
    body: repairAcceptanceBody,
    update: repairAcceptance,
    also: saying('acceptance'),
    problems: ['unknown-terms', 'replaced-terms'],
  }),
  actRoute({
    operationId: 'reportDone',
    act: 'done',
    summary: 'Says with evidence that an instalment, or so much of it, is done; by who owes it',
    rules: ['MND-2'],
    body: doneBody,
    update: repairDone,
    also: saying('done'),
    problems: ['unknown-obligation', 'not-owed', 'limit-reached'],
  }),
  actRoute({
    operationId: 'confirmDone',
    act: 'confirmation',
    summary: 'Confirms that it was done, or contests it with a reason; by who it is owed to',
    rules: ['MND-2'],
    body: confirmationBody,
    update: repairConfirmation,
    also: saying('confirmation'),
    problems: ['unknown-obligation'],
  }),
  actRoute({
    operationId: 'verifyDone',
    act: 'verification',
    summary:
      'Says with a reason whether it was done, where the receiver was silent or contests it; by its verifier',
    rules: ['MND-2'],
    body: verificationBody,
    update: repairVerification,
    also: saying('verification'),
    problems: ['unknown-obligation'],
  }),
  actRoute({
    operationId: 'releaseObligation',
    act: 'release',
    summary: 'Releases who owes it, of all that is not settled or of an amount; by who it is owed to',
    rules: ['MND-4'],
    body: releaseBody,
    update: repairRelease,
    also: saying('release'),
    problems: ['unknown-obligation', 'not-owed', 'limit-reached'],
  }),
];
