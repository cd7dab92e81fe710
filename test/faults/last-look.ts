/** After the storm: what is unknown is settled under its key, and everything is read once more, whole. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../store/postgres/database.ts';
import { answered, type Client, type Json } from './client.ts';
import { guardian } from './council.ts';
import type { History, Operation } from './history.ts';
import { routeOf } from './plan.ts';
import type { Known } from './scene.ts';
import type { Seen } from './seen.ts';

/** A decision as it stands at the end. */
export interface Final {
  readonly known: Known;
  readonly state: Json;
  readonly timeline: readonly Json[];
  readonly versions: readonly Json[];
  /** The bytes as a text, and what they say. */
  readonly record: { readonly text: string; readonly document: Json } | null;
  readonly evidence: Json;
}

export interface Finals {
  readonly decisions: readonly Final[];
  readonly allocations: readonly Json[];
  readonly members: readonly Json[];
  readonly delegations: readonly Json[];
}

/** Repeats every POST of which nobody knows what came, under its key, until it is known. */
export async function settle(history: History, seen: Seen): Promise<void> {
  for (const operation of history.operations) {
    if (operation.key === null) continue;
    for (let tries = 1; tries <= 4 && isUnknown(operation); tries += 1) {
      if (tries > 1) await sleep(300);
      await history.attempt(operation, tries);
    }
    if (isUnknown(operation))
      seen.violates(
        'stands still',
        operation.decision ?? operation.name,
        `${operation.name} (${operation.act}) is still not answered, long after the last fault: ${JSON.stringify(operation.attempts.at(-1)?.heard)}`,
      );
  }
}

const isUnknown = ({ verdict }: Operation): boolean => verdict === 'unknown';

/** What must be there is not answered, long after the last fault. */
export class NotThere extends Error {}

export async function lookOnceMore(
  client: Client,
  known: readonly Known[],
  seen: Seen,
  events: readonly Json[],
): Promise<Finals> {
  const last = seen.lastLook();
  for (const kind of ['proposal', 'emergency', 'conflict'] as const)
    for (const { id, title, what } of await pages(client, routeOf[kind]))
      if (!known.some((one) => one.id === id))
        seen.violates('doubled', id, `${kind} ${id} is there, and nobody has begun it: ${title ?? what}`);
  for (const { number, ...event } of events) last.stands('the events', `event ${number}`, event);
  const decisions: Final[] = [];
  for (const one of known) decisions.push(await whole(client, one));
  for (const { known: one, state, timeline, versions, record } of decisions) {
    for (const item of timeline) last.stands(one.name, `timeline ${item.sequence}.${item.part}`, item);
    for (const { inForceAt, ...version } of versions) {
      last.stands(one.name, `version ${version.version}`, version);
      if (inForceAt !== null) last.stands(one.name, `version ${version.version} in force`, inForceAt);
    }
    if (record !== null) last.stands(one.name, 'record', record.text);
    if (state.stage === 'ended')
      last.stands(one.name, 'ending', { outcome: state.outcome, endedAt: state.endedAt });
  }
  last.close();
  const [allocations, members, delegations] = await Promise.all([
    pages(client, '/v1/allocations'),
    pages(client, '/v1/members'),
    pages(client, '/v1/delegations'),
  ]);
  return { decisions, allocations, members, delegations };
}

async function whole(client: Client, known: Known): Promise<Final> {
  const { id, kind, reader } = known;
  const path = `${routeOf[kind]}/${id}`;
  const state = await must(client, reader, path);
  const timeline = kind === 'appeal' ? [] : await pages(client, `${path}/timeline`, reader);
  const submitted = kind === 'proposal' && state.submittedAt !== null;
  const versions = submitted ? (await must(client, reader, `${path}/versions`)).items : [];
  const recorded = await client.ask(null, { method: 'GET', path: `/v1/decisions/${id}/record` });
  const record =
    answered(recorded) && recorded.status === 200 ? { text: recorded.text, document: recorded.body } : null;
  const evidence = record === null ? null : await must(client, guardian, `/v1/decisions/${id}/evidence`);
  return { known, state, timeline, versions, record, evidence };
}

async function must(client: Client, member: string, path: string): Promise<Json> {
  for (let tries = 1; ; tries += 1) {
    const heard = await client.ask(member, { method: 'GET', path, patience: 10_000 }, tries);
    if (answered(heard) && heard.status === 200) return heard.body;
    if (tries === 10) throw new NotThere(`GET ${path} as ${member}: ${JSON.stringify(heard)}`);
    await sleep(300);
  }
}

async function pages(client: Client, path: string, member: string = guardian): Promise<readonly Json[]> {
  const items: Json[] = [];
  for (let cursor = ''; ;) {
    const page = await must(client, member, `${path}?limit=200${cursor}`);
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = `&cursor=${page.next}`;
  }
}

/** The events as they are kept, in their order. */
export async function keptEvents(database: Db): Promise<readonly Json[]> {
  return database
    .selectFrom('events')
    .select(['number', 'decision', 'kind', 'at', 'facts'])
    .orderBy('number')
    .execute();
}
