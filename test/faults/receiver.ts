/** The server that decisions call: it does what it is told once for each webhook-id, and fails now and then by the seed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOOPBACK } from '../../embedded/ports.ts';
import type { Chance } from './chance.ts';
import type { Json } from './client.ts';

/** A call that arrived. */
export interface Call {
  readonly path: string;
  readonly id: string;
  readonly body: Json;
  readonly at: number;
  /** Whether the effect was done, be it answered or not. */
  readonly done: boolean;
}

export interface Receiver {
  readonly url: string;
  readonly calls: readonly Call[];
  readonly close: () => Promise<void>;
}

/** What it does with the first calls to a path; from then on it does its work. */
const moods = [
  [6, []],
  [1, ['fails']],
  [1, ['fails', 'fails']],
  [1, ['hangs up']],
  [1, ['is slow']],
] as const;

export async function startReceiver(chance: Chance): Promise<Receiver> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void answer(request.url ?? '', String(request.headers['webhook-id']), Buffer.concat(chunks).toString());
    });
    const answer = async (path: string, id: string, text: string): Promise<void> => {
      const before = calls.filter((call) => call.path === path).length;
      const mood = chance.weighted<readonly string[]>(path, moods)[before];
      const body = text === '' ? null : JSON.parse(text);
      calls.push({ path, id, body, at: Date.now(), done: mood !== 'fails' });
      if (mood === 'is slow') await sleep(1_500);
      if (mood === 'hangs up') request.socket.destroy();
      else response.writeHead(mood === 'fails' ? 500 : 204).end();
    };
  });
  await new Promise<void>((resolve) => {
    server.listen(0, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}`,
    calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
