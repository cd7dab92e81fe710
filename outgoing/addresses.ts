/** Where a request may leave to, as far as its address says by itself (EXE-2): what a name leads to is judged as it is connected to (guard.ts). */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Public by its number; inside a machine of Azure its host answers there, for names, health and the machine's own secrets. */
export const answeredInside: readonly string[] = ['168.63.129.16'];

/** The only part of IPv6 from which public addresses are given (IANA, IPv6 Global Unicast Address Assignments). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Of an address as `new URL` or a name server spells it. */
export function isPublic(address: string): boolean {
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || answeredInside.includes(address)) return false;
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast);
}

/** A host and its port, as `new URL` spells them. */
export const hostAndPort = ({ protocol, hostname, port }: URL): string =>
  `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;

/**
 * Whether the operator named its host, or its host with this port (settings/calls.ts). Where that name leads is the operator's business.
 */
export const isAllowed = (url: URL, allowed: readonly string[]): boolean =>
  allowed.includes(url.hostname) || allowed.includes(hostAndPort(url));

/**
 * Whether its host leads inside whoever looks it up: the number of an address that is not public, in any spelling that `new URL` knows
 * (`2130706433`, `0x7f.1`, `[::ffff:127.0.0.1]`), or a name of loopback (RFC 6761, section 6.3).
 */
export function leadsInside({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return isIP(host) === 0 ? /(^|\.)localhost$/.test(host) : !isPublic(host);
}
