/** What members declare beside the polls: consents, hearings, requests, disclosures; each is acknowledged once it is kept. */
import type { z } from 'zod';
import { requestFault } from '../../rules/proposal/category-requests.ts';
import type { Member } from '../../rules/model.ts';
import { refuse } from '../../rules/refusal.ts';
import { type DeclarationKind, isFollowed, takeDeclaration } from '../../store/ballots/declarations.ts';
import { unknownMembers } from '../../store/council/members.ts';
import type { Proposal } from '../../store/processes/proposals.ts';
import { actSignature } from '../http/act-signatures.ts';
import { promise } from '../http/acknowledging.ts';
import { must, refusalError } from '../problems/problem.ts';
import { visibleProposal } from '../proposals/view.ts';
import type { OperationId } from '../rights/table.ts';
import { type MemberRoute, memberRoute } from '../http/route.ts';
import { decisionParams, nothing } from '../http/schemas.ts';
import {
  attestationBody,
  categoryRequestBody,
  consentBody,
  declarationSchema,
  disclosureBody,
  endorsementBody,
  hearingBody,
  interestsBody,
  noPunishmentBody,
  optOutBody,
  representativeBody,
} from './schemas.ts';
import type { Services } from '../service/services.ts';
import { tellDeclared } from '../service/temporal.ts';

type Facts = Readonly<Record<string, unknown>>;

interface Declaring<Body extends z.ZodType> {
  readonly operationId: OperationId;
  readonly kind: DeclarationKind;
  readonly summary: string;
  readonly rules: readonly string[];
  readonly body: Body;
  /** What stands in the record of it; throws a refusal's problem where it does not fit. */
  readonly facts?: (
    body: z.output<Body>,
    caller: Member,
    proposal: Proposal,
    services: Services,
  ) => Facts | Promise<Facts>;
}

function declaring<Body extends z.ZodType>({
  operationId,
  kind,
  summary,
  rules,
  body,
  facts,
}: Declaring<Body>): MemberRoute {
  return memberRoute({
    operationId,
    method: 'post',
    path: `/v1/proposals/{id}/${kind}`,
    summary,
    rules,
    params: decisionParams,
    body,
    answer: {
      status: 201,
      description: 'What was declared, and the signed promise that the record will hold it',
      schema: declarationSchema,
    },
    problems: [
      'wrong-stage',
      'window-closed',
      'already-done',
      'stale-version',
      'not-an-elector',
      'unknown-member',
      'limit-reached',
      'category-not-permitted',
      'not-named',
      'idempotency-key-reused',
      'signature-required',
      'signature-refused',
    ],
    handle: async (call) => {
      const { services, caller, params, attempt } = call;
      const { db, clock, signer, temporal, log } = services;
      const proposal = await visibleProposal(services, caller, params.id);
      await attempt.begin();
      const given = call.body as z.output<Body>;
      const said = facts === undefined ? (given as Facts) : await facts(given, caller, proposal, services);
      const own = await actSignature(call, proposal.state, kind);
      const declaration = { kind, facts: said, request: attempt.key, ...own };
      const taken = await takeDeclaration(db, clock, proposal.state.id, caller, declaration);
      if ('refusal' in taken) throw refusalError(taken.refusal);
      call.news.kept(proposal.state.id);
      if (isFollowed(kind)) tellDeclared(temporal, log, proposal.state.id);
      return { acknowledgement: promise(taken.entry, signer) };
    },
  });
}

export const declarationRoutes = [
  declaring({
    operationId: 'endorse',
    kind: 'endorsements',
    summary:
      'Endorses a submission, or takes that back before enough have; by an elector who is not its author, while endorsers are sought',
    rules: ['PRO-2'],
    body: endorsementBody,
  }),
  declaring({
    operationId: 'declareInterests',
    kind: 'interests',
    summary:
      'Declares one’s own interests in a proposal, “none” or what they are; by an elector, who with an interest is recused before the first poll opens',
    rules: ['GUA-2'],
    body: interestsBody,
  }),
  declaring({
    operationId: 'discloseInterests',
    kind: 'disclosures',
    summary: 'Discloses interests before carrying others’ votes: “none”, or what they are',
    rules: ['DEL-5'],
    body: disclosureBody,
  }),
  declaring({
    operationId: 'giveConsent',
    kind: 'consents',
    summary: 'Consents to an admission, or refuses; by a named parent',
    rules: ['REP-1', 'PRO-11'],
    body: consentBody,
  }),
  declaring({
    operationId: 'attest',
    kind: 'attestations',
    summary:
      'Attests the resources that an admission takes, by a resource steward; or the assessment of diversity, by an elector who is neither author nor parent',
    rules: ['REP-1', 'PRO-11'],
    body: attestationBody,
  }),
  declaring({
    operationId: 'answerHearing',
    kind: 'hearing',
    summary:
      'Answers, or declines; by the accused, whom they named, or who is named as a victim, who may say that they are none',
    rules: ['JUS-1'],
    body: hearingBody,
    facts: (body, caller, { state }) => {
      // Only who was named as a victim says that they are none; each speaks for their own part alone (JUS-1).
      if ('none' in body && !state.victims.includes(caller.id))
        throw refusalError(refuse('not-permitted', 'JUS-1', { allowed: 'victims' }));
      return {
        ...body,
        ...(state.representative === caller.id && state.accused !== null ? { for: state.accused } : {}),
      };
    },
  }),
  declaring({
    operationId: 'nameRepresentative',
    kind: 'representative',
    summary: 'Names who speaks for the accused; by the accused',
    rules: ['JUS-1'],
    body: representativeBody,
    facts: async ({ member }, _caller, { state }, { db }) => {
      // A victim is heard for themselves, and not made to answer for the accused (JUS-1).
      if (state.victims.includes(member))
        throw refusalError(refuse('not-permitted', 'JUS-1', { allowed: 'anybody but the victims', member }));
      const members = await unknownMembers(db, [member]);
      if (members.length > 0) throw refusalError(refuse('unknown-member', 'JUS-1', { members }));
      return { member };
    },
  }),
  declaring({
    operationId: 'askEscalation',
    kind: 'escalation',
    summary: 'Asks that a family’s matter go to the council; by an elector, before the vote opens',
    rules: ['TIE-3'],
    body: nothing,
    facts: () => ({}),
  }),
  declaring({
    operationId: 'callBack',
    kind: 'call-backs',
    summary: 'Calls a mandated proposal back before the whole council; by its members',
    rules: ['MAN-2'],
    body: nothing,
    facts: () => ({}),
  }),
  declaring({
    operationId: 'askCategory',
    kind: 'category-requests',
    summary:
      'Asks that a proposal be decided in another category, where the member whom it would punish is heard or can appeal; the last request counts; by an elector, before the vote opens',
    rules: ['TIE-6'],
    body: categoryRequestBody,
    facts: (body, _caller, { state, content }) => {
      // Where there is none to ask for, nobody may.
      if ('category' in body && state.otherCategories.length > 0) must(requestFault(body, state, content));
      return body;
    },
  }),
  declaring({
    operationId: 'denyPunishment',
    kind: 'no-punishment',
    summary: 'Says that a proposal does not punish oneself; by a member whom its action or impact names',
    rules: ['TIE-6'],
    body: noPunishmentBody,
  }),
  declaring({
    operationId: 'optOut',
    kind: 'opt-outs',
    summary: 'Records that one leaves rather than live under a decision, until its delay ends',
    rules: ['VET-4'],
    body: optOutBody,
  }),
];
