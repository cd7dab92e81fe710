/** Conflicts: opened by a party, talked over in their room, then arbitrated by the council (CNF-1 to CNF-4, AUT-2). */
import { v7 } from 'uuid';
import type { ConflictState } from '../../rules/conflict/state.ts';
import { termsFault } from '../../rules/conflict/permissions.ts';
import { againFault } from '../../rules/conflict/limits.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { remediesOf, withdrawnBy } from '../../store/processes/kinds/conflicts.ts';
import type { Db } from '../../store/postgres/database.ts';
import { unknownMembers } from '../../store/council/members.ts';
import { partiesFault } from '../../store/council/recusals.ts';
import { acceptance, impasse, remedyResolution, terms } from '../../workflows/messages/conflict.ts';
import type { ConflictInput } from '../../workflows/inputs.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { mustBeAllowed, showConflict, seenBy, viewConflict, visibleConflict } from './view.ts';
import { must, refusalError } from '../problems/problem.ts';
import { unlessDone } from '../http/idempotency.ts';
import { memberRoute } from '../http/route.ts';
import { nothing } from '../http/schemas.ts';
import {
  conflictBody,
  conflictSchema,
  conflictsQuery,
  conflictsSchema,
  remedyResolutionBody,
  termsBody,
  termsParams,
} from './schemas.ts';
import type { Services } from '../service/services.ts';
import { startProcess } from '../service/temporal.ts';
import { late } from '../kinds/acting.ts';
import { listRoute, oneRoute, timelineRoute } from '../kinds/reading.ts';
import { actIn, actRoute, conflictAnswer } from './act.ts';

/** Why these cannot be the other side: oneself, one of them twice, or nobody that is known and has not departed (CNF-1). */
async function oppositeFault(
  db: Db,
  opener: string,
  against: readonly string[],
): Promise<Refusal | undefined> {
  if (against.includes(opener)) return refuse('to-oneself', 'CNF-1', { member: opener });
  const repeated = [...new Set(against.filter((id, place) => against.indexOf(id) !== place))];
  if (repeated.length > 0) return refuse('repeated-member', 'CNF-1', { members: repeated });
  const unknown = await unknownMembers(db, against);
  return unknown.length === 0 ? undefined : refuse('unknown-member', 'CNF-1', { members: unknown });
}

const isOwn = ({ terms: put }: ConflictState, n: number, member: string): boolean =>
  put.some((one) => one.n === n && one.by === member && one.replacedBy === null);

async function remedyKnown(
  { db }: Services,
  { id }: ConflictState,
  remedy: string,
): Promise<Refusal | undefined> {
  const remedies = (await remediesOf(db, id)).map((one) => one.id);
  return remedies.includes(remedy) ? undefined : refuse('unknown-remedy', 'CNF-4', { remedy, remedies });
}

