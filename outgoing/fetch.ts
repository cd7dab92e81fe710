/** The way out in the form of `fetch`, for libraries that take one: key sets, providers. */
import { openGuard, type Ways } from './guard.ts';

/** Fetch, section 2.2.3: what has none of these statuses may have a body. */
const withoutBody: readonly number[] = [204, 205, 304];

/** What `fetch` takes; libraries name a body that there is not, too. */
type Init = Omit<RequestInit, 'body'> & { readonly body?: RequestInit['body'] | undefined };

/**
 * A `fetch` that goes through the guard: redirects are answered as they are, nothing is unpacked, and no answer is longer than 64 KiB.
 * @returns a function that rejects with an OutgoingError, the signal's reason, or what the network says
 */
export function guardedFetch(ways: Ways): (url: string | URL, init?: Init) => Promise<Response> {
  const send = openGuard(ways);
  return async (url, { body: given = null, ...init } = {}) => {
    const request = new Request(url, { ...init, body: given, redirect: 'manual' });
    const { status, headers, body } = await send({
      method: request.method,
      url: request.url,
      headers: { ...Object.fromEntries(request.headers), 'accept-encoding': 'identity' },
      body: await request.text(),
      reads: true,
      signal: request.signal,
    });
    const answered = Object.entries(headers).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    );
    return new Response(withoutBody.includes(status) ? null : new Uint8Array(body), {
      status,
      headers: answered,
    });
  };
}
