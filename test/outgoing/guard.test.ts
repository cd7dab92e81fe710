/** The way out: where names lead at the moment of the connection, and how much of an answer is taken, and for how long. */
import type { LookupFunction } from 'node:net';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardedFetch } from '../../outgoing/fetch.ts';
import { longestAnswer, openGuard, type Ways } from '../../outgoing/guard.ts';
import { changingNames } from './names.ts';

async function serve(answer: RequestListener): Promise<{ server: Server; port: number; url: string }> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { server, port, url: `http://127.0.0.1:${port}/` };
}

/** A server inside that counts who comes. */
async function inside() {
  let came = 0;
  const served = await serve((_, response) => {
    came += 1;
    response.end();
  });
  return { ...served, came: () => came };
}

async function names(...answers: readonly (readonly string[])[]) {
  const served = await changingNames(answers);
  onTestFinished(served.close);
  return served;
}

const straight = (more: Partial<Ways> = {}): Ways => ({ proxy: null, allowed: ['127.0.0.1'], ...more });
const get = (url: string) => ({ method: 'GET', url, headers: {}, body: '', reads: true });

/** Public, and never connected to: each connection is stopped as soon as it is known where to. */
const outside = '93.184.216.34';

/** Where connections to names were about to go. */
function stoppedConnections(): string[] {
  const places: string[] = [];
  const watch = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    socket.once('lookup', (error: Error | null, address: string) => {
      if (error !== null) return;
      places.push(address);
      socket.destroy(new Error('stopped'));
    });
  };
  subscribe('net.client.socket', watch);
  onTestFinished(() => void unsubscribe('net.client.socket', watch));
  return places;
}

describe('a name', () => {
  it('EXE-2 that leads inside is not connected to, nor one that leads outside and inside', async () => {
    const { port, came } = await inside();
    for (const addresses of [['127.0.0.1'], [outside, '127.0.0.1'], ['169.254.169.254'], ['168.63.129.16']]) {
      const { lookup, asked } = await names(addresses);
      const send = openGuard(straight({ lookup }));
      await expect(send(get(`http://public.example:${port}/`)), addresses.join()).rejects.toMatchObject({
        fault: 'address-refused',
        final: true,
      });
      expect(asked()).toBe(1);
    }
    expect(came()).toBe(0);
  });

  it.each(['4000::1', '1fff::1', '::1', 'fd00::1', '2001:db8::1'])(
    'EXE-2 that leads to %s, which is no public address of IPv6, is not connected to',
    async (address) => {
      const lookup: LookupFunction = (_name, { all }, done) =>
        all === true ? done(null, [{ address, family: 6 }]) : done(null, address, 6);
      await expect(openGuard(straight({ lookup }))(get('http://six.example/'))).rejects.toMatchObject({
        fault: 'address-refused',
        final: true,
      });
    },
  );

  it('EXE-2 that leads nowhere fails, and nothing else with it', async () => {
    for (const lookup of [undefined, (await names([])).lookup])
      await expect(openGuard(straight({ lookup }))(get('http://nobody.invalid/'))).rejects.toMatchObject({
        code: expect.stringMatching(/^E/),
      });
  });

  it('EXE-2 that changes its address between look and connection is connected to where it was judged', async () => {
    const { port, came } = await inside();
    const { lookup, asked } = await names([outside], ['127.0.0.1']);
    const send = openGuard(straight({ lookup }));
    const places = stoppedConnections();
    await expect(send(get(`http://changing.example:${port}/`))).rejects.toThrow('stopped');
    expect([places, asked()]).toEqual([[outside], 1]);
    // Asked again it leads inside, and is judged again.
    await expect(send(get(`http://changing.example:${port}/`))).rejects.toMatchObject({
      fault: 'address-refused',
    });
    expect([places, asked(), came()]).toEqual([[outside], 2, 0]);
  });

  it('EXE-2 that the operator allows is called wherever it leads', async () => {
    const { port, came } = await inside();
    const { lookup } = await names(['127.0.0.1']);
    const send = openGuard(straight({ lookup, allowed: [`printer.example:${port}`] }));
    expect((await send(get(`http://printer.example:${port}/`))).status).toBe(200);
    await expect(send(get('http://printer.example:1/'))).rejects.toMatchObject({ fault: 'address-refused' });
    expect(came()).toBe(1);
  });
});

