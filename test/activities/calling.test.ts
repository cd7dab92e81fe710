/** Calls that decisions make: straight out, and through a proxy that may refuse them. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { ApplicationFailure } from '@temporalio/activity';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callThrough, type OutgoingCall } from '../../activities/actions/calling.ts';

interface Received {
  readonly request: IncomingMessage;
  readonly body: string;
}

let received: Received[];
let tunnels: string[];
/** What the proxy answers to who asks for a tunnel; 200 opens it. */
let proxyAnswer: number;
const silence = 0;
let target: Server;
let proxy: Server;

const listen = async (server: Server): Promise<Server> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};
const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  target = await listen(
    createServer(async (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      received.push({ request, body: Buffer.concat(chunks).toString() });
      if (request.url === '/never') return;
      if (request.url === '/elsewhere') response.writeHead(302, { location: '/' });
      else response.writeHead(Number(request.url?.slice(1)) || 200);
      response.end('a body that nobody reads');
    }),
  );
  proxy = await listen(
    createServer().on('connect', ({ url }: IncomingMessage, near: Duplex) => {
      tunnels.push(url ?? '');
      const refuse = (status: number) => near.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      near.on('error', () => undefined);
      if (proxyAnswer === silence) {
        near.resume().on('end', () => near.end());
        return;
      }
      if (proxyAnswer !== 200) {
        refuse(proxyAnswer);
        return;
      }
      const [host, port] = (url ?? '').split(':');
      const far = connect(Number(port), host, () => {
        near.write('HTTP/1.1 200 Connection established\r\n\r\n');
        far.pipe(near).pipe(far);
      });
      far.on('error', () => refuse(502));
    }),
  );
});
afterAll(() => {
  for (const server of [target, proxy]) {
    server.close();
    server.closeAllConnections();
  }
});
beforeEach(() => {
  received = [];
  tunnels = [];
  proxyAnswer = 200;
});

const call = (path: string, more: Partial<OutgoingCall> = {}): OutgoingCall => ({
  method: 'POST',
  url: `${addressOf(target)}${path}`,
  headers: { 'idempotency-key': 'decision' },
  body: '{"open":true}',
  signal: AbortSignal.timeout(5_000),
  ...more,
});

describe.each(['straight out', 'through a proxy'] as const)('a call %s', (way) => {
  const makeCall = (outgoing: OutgoingCall) =>
    callThrough({ proxy: way === 'straight out' ? null : addressOf(proxy), allowed: ['127.0.0.1'] })(
      outgoing,
    );

  it('EXE-1 brings method, headers and body, and answers the status', async () => {
    expect(await makeCall(call('/204'))).toBe(204);
    const [{ request, body }] = received as [Received];
    expect(request.method).toBe('POST');
    expect(request.headers).toMatchObject({ 'idempotency-key': 'decision', 'content-length': '13' });
    expect(body).toBe('{"open":true}');
    expect(tunnels).toEqual(way === 'straight out' ? [] : [addressOf(target).slice('http://'.length)]);
  });

  it('EXE-1 without a body sends none', async () => {
    expect(await makeCall(call('/', { method: 'GET', body: '' }))).toBe(200);
    expect(received).toMatchObject([{ body: '' }]);
  });

  it('EXE-1 counts the bytes of its body, not its characters', async () => {
    await makeCall(call('/', { body: '"Möglichkeit 🜂"' }));
    expect(received).toMatchObject([{ body: '"Möglichkeit 🜂"' }]);
  });

  it('EXE-2 follows no redirect, and takes every status for what it is', async () => {
    expect(await makeCall(call('/elsewhere'))).toBe(302);
    expect(await makeCall(call('/404'))).toBe(404);
    expect(await makeCall(call('/503'))).toBe(503);
    expect(received).toHaveLength(3);
  });

  it('EXE-2 that is broken off says by what', async () => {
    const reason = new Error('cancelled');
    const breaking = new AbortController();
    const made = makeCall(call('/never', { signal: breaking.signal }));
    await expect.poll(() => received.length).toBe(1);
    breaking.abort(reason);
    await expect(made).rejects.toBe(reason);
  });

  it('EXE-2 to a server that is not there fails, and may be tried again', async () => {
    const failure: unknown = await makeCall(call('', { url: 'http://127.0.0.1:1/' })).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toMatchObject({ nonRetryable: true });
  });
});

