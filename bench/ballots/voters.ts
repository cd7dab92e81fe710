/**
 * The voters of bench/ballots.ts, in a process of their own, on raw sockets: whatever the load itself takes is taken from what is measured.
 * Its parent sends it one round after the other; of each it answers what was acknowledged, and how long each took.
 */
import { connect } from 'node:net';

/** Each vote is a request as it goes over the wire, base64. */
export interface Round {
  /** Where each connection leads; one after the other. */
  readonly ports: readonly number[];
  readonly connections: number;
  readonly requests: readonly string[];
}

export interface Polled {
  readonly milliseconds: number;
  /** Milliseconds of each request, in the order of their answers. */
  readonly took: readonly number[];
  /** Of each request, in their order: its status and its body. */
  readonly answers: readonly (readonly [status: number, body: string])[];
}

async function poll({ ports, connections, requests }: Round): Promise<Polled> {
  const bytes = requests.map((request) => Buffer.from(request, 'base64'));
  const answers: [number, string][] = [];
  const took: number[] = [];
  let next = 0;
  const one = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let held: Buffer = Buffer.alloc(0);
      let place = -1;
      let from = 0;
      const send = (): void => {
        place = next;
        next += 1;
        const request = bytes[place];
        if (request === undefined) {
          socket.end();
          resolve();
          return;
        }
        from = performance.now();
        socket.write(request);
      };
      socket.on('data', (chunk: Buffer) => {
        held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
        const head = held.indexOf('\r\n\r\n');
        if (head < 0) return;
        const headers = held.toString('latin1', 0, head);
        const length = Number(/\r\nContent-Length: (\d+)/i.exec(headers)?.[1]);
        if (held.length < head + 4 + length) return;
        took.push(performance.now() - from);
        answers[place] = [Number(headers.slice(9, 12)), held.toString('utf8', head + 4)];
        held = Buffer.alloc(0);
        send();
      });
      socket.once('connect', send);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('the connection was closed')));
    });
  const from = performance.now();
  await Promise.all(
    Array.from({ length: connections }, (_, number) => one(ports[number % ports.length] ?? 0)),
  );
  return { milliseconds: performance.now() - from, took, answers };
}

process.on('message', (round: Round) => {
  void poll(round).then((polled) => process.send?.(polled));
});
