/** Ports on the loopback address: picks a free one, or says plainly that a wanted one is taken. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startError } from '../store/postgres/start-error.ts';

/** The only address that anything of the one-machine default binds to. */
export const LOOPBACK = '127.0.0.1';

/** A TCP port that was free on the loopback address a moment ago: the wanted one where it was. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted === undefined) return await tryPort(0);
  return await tryPort(wanted).catch(() => tryPort(0));
}

/**
 * Makes sure that the API's port is free before anything else is started.
 * @throws a start error that names the port and how to choose another
 */
export async function requireFreePort(port: number): Promise<void> {
  try {
    await tryPort(port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === 'EADDRINUSE'
        ? 'is taken by another program'
        : code === 'EACCES'
          ? 'may not be opened by this user'
          : `cannot be opened (${message})`;
    const other = port < 1024 || port >= 65_000 ? 7400 : port + 1;
    throw startError(`Port ${port} on ${LOOPBACK} ${reason}. Choose another: PORT=${other} npm start`, error);
  }
}

/** Opens the port and closes it again; 0 lets the system pick one. */
function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const { port: opened } = server.address() as AddressInfo;
      server.close(() => resolve(opened));
    });
  });
}
