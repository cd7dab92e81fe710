/** What the service holds for who sends slowly, reads slowly, or listens in thousands: bounded before it is held, and in nobody else's way. */
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Limits } from '../../api/service/services.ts';
import { appendEvent } from '../../store/processes/timeline.ts';
import { people } from '../store/delegating.ts';
import { five, person } from '../support/people.ts';
import { withOpenPolls } from '../support/polls.ts';
import { serve, type Served, start } from './serve.ts';

let api: Served;
const serving = async (limits: Partial<Limits>, members = five): Promise<void> => {
  api = await serve({ members, limits });
  onTestFinished(() => api.close());
};

/** A connection of its own on which this much of a request is sent. */
async function send(text: string): Promise<Socket> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  onTestFinished(() => void socket.destroy());
  return socket;
}

describe('bodies', () => {
  const closes = new Date(Date.parse(start) + 3_600_000).toISOString();
  let vote = '';
  beforeEach(async () => {
    await serving({ bodies: { each: 1_000, inAll: 1_500 } });
    vote = await withOpenPolls(api.db, { members: [], kinds: ['votes'], opens: start, closes });
  });

  /** Says how long its body is, and sends all of it but the last byte. */
  const slowly = async (as: string, length: number | null, more: readonly string[] = []): Promise<Socket> =>
    send(
      [
        `PUT /v1/proposals/${vote}/ballot HTTP/1.1`,
        'host: folkmoot.example',
        `authorization: Bearer ${await api.tokens.sign(as)}`,
        'content-type: application/json',
        length === null ? 'transfer-encoding: chunked' : `content-length: ${length}`,
        ...more,
        '',
        length === null ? '' : '{"choice":"for"}'.padEnd(length, ' ').slice(0, -1),
      ].join('\r\n'),
    );
  const whole = async (as: string, length: number, headers: Record<string, string> = {}) => {
    const body = '{"choice":"for"}'.padEnd(length, ' ');
    const answer = await api.raw(`/v1/proposals/${vote}/ballot`, {
      as,
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return [answer.status, answer.headers.get('retry-after')];
  };
  const soon = { timeout: 5_000, interval: 10 };

  it.each([
    ['before express', []],
    ['on it', ['content-encoding: identity']],
  ])(
    'AUT-1 %s are bounded before they are read: of one member, and in all',
    async (_where, more: readonly string[]) => {
      const headers = more.length === 0 ? {} : { 'content-encoding': 'identity' };
      const anna = await slowly('anna', 900, more);
      await vi.waitUntil(async () => (await whole('anna', 200, headers))[0] === 429, soon);
      expect(await whole('anna', 200, headers)).toEqual([429, '1']);
      expect(await whole('anna', 50, headers)).toEqual([200, null]);
      expect(await whole('ben', 500, headers)).toEqual([200, null]);
      expect(await whole('ben', 700, headers)).toEqual([429, '1']);
      anna.write('}');
      await vi.waitUntil(async () => (await whole('ben', 700, headers))[0] === 200, soon);
    },
  );

  it('AUT-1 are let go where their connection ends before they do', async () => {
    const anna = await slowly('anna', 900);
    await vi.waitUntil(async () => (await whole('anna', 200))[0] === 429, soon);
    anna.destroy();
    await vi.waitUntil(async () => (await whole('anna', 200))[0] === 200, soon);
  });

  it('AUT-1 that do not say how long they are count as the longest', async () => {
    const answer = await once(await slowly('anna', null), 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 429 /);
  });
});

describe('event streams', () => {
  const agent = new Agent({ maxSockets: Infinity });
  const listen = async (as: string, lastEventId = ''): Promise<IncomingMessage> => {
    const headers = { authorization: `Bearer ${await api.tokens.sign(as)}`, 'last-event-id': lastEventId };
    return new Promise((resolve, reject) => {
      const asked = get(new URL('/v1/events', api.url), { agent, headers }, resolve);
      asked.once('error', reject);
      onTestFinished(() => void asked.destroy());
    });
  };
  const happens = (kind: string) =>
    api.db
      .transaction()
      .execute((trx) => appendEvent(trx, crypto.randomUUID(), { at: start, kind, facts: {} }, null));

  it('AUT-2 are bounded for a member and in all, and one that ends makes room', async () => {
    await serving({ streams: { each: 2, inAll: 3 } });
    const [first] = [await listen('anna'), await listen('anna')];
    const refused = await listen('anna');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '10']);
    expect((await listen('ben')).statusCode).toBe(200);
    expect((await listen('carl')).statusCode).toBe(429);
    first.destroy();
    await vi.waitUntil(async () => (await listen('carl')).statusCode === 200, { timeout: 5_000 });
  });

  it('REC-4 two thousand at once each hear what happens once, while others are answered', async () => {
    const many = 2_000;
    const members = Array.from({ length: many / 16 }, (_, place) => person(`listener-${String(place)}`));
    await serving({}, members);
    const heard = Array.from({ length: many }, () => ({ text: '' }));
    const begin = async (listener: { text: string }, place: number) => {
      const stream = await listen(`listener-${String(Math.floor(place / 16))}`);
      expect(stream.statusCode).toBe(200);
      stream.on('data', (chunk: Buffer) => (listener.text += String(chunk)));
    };
    // They begin by the hundred: who asks all at once for more than a busy machine takes in is turned away.
    for (let first = 0; first < many; first += 100)
      await Promise.all(
        heard.slice(first, first + 100).map((listener, place) => begin(listener, first + place)),
      );
    await happens('first');
    await happens('second');
    expect((await (await api.as('listener-0')).get('/v1/members?limit=1')).status).toBe(200);
    const told = (text: string) => [...text.matchAll(/^event:(.*)$/gm)].map(([, kind]) => kind);
    await vi.waitUntil(() => heard.every(({ text }) => told(text).length >= 2), {
      timeout: 20_000,
      interval: 100,
    });
    for (const { text } of heard) expect(told(text)).toEqual(['first', 'second']);
  }, 60_000);

  it('REC-4 of who reads a byte a second hold a bounded part of what is to be read, and nobody else waits', async () => {
    const members = people(5).slice(0, 5);
    await serving({}, members);
    const [quick, ...slow] = members.map(({ id }) => id) as [string, ...string[]];
    const [events, size] = [6_000, 4_000];
    await sql`insert into events (number, at, decision, kind, facts)
      select n, ${start}, gen_random_uuid(), 'told', jsonb_build_object('text', repeat('x', ${sql.lit(size)})) from generate_series(1, ${sql.lit(events)}) n`.execute(
      api.db,
    );
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = (): number => {
      collect();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = held();
    const readers: Socket[] = [];
    for (const as of slow)
      for (let number = 0; number < 5; number += 1) {
        const token = await api.tokens.sign(as);
        const socket = await send(
          `GET /v1/events HTTP/1.1\r\nhost: folkmoot.example\r\nauthorization: Bearer ${token}\r\nlast-event-id: 0\r\n\r\n`,
        );
        socket.pause();
        readers.push(socket);
      }
    const reading = setInterval(() => readers.forEach((socket) => socket.read(1)), 1_000);
    onTestFinished(() => clearInterval(reading));
    await sleep(2_000);
    const stream = await listen(quick, '0');
    let last = 0;
    stream.on('data', (chunk: Buffer) => {
      for (const [, id] of String(chunk).matchAll(/^id:(\d+)$/gm)) last = Number(id);
    });
    await vi.waitUntil(() => last >= events - 1, { timeout: 20_000, interval: 50 });
    // All that is to be read would be 20 times 24 MB; a page for each of them is 20 times 2 MB.
    expect(held() - before).toBeLessThan(20 * 500 * size * 2.5);
  }, 60_000);
});
