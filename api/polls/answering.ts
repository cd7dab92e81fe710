/** What electors give, from a body to its acknowledgement; the same on express and before it. */
import type { z } from 'zod';
import { saidIn } from '../../rules/blank.ts';
import { refuse } from '../../rules/refusal.ts';
import type { PollKind } from '../../rules/model.ts';
import type { Answer, GivenSignature } from '../../store/ballots/answers/answer.ts';
import type { SignatureCheck } from '../../store/ballots/answers/signed-answers.ts';
import { present } from '../council/presence.ts';
import { nobody } from '../identity/credential.ts';
import type { MemberCall } from '../http/route.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import type { OperationId } from '../rights/table.ts';
import { ballotBody, positionBody, preferencesBody } from './answer-schemas.ts';

/** A route by which an answer is given: its bodies, and what they say. */
export interface Answering<Body extends z.ZodType = z.ZodType> {
  readonly operationId: OperationId;
  readonly method: 'put';
  readonly path: string;
  readonly body: Body;
  /** @throws a refusal's problem where it says too little */
  readonly answerOf: (body: z.output<Body>) => UncheckedAnswer;
}

/** An answer with its signature as it came. */
export type UncheckedAnswer = Omit<Answer, 'signed'> & { readonly signed?: GivenSignature | undefined };

const answering = <Body extends z.ZodType>(
  operationId: OperationId,
  path: string,
  body: Body,
  answerOf: Answering<Body>['answerOf'],
): Answering<Body> => ({ operationId, method: 'put', path, body, answerOf });

export const preferences = answering(
  'rankOptions',
  '/v1/proposals/{id}/preferences',
  preferencesBody,
  ({ ranking, version, signed }) => ({
    kind: 'preferences',
    choice: null,
    ranking,
    reason: null,
    version,
    signed,
  }),
);

export const position = answering('takePosition', '/v1/proposals/{id}/position', positionBody, (body) => {
  const reason = saidIn(body.reason);
  if (reason === null && body.position !== 'agree')
    throw refusalError(refuse('incomplete', 'CON-2', { missing: ['reason'] }));
  const { position: choice, version, signed } = body;
  return { kind: 'positions', choice, ranking: null, reason, version, signed };
});

export const ballot = answering(
  'castBallot',
  '/v1/proposals/{id}/ballot',
  ballotBody,
  ({ choice, reason, version, matter, signed }) => ({
    kind: 'votes',
    choice,
    ranking: null,
    reason: saidIn(reason),
    version,
    matter,
    signed,
  }),
);

/** The answer with its signature checked by itself, before anything is asked of its poll (AUT-1). */
export async function withSignature<Kind extends PollKind>(
  check: SignatureCheck,
  of: { readonly decision: string; readonly member: string },
  { signed, ...answer }: Omit<Answer<Kind>, 'signed'> & { readonly signed?: GivenSignature | undefined },
): Promise<Answer<Kind>> {
  if (signed === undefined) return answer;
  return { ...answer, signed: await check({ ...of, answer }, signed) };
}

type AnswerCall = Pick<
  MemberCall<{ readonly id: string }, undefined, unknown>,
  'services' | 'intake' | 'signatures' | 'params' | 'metrics'
> & {
  /** Whose token it is: what they are, the ballot box looks up. */
  readonly caller: { readonly id: string };
};

/**
 * Puts an answer into the ballot box, and answers the promise in the log's name that it will stand in the record; once every elector has
 * answered, the workflow is told that it may be time.
 */
export async function give(
  { services, intake, signatures, caller, params, metrics }: AnswerCall,
  given: UncheckedAnswer,
) {
  const { kind, matter } = given;
  const answer = await withSignature(signatures, { decision: params.id, member: caller.id }, given);
  const put = () => intake({ decision: params.id, kind, matter }, { elector: caller.id, answer });
  let answered = await put();
  // What they do brings them back, and counts from then on.
  while ('away' in answered) {
    await present(services, { id: caller.id, status: 'offline' });
    answered = await put();
  }
  const { status } = answered;
  if (status === undefined) throw nobody();
  if (status === 'departed') throw refusalError(refuse('not-permitted', 'MEM-2', { status }));
  if ('hidden' in answered) throw problemError('not-found');
  if ('refusal' in answered) throw refusalError(answered.refusal);
  if (answered.fresh) metrics.taken(kind);
  return { acknowledgement: answered.acknowledgement };
}
