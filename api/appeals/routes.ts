/** Appeals: lodged by the accused, ruled on by the guardian (APP-1, APP-2). */
import { type AppealAct, actsAllowed, mayAct } from '../../rules/appeal/permissions.ts';
import type { ConflictState } from '../../rules/conflict/state.ts';
import { type AppealState, remandFault } from '../../rules/appeal/state.ts';
import type { Member } from '../../rules/model.ts';
import { principleFault } from '../../rules/proposal/vetoes/vetoes.ts';
import { stewardsOf } from '../../store/council/members.ts';
import { processById } from '../../store/processes/processes.ts';
import { proposalById } from '../../store/processes/proposals.ts';
import { ruling } from '../../workflows/messages/appeal.ts';
import { appeal } from '../../workflows/messages/shared.ts';
import { carriedCharter } from '../charter/of-decision.ts';
import { must } from '../problems/problem.ts';
import { memberRoute } from '../http/route.ts';
import { appealBody, appealSchema, rulingBody } from './schemas.ts';
import { decisionParams } from '../http/schemas.ts';
import { conflictSchema } from '../conflicts/schemas.ts';
import { proposalSchema } from '../proposals/schemas.ts';
import type { Services } from '../service/services.ts';
import { existingOf, oneRoute } from '../kinds/reading.ts';
import { actRoutesOf } from '../kinds/acting.ts';
import { act } from '../proposals/act.ts';
import { actIn } from '../conflicts/act.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

const existing = existingOf('appeal');

/** It is ruled on under the charter of what was appealed (CHA-1). */
async function charterOf(
  { db }: Sources,
  { of: { kind, id } }: AppealState,
): Promise<ConflictState['charter']> {
  const appealed =
    kind === 'proposal'
      ? (await proposalById(db, id))?.state
      : await processById<ConflictState>(db, 'conflict', id);
  if (appealed === undefined) throw new Error(`no ${kind} ${id}`);
  return appealed.charter;
}

async function view(services: Sources, caller: Member, id: string) {
  const state = await existing(services, id);
  const {
    of,
    stage,
    appellant,
    principle,
    reason,
    deadline,
    ruling: ruled,
    outcome,
    createdAt,
    endedAt,
    continuationOf,
    continuedBy,
  } = state;
  return {
    id,
    of,
    stage,
    appellant,
    stewards: await stewardsOf(services.db, [appellant]),
    principle,
    reason,
    deadline,
    outcome,
    createdAt,
    endedAt,
    continuationOf,
    continuedBy,
    ruling: ruled,
    can: actsAllowed(state, caller, await services.clock(services.db)),
  };
}

const actRoute = actRoutesOf<AppealAct, AppealState, Member, Awaited<ReturnType<typeof view>>>(
  {
    kind: 'appeal',
    part: 'the appeal',
    see: (services, _caller, id) => existing(services, id),
    who: (_services, caller) => caller,
    may: mayAct,
    carries: async (services, state) => ({ id: state.id, charter: await charterOf(services, state) }),
    by: () => ({}),
    show: view,
  },
  { description: 'The appeal as it stands now', schema: appealSchema },
);

export const appealRoutes = [
  memberRoute({
    operationId: 'appealProposal',
    method: 'post',
    path: '/v1/proposals/{id}/appeal',
    summary:
      'Appeals to the guardian before a decision takes effect, naming a core principle; by the accused',
    rules: ['APP-1'],
    params: decisionParams,
    body: appealBody,
    answer: {
      description: 'The proposal as it stands now; its links lead to the appeal',
      schema: proposalSchema,
    },
    problems: ['wrong-stage', 'window-closed', 'already-done', 'unknown-principle', 'idempotency-key-reused'],
    handle: async (call) =>
      act(call, 'appeal', appeal, call.body, async ({ state }) => {
        const { charter } = await carriedCharter(call.services, state.charter.version);
        must(principleFault(call.body.principle, charter, 'APP-1'));
      }),
  }),
  memberRoute({
    operationId: 'appealConflict',
    method: 'post',
    path: '/v1/conflicts/{id}/appeal',
    summary:
      'Appeals to the guardian before an arbitration takes effect, naming a core principle; by a party',
    rules: ['APP-1'],
    params: decisionParams,
    body: appealBody,
    answer: {
      description: 'The conflict as it stands now; its `appeal` names the appeal',
      schema: conflictSchema,
    },
    problems: ['wrong-stage', 'window-closed', 'already-done', 'unknown-principle', 'idempotency-key-reused'],
    handle: async (call) =>
      actIn(call, 'appeal', appeal, call.body, async ({ state }) => {
        const { charter } = await carriedCharter(call.services, state.charter.version);
        must(principleFault(call.body.principle, charter, 'APP-1'));
      }),
  }),
  oneRoute({
    kind: 'appeal',
    operationId: 'getAppeal',
    summary: 'An appeal, and whether the caller may rule on it now',
    rules: ['APP-2'],
    answer: { description: 'The appeal', schema: appealSchema },
    view,
  }),
  actRoute({
    operationId: 'ruleOnAppeal',
    act: 'ruling',
    summary: 'Upholds, overturns or remands, with a reason; by the guardian',
    rules: ['APP-2', 'GUA-1'],
    body: rulingBody,
    update: ruling,
    also: (_call, body) => (state) => must(remandFault(state, body.ruling)),
  }),
];
