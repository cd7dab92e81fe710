/** Readers: they look at decisions, the ledger and the events all the time, through whichever API, and note what they see. */
import { setTimeout as sleep } from 'node:timers/promises';
import { answered, bodyOf, type Client, type Json } from './client.ts';
import { guardian } from './council.ts';
import { routeOf } from './plan.ts';
import type { Machine } from './machine.ts';
import type { Known } from './scene.ts';
import type { Seen } from './seen.ts';
import type { Weather } from './weather.ts';

export interface Reader {
  /** The decision as it stands, or undefined where nobody answers. */
  readonly look: (one: Known, number: number) => Promise<Json>;
  /** Deadlines that were shown, by decision, each with the stage that it was shown in; of drafts none, since each edit moves theirs. */
  readonly deadlines: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Checkpoints that were shown, each a signed note. */
  readonly checkpoints: ReadonlySet<string>;
  /** Answers of 500 that were heard, each once. */
  readonly internal: ReadonlyMap<string, number>;
}

/** Milliseconds by which something may be late after its deadline, or after the last fault, on a machine that has time for it. */
export const lateBy = 10_000;

export interface Reading {
  readonly client: Client;
  readonly seen: Seen;
  readonly weather: () => Weather;
  readonly machine: Machine;
}

export function createReader({
  client,
  seen,
  weather,
  machine,
}: Reading): Reader & { readonly watch: (until: () => boolean) => Promise<void> } {
  const deadlines = new Map<string, Map<string, string>>();
  const checkpoints = new Set<string>();
  const internal = new Map<string, number>();

  const get = async (member: string | null, path: string, through: number): Promise<Json> => {
    const heard = await client.ask(member, { method: 'GET', path }, through);
    if (answered(heard) && heard.status === 500)
      internal.set(path.replaceAll(/[0-9a-f-]{36}/g, '…'), heard.status);
    return bodyOf(heard);
  };

  /** The instants at which a reader would say that nothing happens though it should. */
  const punctual = (one: Known, now: Json): void => {
    const { deadline, stage } = now;
    if (deadline === null || stage === 'ended') return;
    if (!deadlines.has(one.id)) deadlines.set(one.id, new Map());
    if (stage !== 'draft') deadlines.get(one.id)?.set(deadline, stage);
    const clear = weather().clearSince();
    if (clear === null) return;
    const since = Math.max(clear, Date.parse(deadline));
    const late = Date.now() - since;
    if (late > lateBy * machine.slowness(since))
      seen.violates(
        'stands still',
        one.name,
        `${one.id} stands in ${stage} though its deadline ${deadline} has passed, and has been standing longer than the last fault explains`,
      );
  };

  return {
    deadlines,
    checkpoints,
    internal,
    look: async (one, number) => {
      const asked = Date.now();
      const path = `${routeOf[one.kind]}/${one.id}`;
      const now = await get(one.reader, path, number);
      if (now === undefined) return undefined;
      punctual(one, now);
      seen.grows(one.name, 'ended', now.stage === 'ended' ? 1 : 0, asked);
      if (now.stage === 'ended') {
        const { outcome, endedAt } = now;
        seen.stands(one.name, 'ending', { outcome, endedAt });
      }
      if (one.kind === 'appeal') return now;
      if (one.kind === 'proposal') {
        seen.grows(one.name, 'version', now.version, asked);
        seen.grows(one.name, 'round', now.round, asked);
      }
      if (number % 4 === 1 || now.stage === 'ended') await more(one, now, path, number);
      return now;
    },
    watch: async (until) => {
      const listening = client.urls.map((_, through) => listen(through, until));
      for (let number = 0; !until(); number += 1) {
        const asked = Date.now();
        const note = await get(null, '/v1/ledger/checkpoint', number);
        if (typeof note === 'string') {
          checkpoints.add(note);
          seen.grows('the ledger', 'size', Number(note.split('\n')[1]), asked);
        }
        await sleep(500);
      }
      await Promise.all(listening);
    },
  };

  async function more(one: Known, now: Json, path: string, number: number): Promise<void> {
    const asked = Date.now();
    const timeline = await get(one.reader, `${path}/timeline?limit=200`, number);
    if (timeline !== undefined) {
      seen.grows(one.name, 'length of the timeline', timeline.items.length, asked);
      for (const item of timeline.items)
        seen.stands(one.name, `timeline ${item.sequence}.${item.part}`, item);
    }
    if (one.kind === 'proposal' && now.submittedAt !== null) {
      const versions = await get(one.reader, `${path}/versions`, number);
      for (const { inForceAt, ...version } of versions?.items ?? []) {
        seen.stands(one.name, `version ${version.version}`, version);
        if (inForceAt !== null) seen.stands(one.name, `version ${version.version} in force`, inForceAt);
      }
    }
    if (now.stage !== 'ended' || now.submittedAt === null) return;
    const record = await client.ask(null, { method: 'GET', path: `/v1/decisions/${one.id}/record` }, number);
    if (answered(record) && record.status === 200) seen.stands(one.name, 'record', record.text);
    else if (answered(record) && record.status < 429)
      seen.violates(
        'lost',
        one.name,
        `${one.id} has ended, and its record is answered with ${record.status}`,
      );
  }

  /** Server-sent events from the beginning on, resumed wherever the connection broke. */
  async function listen(through: number, until: () => boolean): Promise<void> {
    let last = 0;
    while (!until()) {
      const broken = new AbortController();
      const stopping = (async () => {
        while (!until() && !broken.signal.aborted) await sleep(200);
        broken.abort();
      })();
      try {
        const url = new URL('/v1/events', client.urls[through]);
        const response = await fetch(url, {
          headers: { authorization: `Bearer ${client.token(guardian)}`, 'last-event-id': String(last) },
          signal: broken.signal,
        });
        if (response.ok && response.body !== null) last = await events(response.body, last, through);
        else await sleep(300);
      } catch {
        await sleep(300);
      }
      broken.abort();
      await stopping;
    }
  }

  async function events(body: AsyncIterable<Uint8Array>, from: number, through: number): Promise<number> {
    let last = from;
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const fields = new Map(
            block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2) as [string, string]),
          );
          if (!fields.has('id')) continue;
          const number = Number(fields.get('id'));
          if (number <= last)
            seen.violates('went back', 'the events', `API ${through + 1} sent event ${number} after ${last}`);
          last = number;
          seen.stands('the events', `event ${number}`, {
            kind: fields.get('event'),
            ...JSON.parse(fields.get('data') ?? 'null'),
          });
        }
      }
    } catch {
      // The connection broke: it goes on after the last event.
    }
    return last;
  }
}
