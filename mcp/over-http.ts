/** The council over HTTP: what the tools stand on, beside the API and in a program of one's own alike. */
import type { Asked, Council } from './council.ts';

/** Milliseconds for an answer: the longest wait has room in it. */
const patience = 60_000;

/**
 * @param origin of the API, such as `http://127.0.0.1:7400`
 * @param authorization the header of who asks, or of each request what asks
 * @throws of a call, where there is no answer: an error that says in a sentence who does not answer and why
 */
export const overHttp =
  (origin: string, authorization: string): Council =>
  async (asked) => {
    const { method, path, body, signal } = asked;
    const over = AbortSignal.timeout(patience);
    const answer = await fetch(new URL(path, origin), {
      method,
      headers: headersOf(asked, authorization),
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'error',
      signal: signal === undefined ? over : AbortSignal.any([over, signal]),
    }).catch((error: unknown) => {
      throw unanswered(origin, error);
    });
    const text = await answer.text();
    const isJson = /^application\/([\w.+-]+\+)?json\b/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text };
  };

/** `fetch` says that it failed; why, says its cause. */
function unanswered(origin: string, error: unknown): Error {
  const { message, cause } = error as Error;
  const why = cause instanceof Error ? cause.message : message;
  return new Error(`${origin} does not answer (${why}).`, { cause: error });
}

const headersOf = ({ body, key, signature }: Asked, authorization: string): Record<string, string> => ({
  authorization,
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(key === undefined ? {} : { 'idempotency-key': key }),
  ...(signature === undefined ? {} : { 'folkmoot-signature': signature }),
});