describe('an address', () => {
  it.each([
    'ftp://example.org/',
    'file:///etc/passwd',
    'http://name:password@example.org/',
    'HTTP://127.1/',
    'http:\\\\127.0.0.1/',
    'http://①②⑦.0.0.1/',
    'http://127.0.0.1./',
    'http://localhost./',
    'http://any.localhost/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b:1::7f00:1]/',
    'http://[::ffff:0:127.0.0.1]/',
    'http://[fec0::1]/',
    'http://168.63.129.16/',
  ])('EXE-2 that is none for a call is refused before anything is looked up: %s', async (url) => {
    const { lookup, asked } = await names([outside]);
    const send = openGuard({ proxy: null, allowed: [], lookup });
    await expect(send(get(url))).rejects.toMatchObject({ fault: 'address-refused', facts: { url } });
    expect(asked()).toBe(0);
  });

  it('EXE-2 in capitals is called as any other', async () => {
    const { port } = await inside();
    expect((await openGuard(straight())(get(`HTTP://127.0.0.1:${port}/`))).status).toBe(200);
  });

  it('EXE-2 inside is not handed to a proxy either', async () => {
    const proxy = await inside();
    const send = openGuard({ proxy: proxy.url, allowed: [] });
    await expect(send(get('http://169.254.169.254/'))).rejects.toMatchObject({ fault: 'address-refused' });
    expect(proxy.came()).toBe(0);
  });
});

describe('an answer', () => {
  it('EXE-2 is taken up to 64 KiB, with its status and head', async () => {
    const { url } = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.writeHead(201, { 'x-answer': 'yes' }).end('x'.repeat(longestAnswer));
    });
    const answer = await guardedFetch(straight())(url);
    expect([answer.status, answer.headers.get('x-answer')]).toEqual([201, 'yes']);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await answer.text()).toBe('x'.repeat(longestAnswer));
  });

  it.each(['announced', 'not announced'])('EXE-2 of a byte more is refused, where it is %s', async (how) => {
    let closed: Promise<unknown> | undefined;
    const { url } = await serve((_, response) => {
      closed = once(response, 'close');
      if (how === 'announced') response.setHeader('content-length', longestAnswer + 1);
      response.write('x'.repeat(longestAnswer + 1));
    });
    await expect(guardedFetch(straight())(url)).rejects.toMatchObject({ fault: 'answer-too-long' });
    // And the connection with it.
    await closed;
  });

  it('EXE-2 that is packed is not unpacked', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)));
    });
    await expect(guardedFetch(straight())(url)).rejects.toMatchObject({ fault: 'answer-encoded' });
  });

  it('EXE-2 with a head of more than 16 KiB is refused', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'x-long': 'x'.repeat(17 * 1024) }).end();
    });
    await expect(guardedFetch(straight())(url)).rejects.toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  });

  it.each(['silence', 'a head in drops', 'a body in drops'])(
    'EXE-2 is waited for in all, not from byte to byte: %s',
    async (how) => {
      const { server, url } = await serve((_, response) => {
        if (how === 'silence') return;
        const { socket } = response;
        if (how === 'a body in drops') response.writeHead(200).flushHeaders();
        else socket?.write('HTTP/1.1 200 OK\r\nx-slow: ');
        const drops = setInterval(() => (how === 'a body in drops' ? response : socket)?.write('x'), 20);
        response.once('close', () => clearInterval(drops));
      });
      const began = performance.now();
      const asking = guardedFetch(straight({ patience: 300 }))(url);
      await expect(asking).rejects.toMatchObject({ fault: 'answer-too-late', facts: { limit: 300 } });
      expect(performance.now() - began).toBeLessThan(5_000);
      const connections = () => new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
      await expect.poll(connections).toBe(0);
    },
  );

  it('EXE-2 that sends elsewhere is answered as it is, and nobody goes there', async () => {
    const elsewhere = await inside();
    const { url } = await serve((_, response) => {
      response.writeHead(307, { location: elsewhere.url }).end();
    });
    const answer = await guardedFetch(straight())(url, { redirect: 'follow' });
    expect([answer.status, answer.headers.get('location'), elsewhere.came()]).toEqual([
      307,
      elsewhere.url,
      0,
    ]);
  });
});

describe('a request in the form of fetch', () => {
  it('EXE-2 brings what it is given, and is broken off by its signal', async () => {
    const bodies: string[] = [];
    const { url } = await serve((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
      request.on('end', () => {
        if (request.url === '/') response.writeHead(204).end();
      });
    });
    const fetch = guardedFetch(straight());
    const body = new URLSearchParams({ grant_type: 'client_credentials' });
    const answer = await fetch(url, { method: 'POST', headers: { authorization: 'Basic eA==' }, body });
    expect([answer.status, bodies]).toEqual([204, ['grant_type=client_credentials']]);
    const breaking = new AbortController();
    const asking = fetch(`${url}never`, { signal: breaking.signal });
    breaking.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
  });
});
