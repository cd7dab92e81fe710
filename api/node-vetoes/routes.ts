/** Node vetoes: raised by a node against an act that endangers it, listed and read (NVP-1, NVP-4). */
import { v7 } from 'uuid';
import { heldBefore, withoutHold } from '../../rules/node-veto/holding.ts';
import { sameMatterFault } from '../../rules/node-veto/on-act.ts';
import { keyOf } from '../../rules/node-veto/state.ts';
import { vetoQuestion } from '../../rules/proposal/tiers.ts';
import { refuse } from '../../rules/refusal.ts';
import { deniedAfter, formerNodeVetoes } from '../../store/processes/kinds/node-vetoes.ts';
import { nodeVeto } from '../../workflows/messages/node-veto.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { unlessDone } from '../http/idempotency.ts';
import { memberRoute } from '../http/route.ts';
import { listRoute, oneRoute, timelineRoute } from '../kinds/reading.ts';
import { must, refusalError, unavailable } from '../problems/problem.ts';
import { awaitOpened, sendUpdate } from '../service/temporal.ts';
import { nodeVetoBody, nodeVetoesQuery, nodeVetoesSchema, nodeVetoSchema } from './schemas.ts';
import { actFound, existingNodeVeto, nodeActor, nodeOf, showNodeVeto, viewNodeVeto } from './view.ts';

export const nodeVetoRoutes = [
  memberRoute({
    operationId: 'openNodeVeto',
    method: 'post',
    path: '/v1/node-vetoes',
    summary:
      'Says that an act endangers the caller, or the caller’s family: while that is judged it is not carried out',
    rules: ['NVP-1', 'NVP-2', 'NVP-4', 'CHA-1'],
    body: nodeVetoBody,
    answer: {
      status: 201,
      description: 'The node veto; where it holds nothing, `hold` is null and `withoutHold` says why',
      schema: nodeVetoSchema,
    },
    location: ({ id }) => `/v1/node-vetoes/${id}`,
    problems: [
      'switched-off',
      'not-found',
      'not-holdable',
      'same-matter',
      'wrong-stage',
      'already-done',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, body, attempt }) => {
      const { db, clock, temporal } = services;
      const { version, hash, pace, charter } = await currentCharter(services);
      const { nodeVetoes } = charter;
      if (nodeVetoes === null) throw refusalError(refuse('switched-off', 'NVP-1', { section: 'nodeVetoes' }));
      const { of, danger, evidence, remedy } = body;
      const at = await clock(db);
      const found = await actFound(services, caller, of);
      const actor = await nodeActor(services, caller, charter);
      const { node, members } = await nodeOf(services, actor, body.node);
      const check = (): void => must(found.fault(node, caller.id) ?? sameMatterFault(found.stopped));
      await unlessDone(attempt, check, of);
      const since = new Date(Date.parse(at) - nodeVetoes.within).toISOString();
      const keys = [...new Set([keyOf(node), keyOf({ member: caller.id })])];
      const denied = await Promise.all(keys.map((key) => deniedAfter(db, key, since)));
      const before = await formerNodeVetoes(db, found.act);
      const comes = { of: { kind: found.kind, id: of }, node, by: caller.id, at };
      const without = withoutHold(comes, before, denied, nodeVetoes);
      const id = await attempt.begin(v7({ msecs: Date.parse(at) }));
      const said = { member: caller.id, family: actor.family, id, node, members, danger, evidence, remedy };
      const raised = {
        ...said,
        act: found.act,
        charter: { version, hash, pace, nodeVetoes },
        withoutHold: without ?? null,
        heldBefore: without === undefined ? heldBefore(comes, before, nodeVetoes) : 0,
        asks: charter.vetoes !== null && Object.hasOwn(charter.categories, vetoQuestion),
      };
      if ((await sendUpdate(temporal, of, nodeVeto, raised, id)) === 'gone') {
        const now = await actFound(services, caller, of);
        must(now.fault(node, caller.id) ?? sameMatterFault(now.stopped));
        throw unavailable('the act');
      }
      await awaitOpened(temporal, id);
      return viewNodeVeto(services, caller, id);
    },
  }),
  listRoute({
    kind: 'node-veto',
    operationId: 'listNodeVetoes',
    summary: 'Node vetoes, newest first',
    rules: ['NVP-1', 'AUT-2'],
    query: nodeVetoesQuery,
    answer: { description: 'A page of node vetoes', schema: nodeVetoesSchema },
    show: showNodeVeto,
  }),
  oneRoute({
    kind: 'node-veto',
    operationId: 'getNodeVeto',
    summary: 'A node veto: its hold, its panel, what was found, and what the caller may do now',
    rules: ['NVP-1', 'AUT-1', 'AUT-2'],
    answer: { description: 'The node veto', schema: nodeVetoSchema },
    view: viewNodeVeto,
  }),
  timelineRoute({
    kind: 'node-veto',
    operationId: 'getNodeVetoTimeline',
    summary: 'What happened in a node veto, in order',
    rules: ['REC-4'],
    find: (services, _caller, id) => existingNodeVeto(services, id),
  }),
];
