/** Starts and stops the HTTP server around the application. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createApp } from './service/app.ts';
import type { Services } from './service/services.ts';

/** Milliseconds for requests in flight to end, once the service stops. */
const grace = 10_000;
/** Milliseconds for a request to arrive whole, with the largest body. */
const requestTimeout = 60_000;
/** Milliseconds between two looks for connections that have become idle since. */
const sweep = 50;

export interface RunningApi {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Takes no more requests, ends event streams, and waits for what is under way, 10 s at most. */
  readonly close: () => Promise<void>;
}

/**
 * @param place `port` 0 picks a free one
 * @throws what listening throws, such as EADDRINUSE
 */
export async function startApi({
  services,
  host,
  port,
}: {
  readonly services: Services;
  readonly host: string;
  readonly port: number;
}): Promise<RunningApi> {
  const closing = new AbortController();
  const server = createServer({ requestTimeout }, createApp(services, closing.signal));
  // Connections made ahead of a request: Node counts them as busy, and would wait for them.
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.prependListener('request', ({ socket }) => unused.delete(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  const name = family === 'IPv6' ? `[${address}]` : address;
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.close(resolve));
    closing.abort();
    for (const socket of unused) socket.destroy();
    // A connection becomes idle when its last answer is out; a client would keep it.
    const idle = setInterval(() => server.closeIdleConnections(), sweep);
    const late = setTimeout(() => server.closeAllConnections(), grace);
    await ended;
    clearInterval(idle);
    clearTimeout(late);
  };
  return { url: `http://${name}:${bound}`, close: () => (closed ??= close()) };
}
