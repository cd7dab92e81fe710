/** Repair plans: put by a party out of what has ended, listed and read (MND-1, AUT-2). */
import { v7 } from 'uuid';
import { refuse } from '../../rules/refusal.ts';
import { allSettled, circleFault, circleOf } from '../../rules/repair/circle.ts';
import { obligationsFault, openingFault } from '../../rules/repair/obligations.ts';
import type { Asked } from '../../rules/repair/state.ts';
import { repairsOf } from '../../store/processes/kinds/repairs.ts';
import type { RepairInput } from '../../workflows/inputs.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { unlessDone } from '../http/idempotency.ts';
import { memberRoute } from '../http/route.ts';
import { listRoute, oneRoute, timelineRoute } from '../kinds/reading.ts';
import { must, refusalError } from '../problems/problem.ts';
import { startProcess } from '../service/temporal.ts';
import { repairBody, repairSchema, repairsQuery, repairsSchema } from './schemas.ts';
import { mustBeKnown, showRepair, sourceOf, viewRepair, visibleRepair } from './view.ts';

/** What stayed in a room is heard by no circle of others (AUT-2). */
const roomFault = (room: boolean) =>
  room ? refuse('not-permitted', 'AUT-2', { allowed: 'parties' }) : undefined;

export const repairRoutes = [
  memberRoute({
    operationId: 'openRepair',
    method: 'post',
    path: '/v1/repairs',
    summary:
      'Puts a plan out of a conflict or a justice decision: who owes what to whom, in which instalments',
    rules: ['MND-1', 'MND-4', 'CHA-1'],
    body: repairBody,
    answer: { status: 201, description: 'The plan', schema: repairSchema },
    location: ({ id }) => `/v1/repairs/${id}`,
    problems: [
      'switched-off',
      'not-found',
      'wrong-stage',
      'already-done',
      'limit-reached',
      'unknown-member',
      'own-case',
      'to-oneself',
      'past-instant',
      'too-far-ahead',
      'empty-electorate',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, body, attempt }) => {
      const { db, clock, temporal } = services;
      const createdAt = await clock(db);
      const obligations: readonly Asked[] = body.obligations;
      const { version, hash, pace, charter } = await currentCharter(services);
      const { repairs } = charter;
      if (repairs === null) throw refusalError(refuse('switched-off', 'MND-1', { section: 'repairs' }));
      const source = await sourceOf(services, caller, body.from);
      const { from, parties, room } = source;
      const affected = circleOf(source.harmed, obligations);
      await unlessDone(attempt, async () => {
        must(
          openingFault(source, await repairsOf(db, from.id), caller.id, obligations) ??
            (allSettled(obligations)
              ? obligationsFault(obligations, parties, createdAt)
              : (roomFault(room) ?? circleFault(obligations, { parties, affected }, createdAt))),
        );
        await mustBeKnown(services, obligations);
      });
      const id = await attempt.begin(v7({ msecs: Date.parse(createdAt) }));
      const input: RepairInput = {
        id,
        from,
        parties,
        room,
        charter: { version, hash, pace, repairs },
        createdAt,
        continuationOf: null,
        begins: allSettled(obligations)
          ? { by: caller.id, obligations }
          : { by: caller.id, affected, asked: obligations },
      };
      await startProcess(temporal, 'repair', input, { summary: 'repair' });
      return viewRepair(services, caller, id);
    },
  }),
  listRoute({
    kind: 'repair',
    operationId: 'listRepairs',
    summary: 'Repair plans, newest first; those out of a room to who is in them',
    rules: ['MND-1', 'AUT-2'],
    query: repairsQuery,
    answer: { description: 'A page of plans', schema: repairsSchema },
    show: showRepair,
  }),
  oneRoute({
    kind: 'repair',
    operationId: 'getRepair',
    summary: 'A repair plan: what is owed, how each instalment stands, and what the caller may do now',
    rules: ['MND-1', 'AUT-1', 'AUT-2'],
    answer: { description: 'The plan', schema: repairSchema },
    view: viewRepair,
  }),
  timelineRoute({
    kind: 'repair',
    operationId: 'getRepairTimeline',
    summary: 'What happened in a repair plan, in order; with the evidence of what was done',
    rules: ['REC-4', 'AUT-2'],
    find: async (services, caller, id) => ({ id: (await visibleRepair(services, caller, id)).id }),
  }),
];
