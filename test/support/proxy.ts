/** A TCP proxy before PostgreSQL that can lose connections in silence: nothing passes any more, and nobody is told. */
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Proxy {
  /** The address of the database, through the proxy. */
  readonly url: string;
  /** From now on nothing passes on the connections there are; those made later pass, unless `all` is true. */
  readonly silence: (how?: { readonly all?: boolean }) => void;
  /** Connections made from now on pass again. */
  readonly pass: () => void;
  /** How many connections are open towards the database. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export async function startProxy(database: string): Promise<Proxy> {
  const { hostname, port } = new URL(database);
  const pairs = new Set<readonly [Socket, Socket]>();
  let silent = false;
  const server = createServer((client) => {
    client.on('error', () => undefined);
    // Accepted, as a dead host behind a network device may be, and never answered.
    if (silent) {
      client.resume();
      sockets.add(client);
      return;
    }
    const upstream = connect(Number(port), hostname);
    upstream.on('error', () => undefined);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    for (const socket of pair) sockets.add(socket);
    client.pipe(upstream);
    upstream.pipe(client);
    upstream.once('close', () => pairs.delete(pair));
  });
  const sockets = new Set<Socket>();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(database);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    silence: ({ all = false } = {}) => {
      silent = all;
      for (const [client, upstream] of pairs) {
        client.unpipe(upstream);
        upstream.unpipe(client);
        for (const socket of [client, upstream]) socket.resume();
      }
      pairs.clear();
    },
    pass: () => {
      silent = false;
    },
    connections: () => pairs.size,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
