/** What members declare beside the polls: consents, hearings, requests, disclosures; each is acknowledged once it is kept. */
import type { z } from 'zod';
import type { Member } from '../../rules/model.ts';
import { refuse } from '../../rules/refusal.ts';
import { type DeclarationKind, takeDeclaration } from '../../store/declarations.ts';
import { unknownMembers } from '../../store/members.ts';
import type { Proposal } from '../../store/proposals.ts';
import { promise } from '../acknowledging.ts';
import { refusalError } from '../problem.ts';
import { visibleProposal } from '../proposal-view.ts';
import { type MemberRoute, memberRoute } from '../route.ts';
import { decisionParams, nothing } from '../schemas/common.ts';
import {
  attestationBody,
  consentBody,
  declarationSchema,
  disclosureBody,
  hearingBody,
  optOutBody,
  representativeBody,
} from '../schemas/declarations.ts';
import type { Services } from '../services.ts';
import { tellDeclared } from '../temporal.ts';

type Facts = Readonly<Record<string, unknown>>;

interface Declaring<Body extends z.ZodType> {
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
  kind,
  summary,
  rules,
  body,
  facts,
}: Declaring<Body>): MemberRoute {
  return memberRoute({
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
      'not-an-elector',
      'unknown-member',
      'idempotency-key-reused',
    ],
    handle: async (call) => {
      const { services, caller, params, attempt } = call;
      const { db, clock, signer, temporal, log } = services;
      const proposal = await visibleProposal(services, caller, params.id);
      await attempt.begin();
      const given = call.body as z.output<Body>;
      const said = facts === undefined ? (given as Facts) : await facts(given, caller, proposal, services);
      const declaration = { kind, facts: said, request: attempt.key };
      const taken = await takeDeclaration(db, clock, proposal.state.id, caller, declaration);
      if ('refusal' in taken) throw refusalError(taken.refusal);
      tellDeclared(temporal, log, proposal.state.id);
      return { acknowledgement: await promise(taken.entry, signer) };
    },
  });
}

export const declarationRoutes = [
  declaring({
    kind: 'disclosures',
    summary: 'Discloses interests before carrying others’ votes: “none”, or what they are',
    rules: ['DEL-5'],
    body: disclosureBody,
  }),
  declaring({
    kind: 'consents',
    summary: 'Consents to an admission, or refuses; by a named parent',
    rules: ['REP-1', 'PRO-11'],
    body: consentBody,
  }),
  declaring({
    kind: 'attestations',
    summary: 'Attests the resources that an admission takes; by a resource steward',
    rules: ['REP-1', 'PRO-11'],
    body: attestationBody,
  }),
  declaring({
    kind: 'hearing',
    summary: 'Answers, or declines; by the accused, whom they named, or a victim',
    rules: ['JUS-1'],
    body: hearingBody,
    facts: (body, caller, { state }) => ({
      ...body,
      ...(state.representative === caller.id && state.accused !== null ? { for: state.accused } : {}),
    }),
  }),
  declaring({
    kind: 'representative',
    summary: 'Names who speaks for the accused; by the accused',
    rules: ['JUS-1'],
    body: representativeBody,
    facts: async ({ member }, _caller, _proposal, { db }) => {
      const members = await unknownMembers(db, [member]);
      if (members.length > 0) throw refusalError(refuse('unknown-member', 'JUS-1', { members }));
      return { member };
    },
  }),
  declaring({
    kind: 'escalation',
    summary: 'Asks that a family’s matter go to the council; by an elector, before the vote opens',
    rules: ['TIE-3'],
    body: nothing,
    facts: () => ({}),
  }),
  declaring({
    kind: 'call-backs',
    summary: 'Calls a mandated proposal back before the whole council; by its members',
    rules: ['MAN-2'],
    body: nothing,
    facts: () => ({}),
  }),
  declaring({
    kind: 'opt-outs',
    summary: 'Records that one leaves rather than live under a decision, until its delay ends',
    rules: ['VET-4'],
    body: optOutBody,
  }),
];
