/** Makes the HTTP calls that decisions ask for: to public addresses, straight out or through the proxy that all of them must take. */
import http from 'node:http';
import https from 'node:https';
import { networkInterfaces } from 'node:os';
import { ApplicationFailure } from '@temporalio/activity';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { useAgent as filteringAgent } from 'request-filtering-agent';

export interface OutgoingCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty: none is sent. */
  readonly body: string;
  /** Breaks the call off. */
  readonly signal: AbortSignal;
}

/**
 * Answers the status that the called server answered with. Redirects are not followed, and no answer's body is read.
 * @throws where no answer came; an `ApplicationFailure`, `address-refused` where the call would have gone inside, `proxy-refused` where the
 * proxy did not let it pass
 */
export type MakeCall = (call: OutgoingCall) => Promise<number>;

export interface Ways {
  /**
   * An http(s) address; every call, of http too, goes through it as a tunnel (CONNECT, RFC 9110 section 9.3.6), so that the proxy's own
   * answers are never taken for those of the called server. It looks names up, and judges where they lead. Null: straight out.
   */
  readonly proxy: string | null;
  /** Hosts, with or without a port, that are called wherever they are (settings/calls.ts). */
  readonly allowed: readonly string[];
}

/**
 * Straight out, a call reaches no loopback, private, link-local, reserved or own address, however it is spelled and whatever its name leads to
 * at that moment: the address that is judged is the one that is connected to. Members choose addresses, and whoever reaches Temporal's port
 * or a cloud's metadata from inside is nobody that they ask (AUT-1).
 */
export function callThrough({ proxy, allowed }: Ways): MakeCall {
  return ({ method, url, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      // What broke the call off says more than that it was broken off.
      const failed = (error: Error): void =>
        reject(
          signal.aborted ? (signal.reason as Error) : isFiltered(error) ? refusedAddress(method, url) : error,
        );
      const { request } = url.startsWith('https:') ? https : http;
      const outgoing = request(url, {
        method,
        // Until there is a tunnel the request has no socket to break off: the signal must reach that of the proxy.
        agent:
          proxy !== null
            ? new HttpsProxyAgent(proxy, { signal })
            : isAllowed(url, allowed)
              ? false
              : filteringAgent(url, { denyIPAddressList: ownAddresses() }),
        signal,
        headers: body === '' ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      });
      outgoing.on('error', failed);
      outgoing.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
        if (statusCode === 200) return;
        reject(refusedByProxy(method, url, statusCode));
        outgoing.destroy();
      });
      outgoing.once('response', (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      });
      outgoing.end(body);
    });
}

/** By its name as the operator spelled it: where that leads is the operator's business. */
function isAllowed(url: string, allowed: readonly string[]): boolean {
  const { protocol, hostname, port } = new URL(url);
  const ports = { 'http:': '80', 'https:': '443' } as Readonly<Record<string, string>>;
  return [hostname, `${hostname}:${port || (ports[protocol] ?? '')}`].some((host) => allowed.includes(host));
}

/** No firewall stands between a machine and itself, on whichever of its addresses. */
const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));

/** The agent gives its refusals no other mark. */
const isFiltered = ({ message }: Error): boolean => /^DNS lookup .* is not allowed\. Because/.test(message);

/** The same whatever is there, so that nobody learns from it what is inside. */
function refusedAddress(method: string, url: string): ApplicationFailure {
  return ApplicationFailure.create({
    message: `${method} ${url} was not called: calls reach public addresses, and hosts that the operator allows`,
    type: 'address-refused',
    nonRetryable: true,
    details: [{ method, url }],
  });
}

/** A proxy that says no will say so again, until somebody changes what it allows; one that could not get through may yet (502 to 504). */
function refusedByProxy(method: string, url: string, status: number): ApplicationFailure {
  return ApplicationFailure.create({
    message: `the proxy answered ${status} and did not let ${method} ${url} pass`,
    type: 'proxy-refused',
    nonRetryable: status < 500,
    details: [{ method, url, proxyStatus: status }],
  });
}
