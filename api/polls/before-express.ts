/**
 * The routes by which electors answer, on bare node:http: they are asked by everyone at once, and express takes most of a request's time.
 * The checks are those of express's routes, in their order, by the same functions. What is unusual about a request is left to express.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { subjectOf } from '../http/auth.ts';
import { isJson, longestBody, readBody } from '../http/body.ts';
import { problemOf } from '../http/failure.ts';
import type { Tools } from '../http/handle.ts';
import { repeatedHeader } from '../http/headers.ts';
import { label } from '../http/labels.ts';
import type { Gate } from '../http/mount.ts';
import { decisionId } from '../http/schemas.ts';
import { sendJson, sendProblem } from '../http/sending.ts';
import { validBody } from '../http/validate.ts';
import { withMaturity } from '../problems/maturity.ts';
import { type Answering, ballot, give, position, preferences } from './answering.ts';

const answerings = new Map<string, Answering>(
  [ballot, position, preferences].map((answering) => [answering.path, answering as Answering]),
);

/**
 * Answers true where it takes the request.
 * @param rest takes it after all, with nothing of its body read
 */
export type BeforeExpress = (request: IncomingMessage, response: ServerResponse, rest: () => void) => boolean;

export function beforeExpress(tools: Tools, { perMember, shares }: Gate): BeforeExpress {
  const services = { ...tools.services, db: tools.services.writes };
  const { intake, metrics } = tools;

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    {
      answering,
      id,
      caller,
    }: { readonly answering: Answering; readonly id: string; readonly caller: { readonly id: string } },
  ): Promise<void> => {
    try {
      await perMember.count(request, response, caller.id);
      const bytes = await bytesOf(request);
      const body = validBody(answering.body, readBody(bytes));
      response.setHeader('Cache-Control', 'no-store');
      const given = await shares(caller.id, async () =>
        give({ services, intake, metrics, caller, params: { id } }, answering.answerOf(body)).catch(
          async (error: unknown) => {
            throw await withMaturity(services, caller, error);
          },
        ),
      );
      sendJson(response, 200, given);
    } catch (error) {
      if (response.destroyed) return;
      const problem = problemOf(error, request);
      metrics.refused(problem.code);
      sendProblem(response, problem);
    }
  };

  return (request, response, rest) => {
    const asked = askedFor(request);
    if (asked === undefined) return false;
    subjectOf(services.tokens, request).then(
      (subject) => {
        if (subject === undefined) return rest();
        label(response, asked.answering.path);
        void answer(request, response, { ...asked, caller: { id: subject } });
      },
      // Who has no good token is counted by address.
      rest,
    );
    return true;
  };
}

const place = /^\/v1\/proposals\/([\da-f-]{36})(\/[a-z]+)$/i;

/** What an ordinary request to answer asks for; undefined for any other. */
function askedFor(
  request: IncomingMessage,
): { readonly answering: Answering; readonly id: string } | undefined {
  const { method, url = '', headers } = request;
  if (method !== 'PUT') return undefined;
  const [, id, last = ''] = place.exec(url) ?? [];
  const answering = answerings.get(`/v1/proposals/{id}${last}`);
  const decision = decisionId.safeParse(id);
  const length = Number(headers['content-length'] ?? 0);
  const isOrdinary =
    isJson(headers['content-type']) &&
    length > 0 &&
    length <= longestBody &&
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
