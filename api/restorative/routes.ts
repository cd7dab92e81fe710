/** Restorative work: referred by those between whom it is, listed and read by who is in it (RST-1, RST-5, AUT-2). */
import { v7 } from 'uuid';
import { refuse } from '../../rules/refusal.ts';
import { referralFault } from '../../rules/restorative/referral.ts';
import { caseOf, referredBetween, referredIn } from '../../store/processes/kinds/restorative.ts';
import type { RestorativeInput } from '../../workflows/inputs.ts';
import { referral } from '../../workflows/messages/restorative.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { unlessDone } from '../http/idempotency.ts';
import { memberRoute } from '../http/route.ts';
import { listRoute, oneRoute, timelineRoute } from '../kinds/reading.ts';
import { must, refusalError } from '../problems/problem.ts';
import { sendUpdate, startProcess } from '../service/temporal.ts';
import { restorativeBody, restorativePageSchema, restorativeQuery, restorativeSchema } from './schemas.ts';
import {
  lengthsOf,
  mustBeMembers,
  referredFrom,
  showRestorative,
  viewRestorative,
  visibleRestorative,
} from './view.ts';

export const restorativeRoutes = [
  memberRoute({
    operationId: 'openRestorative',
    method: 'post',
    path: '/v1/restorative',
    summary:
      'Refers what happened to restorative work; out of an open conflict, which waits for it, or a broken plan',
    rules: ['RST-1', 'CHA-1'],
    body: restorativeBody,
    answer: { status: 201, description: 'The work', schema: restorativeSchema },
    location: ({ id }) => `/v1/restorative/${id}`,
    problems: [
      'switched-off',
      'not-found',
      'wrong-stage',
      'window-closed',
      'already-done',
      'incomplete',
      'limit-reached',
      'repeated-member',
      'unknown-member',
      'to-oneself',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, body, attempt }) => {
      const { db, clock, temporal } = services;
      const createdAt = await clock(db);
      const { harmed, responsible, what } = body;
      const sides = { harmed, responsible };
      const { charter, ...copied } = await currentCharter(services);
      const lengths = lengthsOf(charter);
      const matter = body.from === null ? null : await referredFrom(services, caller, body.from);
      const root = matter === null ? null : await caseOf(db, matter.from.id);
      const refer = async (): Promise<void> => {
        const before =
          root === null ? await referredBetween(db, sides, caller.id) : await referredIn(db, root);
        must(referralFault(matter, sides, before, caller.id));
        await mustBeMembers(services, [...harmed, ...responsible]);
      };
      await unlessDone(attempt, refer, matter?.from.id);
      const id = await attempt.begin(v7({ msecs: Date.parse(createdAt) }));
      const referring = {
        id,
        by: caller.id,
        case: root ?? id,
        ...sides,
        what,
        charter: { ...copied, ...lengths },
      };
      const from = matter?.from ?? null;
      // The conflict begins it, and waits for it: it has the last word.
      if (from?.kind === 'conflict') {
        const content = { member: caller.id, ...referring };
        if ((await sendUpdate(temporal, from.id, referral, content, id)) === 'gone')
          throw refusalError(refuse('wrong-stage', 'RST-1', { from: from.kind, stage: 'ended' }));
      }
      const input: RestorativeInput = { ...referring, from, createdAt, continuationOf: null };
      await startProcess(temporal, 'restorative', input, { summary: 'in its room' });
      return viewRestorative(services, caller, id);
    },
  }),
  listRoute({
    kind: 'restorative',
    operationId: 'listRestorative',
    summary: 'Restorative work that the caller is in, newest first',
    rules: ['RST-5', 'AUT-2'],
    query: restorativeQuery,
    answer: {
      description: 'A page of it; nobody sees any that they are not in',
      schema: restorativePageSchema,
    },
    show: showRestorative,
  }),
  oneRoute({
    kind: 'restorative',
    operationId: 'getRestorative',
    summary: 'Restorative work: how it stands, and what the caller may do now; to who is in it',
    rules: ['RST-5', 'AUT-1', 'AUT-2'],
    answer: { description: 'The work', schema: restorativeSchema },
    view: viewRestorative,
  }),
  timelineRoute({
    kind: 'restorative',
    operationId: 'getRestorativeTimeline',
    summary: 'What happened in restorative work, in order; to who is in it',
    rules: ['REC-4', 'AUT-2'],
    find: visibleRestorative,
  }),
];
