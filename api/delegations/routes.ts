/** Delegations: who carries whose vote, for what, until when (DEL-1 to DEL-3). */
import { v7 } from 'uuid';
import { z } from 'zod';
import type { Delegation } from '../../rules/delegation/scope.ts';
import { makeDelegation, revokeDelegation } from '../../store/delegation/delegating.ts';
import { listDelegations } from '../../store/delegation/delegations.ts';
import { mapPage, pageOf, placeOf } from '../http/page.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import { visibleProposal } from '../proposals/view.ts';
import { memberRoute } from '../http/route.ts';
import {
  delegationBody,
  delegationParams,
  delegationSchema,
  delegationsQuery,
  delegationsSchema,
} from './schemas.ts';

/** A delegation's place in the order in which they were made. */
const place = z.int().min(1);

const shown = ({ sequence: _sequence, ...delegation }: Delegation) => delegation;

export const delegationRoutes = [
  memberRoute({
    operationId: 'createDelegation',
    method: 'post',
    path: '/v1/delegations',
    summary:
      'Gives one’s vote to another to carry: in one decision, in a category, or in all votes on proposals',
    rules: ['DEL-1', 'DEL-3', 'DEL-6'],
    body: delegationBody,
    answer: { status: 201, description: 'The delegation', schema: delegationSchema },
    problems: [
      'not-found',
      'switched-off',
      'to-oneself',
      'unknown-member',
      'past-instant',
      'too-far-ahead',
      'unknown-category',
      'category-not-permitted',
      'wrong-stage',
      'window-closed',
      'not-an-elector',
      'over-cap',
      'limit-reached',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, body, attempt }) => {
      const { db, clock, pace } = services;
      const { to, scope, until } = body;
      if ('proposal' in scope) await visibleProposal(services, caller, scope.proposal);
      const id = await attempt.begin(v7({ msecs: Date.parse(await clock(db)) }));
      const made = await makeDelegation(db, clock, caller, { id, to, scope, until }, pace);
      if ('refusal' in made) throw refusalError(made.refusal);
      return shown(made.delegation);
    },
  }),
  memberRoute({
    operationId: 'revokeDelegation',
    method: 'delete',
    path: '/v1/delegations/{id}',
    summary: 'Revokes a delegation; by its maker, one for a single decision until its poll closes',
    rules: ['DEL-2'],
    params: delegationParams,
    answer: { description: 'The delegation, revoked', schema: delegationSchema },
    problems: ['already-done', 'window-closed', 'wrong-stage'],
    handle: async ({ services: { db, clock }, caller, params: { id } }) => {
      const revoked = await revokeDelegation(db, clock, caller, id);
      if (revoked === undefined) throw problemError('not-found');
      if ('refusal' in revoked) throw refusalError(revoked.refusal);
      return shown(revoked.delegation);
    },
  }),
  memberRoute({
    operationId: 'listDelegations',
    method: 'get',
    path: '/v1/delegations',
    summary: 'Delegations, the latest made first, those that are over or revoked among them',
    rules: ['DEL-1', 'VOT-7'],
    query: delegationsQuery,
    answer: { description: 'A page of delegations', schema: delegationsSchema },
    problems: [],
    handle: async ({ services: { db }, query: { from, to, cursor, limit } }) => {
      const read = await listDelegations(db, { from, to, before: placeOf(place, cursor), limit: limit + 1 });
      return mapPage(
        pageOf(read, limit, ({ sequence }) => sequence),
        shown,
      );
    },
  }),
];