/** Loopback, private, link-local, shared, reserved and own addresses, and other spellings of them. */
const inside = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0177.0.0.1', '0.0.0.0', 'localhost'],
  ...[
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '198.18.0.1',
    '240.0.0.1',
    '224.0.0.1',
  ],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]'],
  ...['[fe80::1]', '[fd00::1]', '[ff02::1]', '[2001:db8::1]'],
  ...Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address)),
];

describe('a call to where nobody outside may go', () => {
  const port = () => (target.address() as AddressInfo).port;
  const refusal = (url: string) => ({
    type: 'address-refused',
    nonRetryable: true,
    message: `POST ${url} was not called: calls reach public addresses, and hosts that the operator allows`,
    details: [{ code: 'address-refused', rule: 'EXE-2', facts: { method: 'POST', url } }],
  });
  const straightOut = (url: string, ...allowed: readonly string[]) =>
    callThrough({ proxy: null, allowed })(call('', { url }));

  it.each(inside)(
    'AUT-1 is not made, and says the same whether somebody is there or not: %s',
    async (host) => {
      for (const [scheme, at] of [
        ['http', port()],
        ['https', port()],
        ['http', 1],
      ] as const) {
        const url = `${scheme}://${host}:${at}/`;
        await expect(straightOut(url)).rejects.toMatchObject(refusal(url));
      }
      expect(received).toEqual([]);
    },
  );

  it('AUT-1 is made to a host that the operator names, on its port where one is named, and to no other spelling of it', async () => {
    const url = (host: string) => `http://${host}:${port()}/`;
    expect(await straightOut(url('localhost'), 'localhost')).toBe(200);
    expect(await straightOut(url('127.1'), `127.0.0.1:${port()}`)).toBe(200);
    await expect(straightOut(url('127.0.0.1'), '127.0.0.1:1')).rejects.toMatchObject({
      type: 'address-refused',
    });
    await expect(straightOut(url('localhost'), '127.0.0.1')).rejects.toMatchObject({
      type: 'address-refused',
    });
    await expect(straightOut('http://localhost/', 'localhost:80')).rejects.toThrow('ECONNREFUSED');
    expect(received).toHaveLength(2);
  });
});

describe('a proxy that lets a call not pass', () => {
  it.each([
    [403, true],
    [407, true],
    [502, false],
    [504, false],
  ])('EXE-2 with %i: the server’s own answer is never taken from it; final: %s', async (status, final) => {
    proxyAnswer = status;
    const failure: unknown = await callThrough({ proxy: addressOf(proxy), allowed: ['127.0.0.1'] })(
      call('/'),
    ).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: 'proxy-refused', nonRetryable: final });
    expect((failure as ApplicationFailure).message).toBe(
      `the proxy answered ${status} and did not let POST ${addressOf(target)}/ pass`,
    );
    expect(received).toEqual([]);
  });

  it('EXE-2 by never answering is broken off, and its connection closed', async () => {
    proxyAnswer = silence;
    const reason = new Error('too late');
    const breaking = new AbortController();
    const made = callThrough({ proxy: addressOf(proxy), allowed: ['127.0.0.1'] })(
      call('/', { signal: breaking.signal }),
    );
    await expect.poll(() => tunnels.length).toBe(1);
    breaking.abort(reason);
    await expect(made).rejects.toBe(reason);
    const connections = () => new Promise((resolve) => proxy.getConnections((_, count) => resolve(count)));
    await expect.poll(connections).toBe(0);
  });
});
