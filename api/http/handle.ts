/** From a request to its answer: what was sent is held against the route's schemas, the handler is called, the answer is sent. */
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Member } from '../../rules/model.ts';
import { refuse } from '../../rules/refusal.ts';
import type { Credentials } from '../identity/auth.ts';
import { type Caller, departed, type Identity, mustHaveScope } from '../identity/credential.ts';
import type { Intake } from '../../store/ballots/intake.ts';
import type { AnswerNews } from '../events/answer-news.ts';
import { forOne } from '../../store/postgres/leaving.ts';
import type { SignatureCheck } from '../../store/ballots/answers/signed-answers.ts';
import { isTheirs } from '../../store/council/taking-part.ts';
import type { Readers } from '../identity/readers.ts';
import { signatureGiven } from './act-signatures.ts';
import { readBody } from './body.ts';
import type { EventStreams } from '../events/stream.ts';
import { accepted, type Attempt, freshAttempt, idempotencyKey, once } from './idempotency.ts';
import { wasDone } from '../service/done.ts';
import { withMaturity } from '../problems/maturity.ts';
import { languageOf, saidIn } from './language.ts';
import type { Metrics } from '../operators/metrics.ts';
import { present } from '../council/presence.ts';
import { rights } from '../rights/table.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import {
  answered,
  type Call,
  type FindAct,
  type IdentityRoute,
  isUnderWay,
  type MemberRoute,
  type OpenRoute,
  type Route,
} from './route.ts';
import { decisionId } from './schemas.ts';
import type { Services } from '../service/services.ts';
import type { Shares } from './shares.ts';
import { validBody, validParams, validQuery } from './validate.ts';

/** What handlers are called with, whatever the request. */
export interface Tools {
  readonly services: Services;
  readonly metrics: Metrics;
  readonly eventStreams: EventStreams;
  readonly findAct: FindAct;
  readonly intake: Intake;
  readonly news: AnswerNews;
  readonly credentials: Credentials;
  readonly readers: Readers;
  readonly signatures: SignatureCheck;
}

type AnyCall = Call<unknown, unknown, unknown>;

/** Answers for a route that needs no caller. */
export function openHandler(route: OpenRoute, tools: Tools): RequestHandler {
  return async (request, response) => {
    const body = await route.handle(callOf(route, tools, request, response));
    send(route, response, { status: statusOf(route), body });
  };
}

/** Answers for a route of identities. */
export function identityHandler(
  route: IdentityRoute,
  tools: Tools,
  identityOf: (request: Request) => Identity,
): RequestHandler {
  return async (request, response) => {
    const identity = identityOf(request);
    response.set('Cache-Control', 'no-store');
    const body = await route.handle({ ...callOf(route, tools, request, response), identity });
    send(route, response, { status: statusOf(route), body });
  };
}

/** Answers for a route of members. What is no reading is an act, by which whoever does it is back (MEM-4), done within the member's share; a POST once for its Idempotency-Key. */
export function memberHandler(
  route: MemberRoute,
  tools: Tools,
  { callerOf, shares }: { readonly callerOf: (request: Request) => Caller; readonly shares: Shares },
): RequestHandler {
  return async (request, response) => {
    const { member: asking, credential } = callerOf(request);
    mustHaveScope(route.operationId, credential);
    if (asking.status === 'departed') await mustBeTheirs(route, tools.services, asking, request.params);
    const caller = route.method === 'get' ? asking : await present(tools.services, asking);
    const call = callOf(route, tools, request, response);
    response.set('Cache-Control', 'no-store');
    const act = async (attempt: Attempt) => {
      const body = await route
        .handle({ ...call, caller, credential, attempt })
        .catch(async (error: unknown) => {
          throw await withMaturity(tools.services, caller, error);
        });
      if (route.method !== 'get') tools.readers.forget(caller.id);
      if (route.worded === true) saidIn(response, call.language);
      return isUnderWay(body) ? { status: accepted, body: body.underWay } : { status: statusOf(route), body };
    };
    if (route.method === 'get') {
      send(route, response, await act(freshAttempt));
      return;
    }
    // Before what is repeated is answered: a header that is refused today is not taken with an old key.
    const signature = signatureGiven(request);
    if (signature !== undefined && route.neverSigned === true)
      throw refusalError(refuse('signature-refused', 'SUP-3', { reason: 'never-signed' }));
    if (route.method !== 'post') {
      send(route, response, await shares(caller.id, () => act(freshAttempt)));
      return;
    }
    const repeatable = {
      member: caller.id,
      route: placeOf(route, call.params),
      key: idempotencyKey(request),
      bytes: bytesOf(request),
      shownOnce: route.shownOnce,
      wasDone: (id: string, process?: string) => wasDone(tools.services, id, process),
    };
    const { answer, replayed } = await shares(caller.id, () => once(tools.services, repeatable, act));
    if (replayed) response.set('Idempotency-Replayed', 'true');
    send(route, response, answer);
  };
}

/** The same tools, whose database stops reading where whoever is answered leaves before they are. */
function forReader(tools: Tools, response: Response): Tools {
  const left = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
  });
  const { services } = tools;
  return { ...tools, services: { ...services, db: forOne(services.db, left.signal) } };
}

/**
 * Who has departed keeps what is theirs, and nothing else (MEM-8).
 * @throws `not-permitted` where the route is for members only, `not-found` where the decision is not theirs
 */
async function mustBeTheirs(
  route: MemberRoute,
  { db }: Services,
  { id }: Member,
  params: Request['params'],
): Promise<void> {
  if (rights[route.operationId].departed !== true) throw departed();
  const decision = decisionId.safeParse(params['id']);
  if (!decision.success || !(await isTheirs(db, decision.data, id))) throw problemError('not-found');
}

const noQuery = z.strictObject({});

function callOf(route: Route, tools: Tools, request: Request, response: Response): AnyCall {
  const params = route.params === undefined ? undefined : validParams(route.params, request.params);
  const query = validQuery(route.query ?? noQuery, request.query);
  const own = route.method === 'get' ? forReader(tools, response) : tools;
  const language = languageOf(request);
  return { ...own, language, params, query, body: bodyOf(route, request), request, response };
}

/** Undefined where the route takes no body; where one may be left out, none is what its schema makes of nothing. */
function bodyOf({ body: schema }: Route, request: Request): unknown {
  if (schema === undefined) return undefined;
  const bytes = bytesOf(request);
  if (bytes !== undefined) return validBody(schema, readBody(bytes));
  const left = schema.safeParse(undefined);
  return left.success ? left.data : readBody(new Uint8Array());
}

function bytesOf({ body }: { readonly body?: unknown }): Uint8Array | undefined {
  return Buffer.isBuffer(body) && body.length > 0 ? body : undefined;
}

const statusOf = ({ answer }: Route): number => answer.status ?? 200;

/** Method and path with the parameters as they were read, so that one place has one name. */
function placeOf({ method, path }: Route, params: unknown): string {
  const values = (params ?? {}) as Readonly<Record<string, string>>;
  const place = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
  return `${method.toUpperCase()} ${place}`;
}

function send(
  { location }: Route,
  response: Response,
  { status, body }: { readonly status: number; readonly body: unknown },
): void {
  if (body === answered) return;
  if (location !== undefined) response.location(location(body as { readonly id: string }));
  response.status(status).json(body);
}
