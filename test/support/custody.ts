/** Files in custody as members bring, offer and take them, signing as a client would (ALM-6). */
import { createHash } from 'node:crypto';
import { signTaking, takingFormat } from '../../ledger/custody/taking.ts';
import type { Answer, Caller, Json } from './http.ts';
import type { TestKey } from './signing.ts';

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const contentDigest = (bytes: Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

interface Council {
  readonly as: (member: string) => Promise<Caller>;
  readonly raw: (path: string, init?: RequestInit & { as?: string }) => Promise<Response>;
}

/** @param digest the header; null: none is sent */
export async function bring(
  council: Council,
  as: string,
  bytes: Uint8Array,
  digest: string | null = contentDigest(bytes),
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Json }> {
  const headers = digest === null ? {} : { 'content-digest': digest };
  const body = new Uint8Array(bytes);
  const response = await council.raw('/v1/custody', { as, method: 'POST', body, headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export const chainOf = async (council: Council, as: string, sha256: string, query = ''): Promise<Answer> =>
  (await council.as(as)).get(`/v1/custody/${sha256}/chain${query}`);

/** What a member would sign who takes the file as it stands. */
export async function takingOf(council: Council, as: string, sha256: string, at: string, query = '') {
  const { id: chain, council: name, answers, holder } = (await chainOf(council, as, sha256, query)).body;
  return {
    answers,
    at,
    chain,
    council: name,
    format: takingFormat,
    from: holder,
    member: as,
    sha256,
    why: 'To keep it safe.',
  } as const;
}

type Signed = Parameters<typeof signTaking>[0];

/** Takes a file, signed by a key of the member's. @param otherwise what is signed instead */
export async function takeFile(
  council: Council,
  as: string,
  { sha256, key, at, query = '' }: { sha256: string; key: TestKey; at: string; query?: string },
  otherwise: Partial<Signed> = {},
): Promise<Answer> {
  const taking = await takingOf(council, as, sha256, at, query);
  const jws = signTaking({ ...taking, ...otherwise }, key.privateKey, key.fingerprint);
  return (await council.as(as)).post(`/v1/custody/${sha256}/taking${query}`, jws);
}

export const offerFile = async (
  council: Council,
  as: string,
  sha256: string,
  to: string,
  why = 'You examine it.',
): Promise<Answer> => (await council.as(as)).post(`/v1/custody/${sha256}/transfers`, { to, why });

export const readFileOf = (council: Council, as: string, sha256: string): Promise<Response> =>
  council.raw(`/v1/custody/${sha256}`, { as });
