/** Acts in support: the yes, taking and declining, messages, a danger with its second word and its review, and the end (SUP-1 to SUP-4). */
import type { UpdateDefinition } from '@temporalio/common';
import type { z } from 'zod';
import { refuse } from '../../rules/refusal.ts';
import { declineFault, mayAct, permissions, type SupportAct } from '../../rules/support/permissions.ts';
import type { SupportState } from '../../rules/support/state.ts';
import { supportById } from '../../store/support/supports.ts';
import type { By } from '../../workflows/messages/by.ts';
import {
  supportConsent,
  supportDecline,
  supportEnd,
  supportSecond,
  supportTaking,
} from '../../workflows/messages/support.ts';
import { isRefusal, unlessDone } from '../http/idempotency.ts';
import { type MemberCall, type MemberRoute, memberRoute } from '../http/route.ts';
import { decisionParams, nothing } from '../http/schemas.ts';
import { late } from '../kinds/acting.ts';
import { must, type ProblemCode, problemError, refusalError, unavailable } from '../problems/problem.ts';
import type { OperationId } from '../rights/table.ts';
import { sendUpdate } from '../service/temporal.ts';
import { declineBody, supportSchema } from './schemas.ts';
import { actorIn, showSupport, visibleSupport } from './view.ts';

export type ActCall = Pick<
  MemberCall<{ readonly id: string }, undefined, unknown>,
  'services' | 'caller' | 'params' | 'attempt'
>;

export const actPath = (act: SupportAct): string => `/v1/support/{id}/${permissions[act].path ?? act}`;

export const answer = { description: 'It as the caller sees it now', schema: supportSchema };

/** Nothing of it is signed (SUP-3). */
export const refusals = [...late, 'signature-refused'] as const;

/** What an act brings, looked at before anything is done: by the id under which it is done, what its workflow is told, and how what is sealed is kept. */
type Bringing<Content> = (
  seen: SupportState,
  at: string,
) => Promise<{
  readonly content: (id: string) => Content;
  /** Answers what takes it back. */
  readonly keep?: (id: string) => Promise<() => Promise<void>>;
}>;

/**
 * Does an act for the caller. What it has sealed is kept before its workflow is told its id, and taken back where that refuses, not where its answer
 * is lost: no word comes to Temporal.
 * @throws a problem: `not-found`, the refusal of the rules or of the workflow, `unavailable`
 */
export async function doAct<Content extends object>(
  { services, caller, params: { id }, attempt }: ActCall,
  act: SupportAct,
  update: UpdateDefinition<void, [By & { readonly onDuty?: boolean | undefined } & Content]>,
  bring: Bringing<Content>,
) {
  const at = await services.clock(services.db);
  const seen = await visibleSupport(services, caller, id);
  const actor = await actorIn(services, seen, caller, at);
  await unlessDone(attempt, () => must(mayAct(act, seen, actor, at)), id);
  const { content, keep } = await bring(seen, at);
  const updateId = await attempt.begin();
  const takeBack = await keep?.(updateId);
  const by = { member: caller.id, onDuty: actor.onDuty, guardian: actor.guardian };
  const sent = await sendUpdate(
    services.temporal,
    id,
    update,
    { ...by, ...content(updateId) },
    updateId,
  ).catch(async (error: unknown) => {
    if (isRefusal(error)) await takeBack?.();
    throw error;
  });
  const state = await supportById(services.db, id);
  if (state === undefined) throw problemError('not-found');
  if (sent === 'gone') throw unavailable('support');
  return showSupport(services, caller, state);
}

/** An act with nothing sealed in it. */
function plain<Body extends z.ZodType, Content extends object>({
  act,
  update,
  content,
  also = () => undefined,
  problems = [],
  ...said
}: {
  readonly operationId: OperationId;
  readonly act: SupportAct;
  readonly summary: string;
  readonly rules: readonly string[];
  readonly body: Body;
  readonly update: UpdateDefinition<void, [By & Content]>;
  readonly content: (body: z.output<Body>) => Content;
  readonly also?: (seen: SupportState, by: string, content: Content) => void;
  readonly problems?: readonly ProblemCode[];
}): MemberRoute {
  return memberRoute({
    ...said,
    method: 'post',
    path: actPath(act),
    params: decisionParams,
    answer,
    neverSigned: true,
    problems: [...refusals, ...problems],
    handle: (call) =>
      doAct(call, act, update, async (seen) => {
        // The router has read it by the schema.
        const told = content(call.body as z.output<Body>);
        await unlessDone(call.attempt, () => also(seen, call.caller.id, told), call.params.id);
        return { content: () => told };
      }),
  });
}

const empty = () => ({});

export const supportActRoutes = [
  plain({
    operationId: 'consentToSupport',
    act: 'consent',
    summary: 'Says yes to support that another asked for; only then is anybody asked; by whom it is for',
    rules: ['SUP-1'],
    body: nothing,
    update: supportConsent,
    content: empty,
  }),
  plain({
    operationId: 'takeSupport',
    act: 'taking',
    summary: 'Takes it: opens the room with whom it is for; by a supporter on duty who is asked',
    rules: ['SUP-1', 'SUP-2'],
    body: nothing,
    update: supportTaking,
    content: empty,
  }),
  plain({
    operationId: 'declineSupporter',
    act: 'decline',
    summary:
      'Refuses or changes somebody who was chosen, by whom it is for; or steps back, by who is asked or gives it',
    rules: ['SUP-2'],
    body: declineBody,
    update: supportDecline,
    content: ({ who }) => ({ who }),
    also: (seen, by, { who }) => must(declineFault(seen, by, who)),
    problems: ['unknown-member'],
  }),
  plain({
    operationId: 'secondDanger',
    act: 'second',
    summary:
      'Seconds a danger, which is told at once; by another supporter on duty for whom its ground is sealed',
    rules: ['SUP-4'],
    body: nothing,
    update: supportSecond,
    content: empty,
  }),
  plain({
    operationId: 'endSupport',
    act: 'end',
    summary: 'Ends it; by whom it is for or who gives it, and before the yes by who asked',
    rules: ['SUP-2', 'SUP-3'],
    body: nothing,
    update: supportEnd,
    content: empty,
  }),
];

/** Why what is asked for cannot be: there is no support by the charter. */
export const switchedOff = () => refusalError(refuse('switched-off', 'SUP-1', { section: 'support' }));
