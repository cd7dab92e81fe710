/** Events as they are streamed: every one once and in order, to whom may see it, from where a listener left off (AUT-2, REC-4). */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appendEvent } from '../../store/processes/timeline.ts';
import type { Json } from '../support/http.ts';
import { five } from '../support/people.ts';
import { defaultCharter, withOpenPolls } from '../support/polls.ts';
import { serve, type Served, start } from './serve.ts';

let api: Served;
beforeEach(async () => {
  api = await serve();
});
afterEach(() => api.close());

const decision = randomUUID();

async function happens(kind: string, visibleTo: string | null = null): Promise<void> {
  const entry = { at: start, kind, facts: { note: 'line\nbreak' } };
  const readers = visibleTo === null ? null : [visibleTo];
  await api.db.transaction().execute((trx) => appendEvent(trx, decision, entry, readers));
}

interface Listening {
  readonly kinds: string[];
  readonly ids: number[];
  readonly data: unknown[];
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/** Listens as a browser's EventSource does. */
async function listen(as: string, lastEventId?: string): Promise<Listening> {
  const abort = new AbortController();
  const response = await api.raw('/v1/events', {
    as,
    signal: abort.signal,
    ...(lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const heard = { kinds: [] as string[], ids: [] as number[], data: [] as unknown[] };
  let text = '';
  const ended = (async () => {
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(block)?.[1];
          if (field('event') === undefined) continue;
          heard.kinds.push(field('event')!);
          heard.ids.push(Number(field('id')));
          heard.data.push(JSON.parse(field('data')!));
        }
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
  })();
  return { ...heard, ended, stop: () => abort.abort() };
}

const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 10_000, interval: 20 });

describe('a listener', () => {
  it('REC-4 hears what happens from now on, in order, with its number', async () => {
    await happens('before');
    const anna = await listen('anna');
    await happens('submitted');
    await happens('review-opened');
    await until(() => anna.kinds.length === 2);
    expect(anna.kinds).toEqual(['submitted', 'review-opened']);
    expect(anna.ids).toEqual([2, 3]);
    expect(anna.data[0]).toEqual({ decision, at: start, facts: { note: 'line\nbreak' } });
    anna.stop();
  });

  it('REC-4 that comes again hears what it missed, once, and then what happens', async () => {
    for (const kind of ['one', 'two', 'three']) await happens(kind);
    const anna = await listen('anna', '1');
    const ben = await listen('ben', '0');
    await happens('four');
    await until(() => anna.kinds.length === 3 && ben.kinds.length === 4);
    expect(anna.kinds).toEqual(['two', 'three', 'four']);
    expect(ben.kinds).toEqual(['one', 'two', 'three', 'four']);
    anna.stop();
    ben.stop();
  });

  it('REC-4 hears more than is read at a time, and every event once', async () => {
    const count = 1_203;
    await api.db
      .insertInto('events')
      .values(
        Array.from({ length: count }, (_, index) => ({
          number: index + 1,
          at: start,
          decision,
          kind: 'many',
          facts: '{}',
          visible_to: null,
        })),
      )
      .execute();
    const anna = await listen('anna', '0');
    await until(() => anna.ids.length >= count);
    expect(anna.ids).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    anna.stop();
  });

  it('REC-4 waits for nobody who told of an event and has not come to an end yet, and hears of both in the order in which they ended', async () => {
    const anna = await listen('anna');
    await api.db.transaction().execute(async (slow) => {
      await appendEvent(slow, decision, { at: start, kind: 'slow', facts: {} }, null);
      await happens('quick');
      await until(() => anna.kinds.length === 1);
    });
    await until(() => anna.kinds.length === 2);
    expect(anna.kinds).toEqual(['quick', 'slow']);
    expect(anna.ids).toEqual([1, 2]);
    anna.stop();
  });

  it('PRO-1 AUT-2 hears of its own drafts, and of nobody else’s', async () => {
    const [anna, ben] = [await listen('anna'), await listen('ben')];
    await happens('drafted', 'anna');
    await happens('submitted');
    await until(() => anna.kinds.length === 2 && ben.kinds.length === 1);
    expect(anna.kinds).toEqual(['drafted', 'submitted']);
    expect(ben.kinds).toEqual(['submitted']);
    anna.stop();
    ben.stop();
  });

  it('REC-4 with a number that is not reached yet is told to start over, and goes on from the newest', async () => {
    await happens('one');
    const anna = await listen('anna', '2');
    await until(() => anna.kinds.length === 1);
    await happens('two');
    await until(() => anna.kinds.length === 2);
    expect(anna.kinds).toEqual(['reset', 'two']);
    expect(anna.ids).toEqual([1, 2]);
    expect(anna.data[0]).toEqual({ decision: null, at: start, facts: { after: 2, newest: 1 } });
    anna.stop();
  });

  it('REC-4 with the number of the newest has missed nothing, and before the first event everything is ahead', async () => {
    const early = await listen('anna', '0');
    await happens('one');
    await until(() => early.kinds.length === 1);
    const late = await listen('anna', '1');
    await happens('two');
    await until(() => late.kinds.length === 1);
    expect([early.kinds[0], late.kinds[0]]).toEqual(['one', 'two']);
    early.stop();
    late.stop();
  });

  it.each(['yesterday', '-1', '1.5', '1e3', '0x10', '1'.repeat(16), '1, 2'])(
    'REC-4 with %s for the number of an event is refused',
    async (number) => {
      const refused = await api.raw('/v1/events', { as: 'anna', headers: { 'last-event-id': number } });
      expect([refused.status, (await refused.json()) as Json]).toMatchObject([
        400,
        {
          type: '/problems/invalid-header',
          facts: { header: 'Last-Event-ID', reason: 'is no number of an event' },
        },
      ]);
    },
  );

  it('REC-4 that has gone is not waited for, and the next one hears again', async () => {
    const anna = await listen('anna');
    anna.stop();
    await anna.ended;
    await happens('unheard');
    const again = await listen('anna', '0');
    await until(() => again.kinds.length === 1);
    again.stop();
  });

  it('REC-4 is let go when the service stops', async () => {
    const own = await serve();
    const response = await own.raw('/v1/events', { as: 'anna' });
    const reading = response.text();
    const stopping = performance.now();
    await own.close();
    expect(await reading).toContain('retry');
    expect(performance.now() - stopping).toBeLessThan(5_000);
  });
});

/** The decisions that a listener was told of, in their order. */
const heardOf = ({ data }: Listening): string[] =>
  data.flatMap((one) => (one as { readonly decisions: string[] }).decisions);

describe('of answers', () => {
  const window = { opens: start, closes: '2026-11-25T09:00:00.000Z' };
  const voting = (charter = defaultCharter()): Promise<string> =>
    withOpenPolls(api.db, { members: [], kinds: ['votes'], charter, ...window });
  const votes = async (member: string, id: string, choice = 'for'): Promise<void> => {
    const { status, body } = await (await api.as(member)).put(`/v1/proposals/${id}/ballot`, { choice });
    expect(status, JSON.stringify(body)).toBe(200);
  };

  it('REC-4 VOT-7 a listener hears in which decisions there are new ones, and nothing of them, without a number', async () => {
    const [one, other] = [await voting(), await voting()];
    const anna = await listen('anna');
    await votes('ben', one);
    await until(() => anna.kinds.length === 1);
    expect([anna.kinds, anna.data]).toEqual([['answers'], [{ decisions: [one] }]]);
    expect(anna.ids).toEqual([NaN]);
    await votes('carl', other, 'against');
    await until(() => anna.kinds.length === 2);
    expect(anna.data[1]).toEqual({ decisions: [other] });
    anna.stop();
  });

  it('REC-4 a listener hears of many at once, and of what is numbered between them all the same', async () => {
    const id = await voting();
    const anna = await listen('anna');
    for (const { id: member } of five) await votes(member, id);
    await happens('submitted');
    await until(() => anna.kinds.includes('submitted'));
    const words = anna.kinds.filter((kind) => kind === 'answers');
    expect(words.length).toBeGreaterThan(0);
    expect(words.length).toBeLessThan(five.length + 1);
    anna.stop();
  });

  it('VOT-7 of a poll whose answers show at the close nobody hears that an elector has answered anew', async () => {
    const [hidden, shown] = [await voting({ ...defaultCharter(), answers: 'at-close' }), await voting()];
    const anna = await listen('anna');
    for (const id of [hidden, shown]) await votes('ben', id);
    await until(() => heardOf(anna).length === 2);
    await votes('ben', hidden, 'against');
    await votes('ben', hidden, 'for');
    await votes('ben', shown, 'against');
    await until(() => heardOf(anna).length === 3);
    await votes('carl', hidden);
    await until(() => heardOf(anna).length === 4);
    expect(heardOf(anna).toSorted()).toEqual([hidden, hidden, shown, shown].toSorted());
    anna.stop();
  });
});
