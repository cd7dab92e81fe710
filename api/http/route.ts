/** A route, defined once: what is mounted on express and what /openapi.json describes come from the same object. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { KindName } from '../../rules/kinds.ts';
import type { Member } from '../../rules/model.ts';
import type { Credentials } from '../identity/auth.ts';
import type { Credential, Identity } from '../identity/credential.ts';
import type { OperationId } from '../rights/table.ts';
import type { Intake } from '../../store/ballots/intake.ts';
import type { AnswerNews } from '../events/answer-news.ts';
import type { SignatureCheck } from '../../store/ballots/answers/signed-answers.ts';
import type { EventStreams } from '../events/stream.ts';
import type { Attempt } from './idempotency.ts';
import type { Language } from '../messages/say.ts';
import type { Metrics } from '../operators/metrics.ts';
import type { ProblemCode } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';

/** Where an act of a process is done: the method, and the path with the process's id in it; undefined for what is no act of its kind. */
export type FindAct = (
  kind: KindName,
  id: string,
  act: string,
) => { readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly path: string } | undefined;

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What every handler is called with. */
export interface Call<Params, Query, Body> {
  readonly services: Services;
  readonly metrics: Metrics;
  readonly eventStreams: EventStreams;
  readonly intake: Intake;
  readonly news: AnswerNews;
  readonly findAct: FindAct;
  readonly credentials: Credentials;
  readonly signatures: SignatureCheck;
  /** In which a worded route says things. */
  readonly language: Language;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
  readonly response: Response;
}

export interface MemberCall<Params, Query, Body> extends Call<Params, Query, Body> {
  readonly caller: Member;
  /** By what the request shows who asks. */
  readonly credential: Credential;
  /** Under which id the request is done, the same when it is repeated with its Idempotency-Key. */
  readonly attempt: Attempt;
}

export interface IdentityCall<Params, Query, Body> extends Call<Params, Query, Body> {
  /** Whose token or session it is, linked to a member or not. */
  readonly identity: Identity;
}

/** What a handler returns that has answered by itself: with bytes, with a stream. */
export const answered = { byItself: true } as const;

/** What has begun and takes longer than it should be waited for: answered with 202 and where it stands. */
export interface UnderWay {
  readonly underWay: { readonly id: string; readonly stage: string };
}

export const isUnderWay = (body: unknown): body is UnderWay =>
  typeof body === 'object' && body !== null && 'underWay' in body;

/** What a handler may return for a schema: readonly throughout, since answers are only read. */
export type ReadonlyDeep<Value> = Value extends readonly (infer Item)[]
  ? readonly ReadonlyDeep<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: ReadonlyDeep<Value[Key]> }
    : Value;

type Read<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

interface Definition<Params, Query, Body, Reply> {
  /** Its row in the table of rights. */
  readonly operationId: OperationId;
  readonly method: Method;
  /** As OpenAPI writes it: `/v1/proposals/{id}`; `{+path}` stands for several segments (RFC 6570). */
  readonly path: string;
  readonly summary: string;
  /** The rules that it serves. */
  readonly rules: readonly string[];
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Its body is bytes of any type, which the handler takes from the request as they are. */
  readonly takesBytes?: true;
  /** The longest body in bytes, where it is not the usual 512 KiB. */
  readonly longestBody?: number;
  readonly answer: {
    /** 200 unless given. */
    readonly status?: number;
    readonly description: string;
    readonly schema?: Reply;
    /** `application/json` unless given. */
    readonly mediaType?: string;
    /** When it is answered with 202 instead: it has begun. */
    readonly underWay?: string;
  };
  /** Where what was made can be read: the header `Location`. */
  readonly location?: (body: { readonly id: string }) => string;
  /** The problems that it answers with beyond those of every route, for the description. */
  readonly problems: readonly ProblemCode[];
  /** The field of its answer that is shown once: it is not kept, so that a repeated request is answered with null in its place. */
  readonly shownOnce?: string;
  /** Its answer says things in words, in the language that is asked for. */
  readonly worded?: true;
  /** Nobody signs it: a signature that comes with it is refused, and not passed over. */
  readonly neverSigned?: true;
  /** Counted against no limit: what a machine polls. */
  readonly unlimited?: true;
}

/** The body of the answer, unless the handler has answered by itself; without a schema it always does. */
type Reply<Schema> = typeof answered | (Schema extends z.ZodType ? ReadonlyDeep<z.input<Schema>> : never);

type AnyDefinition = Definition<
  z.ZodObject | undefined,
  z.ZodObject | undefined,
  z.ZodType | undefined,
  z.ZodType | undefined
>;

/** Routes with their types put away. */
export interface MemberRoute extends AnyDefinition {
  readonly access: 'member';
  handle(call: MemberCall<unknown, unknown, unknown>): Promise<unknown>;
}
export interface OpenRoute extends AnyDefinition {
  readonly access: 'public';
  handle(call: Call<unknown, unknown, unknown>): Promise<unknown>;
}
export interface IdentityRoute extends AnyDefinition {
  readonly access: 'identity';
  handle(call: IdentityCall<unknown, unknown, unknown>): Promise<unknown>;
}
export type Route = MemberRoute | OpenRoute | IdentityRoute;

/** Whether a body may be left out: its schema makes something of nothing. */
export const mayLackBody = (body: z.ZodType): boolean => body.safeParse(undefined).success;

/** A route for who bears a token of a member, of one who has departed only where it says so: 401 comes before everything else. */
export function memberRoute<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answered extends z.ZodType | undefined = undefined,
>(
  definition: Definition<Params, Query, Body, Answered> & {
    handle(call: MemberCall<Read<Params>, Read<Query>, Read<Body>>): Promise<Reply<Answered> | UnderWay>;
  },
): MemberRoute {
  return { ...definition, access: 'member' };
}

/** A route that needs no token (AUT-2), or only where the service signs in by itself. */
export function publicRoute<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answered extends z.ZodType | undefined = undefined,
>(
  definition: Definition<Params, Query, Body, Answered> & {
    handle(call: Call<Read<Params>, Read<Query>, Read<Body>>): Promise<Reply<Answered>>;
  },
): OpenRoute {
  return { ...definition, access: 'public' };
}

/** A route for who bears a good token of an identity provider, or a session, and may be no member yet: 401 comes before everything else. */
export function identityRoute<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answered extends z.ZodType | undefined = undefined,
>(
  definition: Definition<Params, Query, Body, Answered> & {
    handle(call: IdentityCall<Read<Params>, Read<Query>, Read<Body>>): Promise<Reply<Answered>>;
  },
): IdentityRoute {
  return { ...definition, access: 'identity' };
}
