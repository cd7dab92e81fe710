/** What a process has written: as its history says, and as it stands in the rows. The two are the same, whatever has died meanwhile. */
import { defaultPayloadConverter, fromPayloadsAtIndex, type Payload } from '@temporalio/common';
import { vi } from 'vitest';
import type { ProcessWrite, StageChange } from '../../../activities/index.ts';
import type { Beginning } from '../../../activities/processes/kinds/emergencies.ts';
import type { Db, Trx } from '../../../store/postgres/database.ts';
import { readTimeline } from '../../../store/processes/timeline.ts';
import type { Council } from '../council.ts';
import { testCodec } from '../payload-codec.ts';
import { besideTimeline } from '../events.ts';

/** One write: a proposal's, or another process's. */
type Write = (StageChange | ProcessWrite) & {
  readonly versions?: StageChange['versions'];
  readonly inForce?: StageChange['inForce'];
};

interface Entry {
  readonly at: string;
  readonly kind: string;
  readonly facts: unknown;
}

interface Written {
  /** The numbers of the writes. */
  readonly numbers: readonly number[];
  readonly state: unknown;
  readonly timeline: readonly (Entry & { readonly sequence: number; readonly part: number })[];
  /** What listeners hear, but for reminders, which no write is of. */
  readonly events: readonly Entry[];
  readonly versions: readonly unknown[];
  readonly polls: readonly unknown[];
  /** What its entries and links name: each is a process. */
  readonly named: readonly string[];
}

const writing = ['record', 'recordProcess', 'conclude', 'concludeProcess', 'foundFamily', 'beginEmergency'];

export type History = Awaited<ReturnType<typeof historyOf>>;

/** The events of a process, what its activities were told in clear; of one that has ended, to its return: readers see the ending before. */
export async function historyOf({ db, environment }: Pick<Council, 'db' | 'environment'>, id: string) {
  const handle = environment.client.workflow.getHandle(id);
  // Whoever waits for its result lets time pass meanwhile, for all others too.
  if ((await endingOf(db, id)).outcome !== null)
    await vi.waitUntil(async () => (await handle.describe()).status.name === 'COMPLETED', 10_000);
  const events = (await handle.fetchHistory()).events ?? [];
  return Promise.all(
    events.map(async (event) => {
      const scheduled = event.activityTaskScheduledEventAttributes;
      if (!scheduled) return event;
      const payloads = await opened(scheduled.input?.payloads ?? [], id);
      return { ...event, activityTaskScheduledEventAttributes: { ...scheduled, input: { payloads } } };
    }),
  );
}

const opened = (payloads: Payload[], workflowId: string): Promise<Payload[]> =>
  testCodec.decode(payloads, { type: 'workflow', namespace: 'default', workflowId });

/** What kind of process it is, and how it has ended. */
const endingOf = (db: Db, id: string) =>
  db
    .selectFrom('proposals')
    .select(['category as kind', 'outcome'])
    .where('id', '=', id)
    .union(db.selectFrom('processes').select(['kind', 'outcome']).where('id', '=', id))
    .executeTakeFirstOrThrow();

/** The writes that a history holds, in the order of their numbers. */
function writesIn(history: History): Write[] {
  const writes = history.flatMap(({ activityTaskScheduledEventAttributes: scheduled }) => {
    if (!writing.includes(scheduled?.activityType?.name ?? '')) return [];
    const input = fromPayloadsAtIndex<Write | Beginning>(
      defaultPayloadConverter,
      0,
      scheduled?.input?.payloads,
    );
    return ['change' in input ? input.change : input];
  });
  return writes.toSorted((one, other) => one.sequence - other.sequence);
}

export function asHistorySays(history: History): Written {
  const writes = writesIn(history);
  const versions = new Map<number, Record<string, unknown> & { inForceAt: string | null }>();
  for (const { versions: put = [], inForce } of writes) {
    for (const version of put) versions.set(version.version, { ...version });
    const waiting = versions.get(inForce?.version ?? 0);
    if (waiting !== undefined) waiting.inForceAt ??= inForce?.at ?? null;
  }
  const entries = writes.flatMap((write) =>
    write.entries.map(({ at, kind, facts }) => ({ at, kind, facts })),
  );
  return {
    numbers: writes.map(({ sequence }) => sequence),
    state: writes.at(-1)?.state,
    timeline: writes.flatMap(({ sequence, entries: part }) =>
      part.map(({ at, kind, facts }, place) => ({ sequence, part: place, at, kind, facts })),
    ),
    events: entries,
    versions: [...versions.values()],
    polls: writes.flatMap(({ polls = [] }) => polls.map(pollOf)).toSorted(byPlace),
    named: namedIn(entries),
  };
}