export const conflictRoutes = [
  memberRoute({
    operationId: 'openConflict',
    method: 'post',
    path: '/v1/conflicts',
    summary: 'Opens a conflict with others: what happened, and what would mend it',
    rules: ['CNF-1', 'GUA-2', 'CHA-1'],
    body: conflictBody,
    answer: { status: 201, description: 'The conflict', schema: conflictSchema },
    location: ({ id }) => `/v1/conflicts/${id}`,
    problems: [
      'switched-off',
      'to-oneself',
      'repeated-member',
      'unknown-member',
      'too-many-named',
      'withdrawn-before',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, body, attempt }) => {
      const { db, clock, temporal } = services;
      const createdAt = await clock(db);
      const charter = await currentCharter(services);
      const { against, what, remedy } = body;
      await unlessDone(attempt, async () => {
        const rules = charter.charter.conflicts;
        if (rules === null) throw refusalError(refuse('switched-off', 'CNF-1', { section: 'conflicts' }));
        const since = new Date(Date.parse(createdAt) - rules.again).toISOString();
        must(
          (await oppositeFault(db, caller.id, against)) ??
            againFault(against, await withdrawnBy(db, caller.id, since), rules.again, createdAt) ??
            (await partiesFault(db, caller.id, against, { charter: charter.charter, at: createdAt })),
        );
      });
      const id = await attempt.begin(v7({ msecs: Date.parse(createdAt) }));
      const parties = [[caller.id], against] as const;
      const input: ConflictInput = { id, parties, what, remedy, charter, createdAt, remandOf: null };
      // Who reads workflows reads no names there: it begins in its room (AUT-2).
      await startProcess(temporal, 'conflict', input, {
        summary: `conflict of ${against.length + 1} parties`,
      });
      return viewConflict(services, caller, id);
    },
  }),
  listRoute({
    kind: 'conflict',
    operationId: 'listConflicts',
    summary: 'Conflicts, newest first; those in their room to who is in it',
    rules: ['CNF-1', 'AUT-2'],
    query: conflictsQuery,
    answer: { description: 'A page of conflicts', schema: conflictsSchema },
    show: async (services, caller, state) =>
      showConflict(services, caller, await seenBy(services, caller, state)),
  }),
  oneRoute({
    kind: 'conflict',
    operationId: 'getConflict',
    summary: 'A conflict: the way so far, the way ahead, and what the caller may do now',
    rules: ['CNF-5', 'AUT-1', 'AUT-2'],
    answer: { description: 'The conflict', schema: conflictSchema },
    view: viewConflict,
  }),
  timelineRoute({
    kind: 'conflict',
    operationId: 'getConflictTimeline',
    summary: 'What happened in a conflict, in order; what was said in its room to who was in it',
    rules: ['REC-4', 'AUT-2'],
    find: async (services, caller, id) => {
      const { state, inside: room } = await visibleConflict(services, caller, id);
      return { id: state.id, room };
    },
  }),
  actRoute({
    operationId: 'putTerms',
    act: 'terms',
    summary: 'Puts terms, in place of one’s own before; by a party, in mediation by a mediator too',
    rules: ['CNF-2', 'CNF-3'],
    body: termsBody,
    status: 201,
    problems: ['limit-reached'],
    update: terms,
  }),
  memberRoute({
    operationId: 'acceptTerms',
    method: 'post',
    path: '/v1/conflicts/{id}/terms/{n}/acceptance',
    summary: 'Accepts terms; it is settled once every party has accepted the same',
    rules: ['CNF-2'],
    params: termsParams,
    body: nothing,
    answer: conflictAnswer,
    problems: [...late, 'limit-reached', 'replaced-terms', 'unknown-terms'],
    handle: async (call) => {
      const { n } = call.params;
      const { state } = await visibleConflict(call.services, call.caller, call.params.id);
      // Who put terms has accepted them: nothing is to be done.
      if (isOwn(state, n, call.caller.id)) {
        await mustBeAllowed(call.services, 'acceptance', state, call.caller);
        return viewConflict(call.services, call.caller, state.id);
      }
      return actIn(call, 'acceptance', acceptance, { n }, ({ state: now }) =>
        must(termsFault(now, n, call.caller.id)),
      );
    },
  }),
  actRoute({
    operationId: 'declareImpasse',
    act: 'impasse',
    summary: 'Declares an impasse; once every party has, the next stage begins',
    rules: ['CNF-3'],
    body: nothing,
    update: impasse,
  }),
  actRoute({
    operationId: 'resolveConflict',
    act: 'resolution',
    summary: 'Decides on a remedy, with a reason, where the council missed its threshold; by the guardian',
    rules: ['CNF-4', 'GUA-1'],
    body: remedyResolutionBody,
    problems: ['unknown-remedy'],
    update: remedyResolution,
    also:
      ({ services }, { remedy }) =>
      async ({ state }) =>
        must(await remedyKnown(services, state, remedy)),
  }),
];
