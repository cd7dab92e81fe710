/** The one way out: HTTP requests to public addresses, straight out or through the proxy that all of them must take (EXE-2). */
import http from 'node:http';
import https from 'node:https';
import { lookup as lookupAddress } from 'node:dns';
import { isIPv6, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { useAgent as filteringAgent } from 'request-filtering-agent';
import { answeredInside, isAllowed, isPublic, leadsInside } from './addresses.ts';
import { outgoingError, type OutgoingError } from './fault.ts';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty: none is sent. */
  readonly body: string;
  /** Whether the body of the answer is read; else the connection is closed as soon as its head has come. */
  readonly reads: boolean;
  /** Breaks the request off. */
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingMessage['headersDistinct'];
  /** Empty where none is read. */
  readonly body: Buffer;
}

/**
 * Makes a request and answers what came back, a redirect as it is: none is followed, since where it leads is another's choice.
 * @throws an {@link OutgoingError}; the signal's reason; or what the network says where no answer came
 */
export type Send = (request: OutgoingRequest) => Promise<Answer>;

export interface Ways {
  /**
   * An http(s) address; every request, of http too, goes through it as a tunnel (CONNECT, RFC 9110 section 9.3.6), so that the proxy's own
   * answers are never taken for those of the called server. It looks names up, and judges where they lead. Null: straight out. The
   * proxies that the environment names for other programs are never taken.
   */
  readonly proxy: string | null;
  /** Hosts, with or without a port, that are called wherever they are (settings/calls.ts). */
  readonly allowed: readonly string[];
  /** How names are looked up; as the system does unless given. */
  readonly lookup?: LookupFunction | undefined;
  /** Milliseconds for the whole of a request, from the look-up to the last byte of the answer; 30 s unless given. */
  readonly patience?: number | undefined;
}

/** Bytes of an answer's body and of its head: more is not read. */
export const longestAnswer = 64 * 1024;
const longestHead = 16 * 1024;
const longestExchange = 30_000;

/**
 * Straight out, a request reaches no loopback, private, link-local, shared, reserved, metadata or own address, however it is spelled and
 * whatever its name leads to at that moment: the address that is judged is the one that is connected to. Members choose addresses, and
 * whoever reaches Temporal's port or a cloud's metadata from inside is nobody that they ask (AUT-1).
 */
export function openGuard({
  proxy,
  allowed,
  lookup = lookupAddress,
  patience = longestExchange,
}: Ways): Send {
  return async ({ method, url, headers, body, reads, signal }) => {
    const to = new URL(url);
    const free = isAllowed(to, allowed);
    const isPlain = /^https?:$/.test(to.protocol) && to.username === '' && to.password === '';
    if (!isPlain || (!free && leadsInside(to))) throw refusedAddress(method, url);
    const late = AbortSignal.timeout(patience);
    const over = signal === undefined ? late : AbortSignal.any([signal, late]);
    // What broke the request off says more than that it was broken off.
    const reasonOf = (error: Error): Error => {
      if (signal?.aborted === true) return signal.reason as Error;
      if (late.aborted) return tooLate(method, url, patience);
      return isFiltered(error) ? refusedAddress(method, url) : error;
    };
    return new Promise((resolve, reject) => {
      const failed = (error: Error): void => reject(reasonOf(error));
      const outgoing = (to.protocol === 'https:' ? https : http).request(to, {
        method,
        // Until there is a tunnel the request has no socket to break off: the signal must reach that of the proxy.
        agent:
          proxy !== null
            ? new HttpsProxyAgent(proxy, { signal: over })
            : free
              ? false
              : filteringAgent(to.href, { denyIPAddressList: [...answeredInside, ...ownAddresses()] }),
        lookup: proxy === null && !free ? judging(lookup, () => refusedAddress(method, url)) : lookup,
        signal: over,
        maxHeaderSize: longestHead,
        headers: body === '' ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      });
      outgoing.on('error', failed);
      outgoing.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
        if (statusCode === 200) return;
        reject(refusedByProxy(method, url, statusCode));
        outgoing.destroy();
      });
      outgoing.once('response', (response) => {
        const { statusCode: status = 0, headersDistinct } = response;
        bodyOf(response, { method, url, reads })
          .finally(() => response.destroy())
          .then((read) => resolve({ status, headers: headersDistinct, body: read }), failed);
      });
      outgoing.end(body);
    });
  };
}

/** The agent lets any address of IPv6 pass that nobody reserved for something; public ones are given from one part of it alone. */
const judging =
  (asked: LookupFunction, refused: () => Error): LookupFunction =>
  (name, options, done) => {
    asked(name, options, (error, found, family) => {
      // Of a name that leads nowhere there are no addresses.
      if (error !== null) return done(error, found, family);
      const addresses = typeof found === 'string' ? [found] : found.map(({ address }) => address);
      if (addresses.some((one) => isIPv6(one) && !isPublic(one))) return done(refused(), '', 0);
      return done(null, found, family);
    });
  };

/** As it came: what is packed is not unpacked, so that little cannot become much. */
async function bodyOf(
  response: http.IncomingMessage,
  { method, url, reads }: Pick<OutgoingRequest, 'method' | 'url' | 'reads'>,
): Promise<Buffer> {
  if (!reads) return Buffer.alloc(0);
  const { 'content-encoding': encoding = 'identity', 'content-length': announced = '0' } = response.headers;
  if (encoding.toLowerCase() !== 'identity')
    throw outgoingError(`the answer to ${method} ${url} is packed (${encoding}), and was not asked for so`, {
      fault: 'answer-encoded',
      facts: { method, url, encoding },
      final: false,
    });
  const chunks: Buffer[] = [];
  let length = Number(announced);
  if (length <= longestAnswer) {
    length = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > longestAnswer) break;
      chunks.push(chunk);
    }
  }
  if (length <= longestAnswer) return Buffer.concat(chunks);
  throw outgoingError(`the answer to ${method} ${url} is longer than ${longestAnswer} bytes`, {
    fault: 'answer-too-long',
    facts: { method, url, limit: longestAnswer },
    final: false,
  });
}

/** No firewall stands between a machine and itself, on whichever of its addresses. */
const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));

/** The agent gives its refusals no other mark. */
const isFiltered = ({ message }: Error): boolean => /^DNS lookup .* is not allowed\. Because/.test(message);

/** The same whatever is there, so that nobody learns from it what is inside. */
const refusedAddress = (method: string, url: string): OutgoingError =>
  outgoingError(
    `${method} ${url} was not called: calls reach public addresses, and hosts that the operator allows`,
    { fault: 'address-refused', facts: { method, url }, final: true },
  );

/** A proxy that says no will say so again, until somebody changes what it allows; one that could not get through may yet (502 to 504). */
const refusedByProxy = (method: string, url: string, status: number): OutgoingError =>
  outgoingError(`the proxy answered ${status} and did not let ${method} ${url} pass`, {
    fault: 'proxy-refused',
    facts: { method, url, proxyStatus: status },
    final: status < 500,
  });

const tooLate = (method: string, url: string, limit: number): OutgoingError =>
  outgoingError(`${method} ${url} was not answered within ${limit} ms`, {
    fault: 'answer-too-late',
    facts: { method, url, limit },
    final: false,
  });
