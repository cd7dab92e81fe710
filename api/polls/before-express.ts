/**
 * The routes by which electors answer, on bare node:http: they are asked by everyone at once, and express takes most of a request's time.
 * The checks are those of express's routes, in their order, by the same functions. What is unusual about a request is left to express.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request } from 'express';
import { has } from '../identity/credential.ts';
import { isJson, readBody } from '../http/body.ts';
import { problemOf } from '../http/failure.ts';
import type { Tools } from '../http/handle.ts';
import { repeatedHeader } from '../http/headers.ts';
import { label } from '../http/labels.ts';
import type { Gate } from '../http/mount.ts';
import { decisionId } from '../http/schemas.ts';
import { sendJson, sendProblem } from '../http/sending.ts';
import { validBody } from '../http/validate.ts';
import type { Problem } from '../problems/problem.ts';
import { withMaturity } from '../problems/maturity.ts';
import { rights } from '../rights/table.ts';
import { type Answering, ballot, give, position, preferences, type UncheckedAnswer } from './answering.ts';

const answerings = new Map<string, Answering>(
  [ballot, position, preferences].map((answering) => [answering.path, answering as Answering]),
);

/**
 * Answers true where it takes the request.
 * @param rest takes it after all, with nothing of its body read
 */
export type BeforeExpress = (request: IncomingMessage, response: ServerResponse, rest: () => void) => boolean;

export function beforeExpress(tools: Tools, { perMember, shares, room }: Gate): BeforeExpress {
  const services = { ...tools.services, db: tools.services.writes };
  const { intake, metrics, credentials, signatures } = tools;

  const tell = (response: ServerResponse, problem: Problem): void => {
    metrics.refused(problem.code);
    sendProblem(response, problem);
  };

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    {
      id,
      caller,
      answer: given,
    }: { readonly id: string; readonly caller: Asking; readonly answer: UncheckedAnswer },
  ): Promise<void> => {
    await perMember.count(request, response, caller.id);
    response.setHeader('Cache-Control', 'no-store');
    const act = () => give({ services, intake, signatures, metrics, caller, params: { id } }, given);
    const acknowledged = await shares(caller.id, act).catch(async (error: unknown) => {
      throw await withMaturity(services, caller, error);
    });
    sendJson(response, 200, acknowledged);
  };

  const take = async (
    request: IncomingMessage,
    response: ServerResponse,
    { answering, id }: Asked,
    rest: () => void,
  ): Promise<void> => {
    const asking = await credentials.asking(services.db, request).catch(() => undefined);
    // Who shows nothing good is counted by address, and told what is wrong with it.
    if (asking === undefined || !has(asking.credential, rights[answering.operationId].scope)) {
      rest();
      return;
    }
    label(response, answering.path);
    try {
      room(request, response, asking.member, longestAnswer);
    } catch (error) {
      tell(response, problemOf(error, request));
      return;
    }
    const bytes = await bytesOf(request);
    const toExpress = (): void => {
      (request as Request).body = bytes;
      rest();
    };
    const read = answerIn(answering, bytes);
    // What is wrong with a body is told after who asks is known.
    if (read === undefined) {
      toExpress();
      return;
    }
    try {
      await answer(request, response, { id, caller: { id: asking.member }, answer: read });
    } catch (error) {
      if (response.destroyed) return;
      const problem = problemOf(error, request);
      // Who is no member is counted by address too.
      if (problem.rule === 'AUT-1') {
        for (const name of ['RateLimit', 'RateLimit-Policy']) response.removeHeader(name);
        toExpress();
        return;
      }
      tell(response, problem);
    }
  };

  return (request, response, rest) => {
    const asked = askedFor(request);
    if (asked === undefined) return false;
    // A connection that ends before its body does is answered nothing.
    take(request, response, asked, rest).catch(() => response.destroy());
    return true;
  };
}

/** Who asks, by what they show alone. */
interface Asking {
  readonly id: string;
}

interface Asked {
  readonly answering: Answering;
  readonly id: string;
}

/** What a body says; undefined where it says nothing that can be taken. */
function answerIn({ body, answerOf }: Answering, bytes: Buffer): UncheckedAnswer | undefined {
  try {
    return answerOf(validBody(body, readBody(bytes)));
  } catch {
    return undefined;
  }
}

/** Bytes of a body that is taken here; a longer one is left to express. */
const longestAnswer = 64 * 1024;

const place = /^\/v1\/proposals\/([\da-fA-F-]{36})(\/[a-z]+)$/;

/** What an ordinary request to answer asks for; undefined for any other. */
function askedFor(request: IncomingMessage): Asked | undefined {
  const { method, url = '', headers } = request;
  if (method !== 'PUT') return undefined;
  const [, id, last = ''] = place.exec(url) ?? [];
  const answering = answerings.get(`/v1/proposals/{id}${last}`);
  const decision = decisionId.safeParse(id);
  const length = Number(headers['content-length'] ?? 0);
  const isOrdinary =
    isJson(headers['content-type']) &&
    length > 0 &&
    length <= longestAnswer &&
    headers['content-encoding'] === undefined;
  if (answering === undefined || !decision.success || !isOrdinary || repeatedHeader(request) !== undefined)
    return undefined;
  return { answering, id: decision.data };
}

/** The body as it came. Rejects where the connection ends before it does. */
function bytesOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}