type Poll = Pick<
  StageChange['polls'][number],
  'kind' | 'number' | 'round' | 'version' | 'electorate' | 'opens' | 'rules'
>;

/** As it opened: its close may move, and remedies are put while it is open. */
const pollOf = ({ kind, number, round, version, electorate, opens, rules }: Poll): Poll => ({
  kind,
  number,
  round,
  version,
  electorate,
  opens,
  rules: kind === 'remedies' ? { ...rules, options: [] } : rules,
});

const byPlace = (one: Poll, other: Poll): number =>
  one.number - other.number || (one.kind < other.kind ? -1 : 1);

const isId = (fact: unknown): fact is string => typeof fact === 'string' && /^[0-9a-f-]{36}$/.test(fact);

const namedIn = (entries: readonly Entry[]): string[] =>
  entries.flatMap(({ facts }) => Object.values(facts as object).filter(isId)).toSorted();

export async function asRowsStand({ db }: { readonly db: Db | Trx }, id: string): Promise<Written> {
  const [numbers, timeline, events, versions, polls, proposal, process, ids] = await Promise.all([
    db.selectFrom('writes').select('sequence').where('process', '=', id).orderBy('sequence').execute(),
    db
      .selectFrom('timeline')
      .select(['sequence', 'part', 'at', 'kind', 'facts'])
      .where('decision', '=', id)
      .orderBy('sequence')
      .orderBy('part')
      .execute(),
    db
      .selectFrom('events')
      .select(['at', 'kind', 'facts'])
      .where('decision', '=', id)
      .where('kind', 'not in', besideTimeline)
      .orderBy('number')
      .execute(),
    db
      .selectFrom('proposal_versions')
      .select(['version', 'round', 'at', 'in_force_at as inForceAt', 'content'])
      .where('proposal', '=', id)
      .orderBy('version')
      .execute(),
    db
      .selectFrom('polls')
      .select(['kind', 'number', 'round', 'version', 'electorate', 'opens', 'rules'])
      .where('decision', '=', id)
      .execute(),
    db.selectFrom('proposals').select('state').where('id', '=', id).executeTakeFirst(),
    db.selectFrom('processes').select('state').where('id', '=', id).executeTakeFirst(),
    processIds({ db }),
  ]);
  const exists = new Set(ids);
  return {
    numbers: numbers.map(({ sequence }) => sequence),
    state: (proposal ?? process)?.state,
    timeline,
    events,
    versions,
    polls: (polls as Poll[]).map(pollOf).toSorted(byPlace),
    named: namedIn(timeline).filter((name) => exists.has(name)),
  };
}

/** Every process of a council, in the order in which they began. */
export async function processIds({ db }: { readonly db: Db | Trx }): Promise<string[]> {
  const rows = await db
    .selectFrom('proposals')
    .select(['id', 'created_at as at'])
    .union(db.selectFrom('processes').select(['id', 'created_at as at']))
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The commands of a process, and whether the workflow task that gave them had died before. */
export function commandsIn(
  history: History,
): readonly { readonly command: string; readonly again: boolean }[] {
  const type = history[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name;
  let died = false;
  let again = false;
  return history.flatMap((event) => {
    if (event.workflowTaskFailedEventAttributes ?? event.workflowTaskTimedOutEventAttributes) died = true;
    if (event.workflowTaskCompletedEventAttributes) [again, died] = [died, false];
    const command =
      event.activityTaskScheduledEventAttributes?.activityType?.name ??
      (event.timerStartedEventAttributes && 'a timer') ??
      (event.startChildWorkflowExecutionInitiatedEventAttributes && 'a child') ??
      (event.workflowExecutionUpdateAcceptedEventAttributes && 'an act') ??
      (event.workflowExecutionCompletedEventAttributes && 'the end');
    return command ? [{ command: `${type}: ${command}`, again }] : [];
  });
}

/** How often each of its activities was tried before it answered. */
export const triesIn = (history: History): number[] =>
  history.flatMap(({ activityTaskStartedEventAttributes: started }) => started?.attempt ?? []);

/** What members see of a process, without its instants and ids: its ending, its timeline, and whom it has told what. */
export async function seenOf({ db }: Pick<Council, 'db'>, id: string): Promise<unknown> {
  const { kind, outcome } = await endingOf(db, id);
  const timeline = await readTimeline(db, id, {});
  const told = await db
    .selectFrom('inbox as i')
    .innerJoin('notices as n', 'n.id', 'i.notice')
    .select(['i.member', 'n.kind', 'n.owes'])
    .where('n.decision', '=', id)
    .execute();
  return {
    kind,
    outcome,
    timeline: timeline.map((entry) => entry.kind),
    told: told.map((notice) => `${notice.member}: ${notice.kind} ${notice.owes ?? ''}`).toSorted(),
  };
}
