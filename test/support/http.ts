/** Speaks HTTP to an API as one member. */
import { request } from 'node:http';
import { timelineSchemas } from '../../api/kinds/timelines.ts';

/** A test reads what it expects; what is not there fails its expectation. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface Caller {
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly put: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly patch: (path: string, body: unknown) => Promise<Answer>;
  readonly delete: (path: string) => Promise<Answer>;
}

/** @param token undefined: a caller without one */
export function caller(url: string, token?: string): Caller {
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const answer = isJson ? JSON.parse(text) : text;
    if (response.status === 200) mustBeEntries(path, answer);
    return { status: response.status, headers: response.headers, body: answer };
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body, headers) => send('POST', path, body ?? {}, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
  };
}

/** Whatever test reads a timeline finds each entry as its table has it (REC-4). */
function mustBeEntries(path: string, answer: Json): void {
  const [, of] = /^\/v1\/(proposals|emergencies|conflicts)\/[^/]+\/timeline/.exec(path) ?? [];
  if (of !== undefined) timelines[of as keyof typeof timelines].parse(answer);
}

const timelines = {
  proposals: timelineSchemas.proposal,
  emergencies: timelineSchemas.emergency,
  conflicts: timelineSchemas.conflict,
};

/** A request with exactly these headers, which `fetch` would join, or add others to. */
export function exactly(
  url: string,
  headers: readonly (readonly [string, string])[],
  { method = 'GET', body = '' }: { readonly method?: string; readonly body?: string } = {},
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const given = headers.some(([name]) => name.toLowerCase() === 'host')
      ? headers
      : [['host', new URL(url).host], ...headers];
    const sent = request(url, { method, headers: given.flat(), setHost: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
