/**
 * The clients of a load, in a process of their own, on raw sockets: whatever the load itself takes is taken from what is measured. Its
 * parent sends one round after the other; of each it answers what was answered, and how long each took.
 */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Round {
  /** Where each connection leads; one after the other. */
  readonly ports: readonly number[];
  readonly connections: number;
  /** Each as it goes over the wire. */
  readonly requests: readonly Uint8Array[];
  /** How many come due a second, each whether or not those before it are answered; unless given, a connection's next follows its answer. */
  readonly perSecond?: number;
}

export interface Answered {
  readonly milliseconds: number;
  /** Milliseconds of each request in their order, from the instant at which it was due. */
  readonly took: readonly number[];
  /** Of each request, in their order: its status and its body. */
  readonly answers: readonly (readonly [status: number, body: string])[];
}

async function load({ ports, connections, requests, perSecond }: Round): Promise<Answered> {
  const answers: [number, string][] = [];
  const took: number[] = [];
  let next = 0;
  const from = performance.now();
  const one = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let held: Buffer = Buffer.alloc(0);
      let place = -1;
      let began = 0;
      const send = async (): Promise<void> => {
        place = next;
        next += 1;
        const request = requests[place];
        if (request === undefined) {
          socket.end();
          resolve();
          return;
        }
        began = performance.now();
        if (perSecond !== undefined) {
          const due = from + (place / perSecond) * 1_000;
          if (due > began) await sleep(due - began);
          began = due;
        }
        socket.write(request);
      };
      socket.on('data', (chunk: Buffer) => {
        held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
        const head = held.indexOf('\r\n\r\n');
        if (head < 0) return;
        const headers = held.toString('latin1', 0, head);
        const length = Number(/\r\nContent-Length: (\d+)/i.exec(headers)?.[1]);
        if (held.length < head + 4 + length) return;
        took[place] = performance.now() - began;
        answers[place] = [Number(headers.slice(9, 12)), held.toString('utf8', head + 4)];
        held = Buffer.alloc(0);
        void send();
      });
      socket.once('connect', () => void send());
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('the connection was closed')));
    });
  await Promise.all(
    Array.from({ length: connections }, (_, number) => one(ports[number % ports.length] ?? 0)),
  );
  return { milliseconds: performance.now() - from, took, answers };
}

process.on('message', (round: Round) => {
  void load(round).then((answered) => process.send?.(answered));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
