/** Where a request of a browser comes from, and where it may be sent on to: our own pages, and no others. */
import type { IncomingMessage } from 'node:http';
import { isOwnName } from '../dev-tokens.ts';
import { problemError } from '../../problems/problem.ts';

/** Under which origin browsers know this API (RFC 6454). */
export interface Own {
  /** Of a request; undefined where it asks for a name that is none of ours. */
  readonly originOf: (request: Pick<IncomingMessage, 'headers'>) => string | undefined;
  /** Whether it is https, so that cookies are sent by no other way. */
  readonly isSecure: boolean;
}

/** One origin, the same for all. */
export const ownOrigin = (origin: string): Own => ({
  originOf: () => origin,
  isSecure: origin.startsWith('https:'),
});

/** The names of this machine, at the port that was asked: those of the trial. */
export const loopbackOrigins: Own = {
  originOf: ({ headers: { host } }) => (isOwnName(host) ? `http://${host ?? ''}` : undefined),
  isSecure: false,
};

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A request that changes something and bears a cookie comes from a page of our own, and the browser says so twice: by `Origin`
 * (RFC 6454) and by `Sec-Fetch-Site` (W3C Fetch Metadata), neither of which a page can change.
 * @throws a problem `cross-site`
 */
export function mustBeOwn(request: Pick<IncomingMessage, 'method' | 'headers'>, own: Own): void {
  if (reading.has(request.method ?? '')) return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  const needed = own.originOf(request);
  if (needed === undefined || origin !== needed || site !== 'same-origin') throw crossSite(request);
}

/**
 * What is for who sits at the machine is not for a page of another site that is open there. Programs send neither header.
 * @throws a problem `cross-site`
 */
export function mustNotBeForeign(request: Pick<IncomingMessage, 'headers'>): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const isForeign =
    (origin !== undefined && origin !== loopbackOrigins.originOf(request)) ||
    (site !== undefined && site !== 'same-origin' && site !== 'none');
  if (isForeign) throw crossSite(request);
}

const crossSite = ({ headers }: Pick<IncomingMessage, 'headers'>): Error =>
  problemError('cross-site', { origin: headers.origin ?? null, site: headers['sec-fetch-site'] ?? null });

/** The longest path that a browser is sent on to, in characters. */
export const longestPath = 2_000;

/**
 * The address of a path of our own, whole, so that nothing about it is left to be read in two ways.
 * @param path from its `/` on, with query and fragment
 * @returns undefined where it leads elsewhere: another scheme, host or port in any spelling
 */
export function ownAddress(path: string, origin: string): string | undefined {
  // Browsers read `\` as `/`, and leave out tabs and line ends: `/\x`, `/<tab>/x` would be hosts.
  const isPath = path.length <= longestPath && /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(path);
  if (!isPath || !URL.canParse(path, origin)) return undefined;
  const { href, origin: leads, pathname } = new URL(path, origin);
  // `/.//x` is a path of ours whose short form is a host.
  return leads === origin && !pathname.startsWith('//') ? href : undefined;
}
