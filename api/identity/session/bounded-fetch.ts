/** Asks a provider over HTTP, and reads no more of its answer than one may have. */
import type { CustomFetchOptions } from 'openid-client';

/** Bytes of an answer: descriptions, key sets and tokens have some thousands. */
const longest = 512 * 1024;

/** @throws a TypeError where the answer is longer, or what fetching throws */
export async function boundedFetch(
  url: string,
  { body = null, ...options }: CustomFetchOptions,
): Promise<Response> {
  const response = await fetch(url, { ...options, body: body ?? null });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // Leaving the loop ends the connection.
    if (length > longest) throw new TypeError(`the answer is longer than ${longest} bytes`);
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  const isEmpty = status === 204 || status === 205 || status === 304;
  return new Response(isEmpty ? null : Buffer.concat(chunks), { status, statusText, headers });
}
