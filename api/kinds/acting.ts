/** An act on a process of any kind: checked on the projection, so that a refusal is quick, then sent to the workflow, which has the last word (PRO-10). */
import type { UpdateDefinition } from '@temporalio/common';
import type { z } from 'zod';
import type { KindName } from '../../rules/kinds.ts';
import type { Member } from '../../rules/model.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { isSignedAct } from '../../rules/signed-acts.ts';
import type { By } from '../../workflows/messages/by.ts';
import { must, type ProblemCode, unavailable } from '../problems/problem.ts';
import { actSignature } from '../http/act-signatures.ts';
import { decisionParams, ordinal } from '../http/schemas.ts';
import { unlessDone } from '../http/idempotency.ts';
import { type MemberCall, type MemberRoute, memberRoute } from '../http/route.ts';
import type { OperationId } from '../rights/table.ts';
import type { Services } from '../service/services.ts';
import { sendUpdate } from '../service/temporal.ts';
import { pathOf } from './paths.ts';

/** Also answered where the stage is another, its deadline has passed, or an act was taken that ends it. */
export const late = ['wrong-stage', 'window-closed', 'already-done', 'idempotency-key-reused'] as const;

export type ActCall = Pick<
  MemberCall<{ readonly id: string }, undefined, unknown>,
  'services' | 'caller' | 'params' | 'body' | 'request' | 'attempt'
>;

interface Carrying {
  readonly id: string;
  readonly charter: { readonly version: number };
}

/**
 * What acts on a kind of process go through.
 * @typeParam Seen a process as who acts sees it @typeParam Who they, with what the rules ask of them in it @typeParam Shown what they are answered
 */
export interface Acting<Act extends string, Seen, Who, Shown> {
  readonly kind: KindName;
  /** What does not answer where it has no workflow any more. */
  readonly part: string;
  /** @throws a problem `not-found`, also to who may not see it */
  readonly see: (services: Services, caller: Member, id: string) => Promise<Seen>;
  readonly who: (services: Services, caller: Member, seen: Seen, at: string) => Promise<Who> | Who;
  readonly may: (act: Act, seen: Seen, who: Who, at: string) => Refusal | undefined;
  /** The process and the charter that it carries: what a signature is held against (CHA-1, AUT-1). */
  readonly carries: (services: Services, seen: Seen) => Promise<Carrying> | Carrying;
  /** What the rules ask of who acts that the workflow does not hold. */
  readonly by: (who: Who, caller: Member) => Omit<By, 'member'>;
  readonly show: (services: Services, caller: Member, id: string) => Promise<Shown>;
}

/** What else is checked before anything is done; throws its problem. */
type Also<Seen, Who> = (seen: Seen, who: Who, at: string) => Promise<void> | void;

/**
 * How acts on a kind of process are done: each for the caller, answered by the process as it stands then.
 * @throws a problem: `not-found`, the refusal of the rules or of the workflow, `unavailable`
 */
export const actsOn =
  <Act extends string, Seen, Who, Shown>(acting: Acting<Act, Seen, Who, Shown>) =>
  async <Content extends object>(
    call: ActCall,
    name: Act,
    update: UpdateDefinition<void, [By & Content]>,
    content: Content,
    also: Also<Seen, Who> = () => undefined,
  ): Promise<Shown> => {
    const { kind, part, see, who, may, carries, by, show } = acting;
    const { services, caller, attempt } = call;
    const { id } = call.params;
    /** Who they are in what they see now, and what must hold of it. */
    const look = async () => {
      const [seen, at] = [await see(services, caller, id), await services.clock(services.db)];
      return { seen, at, actor: await who(services, caller, seen, at) };
    };
    const { seen, actor, at } = await look();
    const check = async () => {
      must(may(name, seen, actor, at));
      await also(seen, actor, at);
    };
    await unlessDone(attempt, check, id);
    const own = isSignedAct(kind, name) ? await actSignature(call, await carries(services, seen), name) : {};
    const updateId = await attempt.begin();
    const acts = { member: caller.id, ...by(actor, caller), ...content, ...own };
    if ((await sendUpdate(services.temporal, id, update, acts, updateId)) === 'gone') {
      const now = await look();
      must(may(name, now.seen, now.actor, now.at));
      throw unavailable(part);
    }
    return show(services, caller, id);
  };

/** What is said of an act's route beside what its kind says. */
interface ActRow<Act extends string, Seen, Who, Body extends z.ZodType, Content extends object> {
  readonly operationId: OperationId;
  readonly act: Act;
  readonly summary: string;
  /** The rules that it serves. */
  readonly rules: readonly string[];
  readonly body: Body;
  readonly update: UpdateDefinition<void, [By & Content]>;
  /** What the workflow is told, made of the body and of the number in the path; the body with that number unless given. */
  readonly content?: (body: z.output<Body>) => Content;
  readonly also?: (call: ActCall, content: Content) => Also<Seen, Who>;
  /** 200 unless given. */
  readonly status?: number;
  /** The problems that it answers with beyond those of every act. */
  readonly problems?: readonly ProblemCode[];
}

/** Of an act that is done to one of several things in a process: which, counted from 1. */
const numbered = decisionParams.extend({ n: ordinal });

/** The route of an act, `/v1/conflicts/{id}/impasse`, by the name that it has in its kind's table of permissions. */
export const actRoutesOf =
  <Act extends string, Seen, Who, Shown>(
    acting: Acting<Act, Seen, Who, Shown>,
    answer: { readonly description: string; readonly schema: z.ZodType },
  ) =>
  <Body extends z.ZodType, Content extends object>({
    act: name,
    update,
    content = (body) => body as unknown as Content,
    also,
    status,
    problems = [],
    ...said
  }: ActRow<Act, Seen, Who, Body, Content>): MemberRoute => {
    const path = pathOf(acting.kind, name);
    return memberRoute({
      ...said,
      method: 'post',
      path,
      params: path.includes('{n}') ? numbered : decisionParams,
      answer: status === undefined ? answer : { ...answer, status },
      problems: [...late, ...problems],
      handle: async (call) => {
        const { id: _id, ...number } = call.params;
        // The router has read it by the schema.
        const acts = { ...content(call.body as z.output<Body>), ...number };
        return actsOn(acting)(call, name, update, acts, also?.(call, acts));
      },
    });
  };
