/** A taken port is found before anything starts, and the message says what to do. */
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort, requireFreePort } from '../../embedded/ports.ts';

async function take(port: number, host: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  onTestFinished(() => void server.close());
}

describe('the port of the API', () => {
  it('is left free by the look at it', async () => {
    const port = await freePort();
    await requireFreePort(port);
    await requireFreePort(port);
    await take(port, '127.0.0.1');
  });

  it.each(['127.0.0.1', '0.0.0.0'])('is refused by its number where a program has it on %s', async (host) => {
    const port = await freePort();
    await take(port, host);
    await expect(requireFreePort(port)).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program. Choose another: PORT=${port + 1} npm start`,
    );
  });
});

describe('a wanted port', () => {
  it('is taken where it is free, and another one where it is not', async () => {
    const port = await freePort();
    expect(await freePort(port)).toBe(port);
    await take(port, '127.0.0.1');
    const other = await freePort(port);
    expect(other).not.toBe(port);
    await requireFreePort(other);
  });
});
