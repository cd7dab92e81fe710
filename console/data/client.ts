/** The HTTP interface as the console asks it: reads with their types from the description, acts with a key so that nothing is done twice. */
import createClient from 'openapi-fetch';
import type { components, paths } from '../../schemas/openapi.ts';
import { learnTime } from './clock.ts';

export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];

type Json<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer Answer } } };
}
  ? Answer
  : never;

/** The paths that are read as JSON, and what each answers. */
export type Answers = {
  [
    Path in keyof paths as paths[Path] extends { get: infer Operation }
      ? [Json<Operation>] extends [never]
        ? never
        : Path
      : never
  ]: paths[Path] extends { get: infer Operation } ? Json<Operation> : never;
};
export type ReadPath = keyof Answers;

export interface Parameters {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

/** What was answered instead: a problem of RFC 9457, or no answer at all (`problem` null). */
export class Refusal extends Error {
  readonly problem: Problem | null;
  constructor(problem: Problem | null, cause?: unknown) {
    super(problem?.detail ?? 'no answer', { cause });
    this.name = 'Refusal';
    this.problem = problem;
  }
  get status(): number {
    return this.problem?.status ?? 0;
  }
}

/** The language of the page, in which the service is to say things too. */
const spoken = (): string => document.documentElement.lang;

const client = createClient<paths>({ baseUrl: '/' });
client.use({
  onRequest: ({ request }) => {
    request.headers.set('accept-language', spoken());
  },
  onResponse: ({ response }) => {
    learnTime(response.headers.get('date'));
  },
});

type Asked = Promise<{ readonly data?: unknown; readonly error?: unknown }>;
/** The client's own types hold each path against its parameters; `read` says once for all what comes of it. */
const get = client.GET as unknown as (path: string, given: object) => Asked;

/** @throws a {@link Refusal} */
export async function read<Path extends ReadPath>(
  path: Path,
  parameters: Parameters,
  signal: AbortSignal,
): Promise<Answers[Path]> {
  const { data, error } = await get(path, { params: parameters, signal }).catch((cause: unknown) => {
    throw signal.aborted ? cause : new Refusal(null, cause);
  });
  if (error !== undefined) throw new Refusal(isProblem(error) ? error : null);
  return data as Answers[Path];
}

/** The bytes of a file of the ledger, as they are. @throws a {@link Refusal} */
export async function bytesAt(path: string): Promise<Uint8Array> {
  const response = await ask(path, {});
  return new Uint8Array(await response.arrayBuffer());
}

export interface Act {
  /** Under which it is done once, however often it is sent; one of its own unless given. */
  readonly key?: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/**
 * Does one act. Where the service can say nothing now it is sent once more under its key, so that it is done once.
 * @throws a {@link Refusal}
 */
export async function act({ method, path, body, key = crypto.randomUUID() }: Act): Promise<unknown> {
  const send = (): Promise<Response> =>
    ask(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': key } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const response = await send().catch((error: unknown) => {
    if (error instanceof Refusal && (error.status === 0 || error.status === 503)) return send();
    throw error;
  });
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** Sends bytes as they are, under a path that names them: sent again, nothing more happens. @throws a {@link Refusal} */
export async function putBytes(path: string, body: ArrayBuffer): Promise<void> {
  await ask(path, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body });
}

/** Brings bytes with their SHA-256 (RFC 9530), by which the service keeps them once. @throws a {@link Refusal} */
export async function postBytes(path: string, body: ArrayBuffer): Promise<unknown> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  const headers = {
    'content-type': 'application/octet-stream',
    'content-digest': `sha-256=:${btoa(String.fromCharCode(...digest))}:`,
    'idempotency-key': crypto.randomUUID(),
  };
  return (await ask(path, { method: 'POST', headers, body })).json();
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const headers = { 'accept-language': spoken(), ...(init.headers as Record<string, string> | undefined) };
  const response = await fetch(path, { ...init, headers }).catch((cause: unknown) => {
    throw new Refusal(null, cause);
  });
  learnTime(response.headers.get('date'));
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => null);
  throw new Refusal(isProblem(answer) ? answer : null);
}

const isProblem = (answer: unknown): answer is Problem =>
  typeof answer === 'object' && answer !== null && 'status' in answer && 'detail' in answer;

/** The code of a problem: the last part of its type. */
export const codeOf = ({ type }: Pick<Problem, 'type'>): string => type.split('/').at(-1) ?? type;
