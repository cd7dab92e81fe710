/** The clients: they begin the decisions of the plan, follow each of them, and do what members do at every occasion. */
import { setTimeout as sleep } from 'node:timers/promises';
import { appealOccasions, conflictOccasions, emergencyOccasions } from './acts-processes.ts';
import { proposalOccasions } from './acts-proposal.ts';
import type { Chance } from './chance.ts';
import type { Json } from './client.ts';
import { guardian } from './council.ts';
import type { History, Intent, Operation } from './history.ts';
import { type Kind, mark, type Plan, routeOf } from './plan.ts';
import type { Reader } from './read.ts';
import type { Act, Known, Occasion, Scene } from './scene.ts';
import type { Weather } from './weather.ts';

export interface Play {
  readonly known: () => readonly Known[];
  /** Resolves once every decision has ended and every client has put down the pen. */
  readonly over: Promise<void>;
  /** Ends it before that. */
  readonly stop: () => void;
}

export interface Playing {
  readonly plans: readonly Plan[];
  readonly chance: Chance;
  readonly history: History;
  readonly reader: Reader;
  readonly weather: Weather;
  readonly receiver: string;
}

/** Milliseconds between two looks at a decision. */
const interval = 400;

export function startPlay({ plans, chance, history, reader, weather, receiver }: Playing): Play {
  const known = new Map<string, Known>();
  const pending = new Set<Promise<void>>();
  let stopped = false;

  const running = (work: Promise<void>): void => {
    pending.add(work);
    void work.finally(() => pending.delete(work));
  };

  /** Tries until it is known what came of it, or patience ends; some give up at once. */
  const persist = async (intent: Intent, own: Chance, tries: number): Promise<Operation> => {
    for (let attempt = 1; ; attempt += 1) {
      const through = own.integer(`${intent.name} through ${attempt}`, 0, 1);
      const patience = own.one(`${intent.name} patience`, [2_000, 4_000, 7_000]);
      const again = attempt === 1 || intent.method === 'POST';
      const named = again
        ? intent
        : { ...intent, name: `${intent.name}.${attempt}`, body: renamed(intent, attempt) };
      const operation = await history.attempt(named, through, patience);
      if (operation.verdict !== 'unknown' || attempt >= tries || stopped) return operation;
      await sleep(own.integer(`${intent.name} pause ${attempt}`, 200, 900));
    }
  };

  const begin = async (plan: Plan): Promise<void> => {
    await sleep(plan.begins);
    const { name, kind, author, body, mood } = plan;
    const operation = await persist(
      {
        name,
        act: `${kind} begins`,
        member: author,
        method: 'POST',
        path: routeOf[kind],
        body,
        decision: null,
      },
      chance.of(name),
      // However long an outage is, nobody lets go of what they want to begin.
      Number.POSITIVE_INFINITY,
    );
    if (operation.verdict === 'ok')
      follow({ id: operation.answer.id, name, kind, mood, reader: kind === 'conflict' ? guardian : author });
  };

  const follow = (found: Pick<Known, 'id' | 'name' | 'kind' | 'mood' | 'reader'>): void => {
    if (known.has(found.id)) return;
    const one: Known = { ...found, ended: false, moved: Date.now() };
    known.set(one.id, one);
    running(drive(one));
  };

  const drive = async (one: Known): Promise<void> => {
    const own = chance.of(one.name);
    const came = new Set<string>();
    const stages: string[] = [];
    let latest: Json;
    let before = '';
    for (let look = 0; !stopped; look += 1) {
      const now = await reader.look(one, look);
      if (now !== undefined) {
        latest = now;
        const place = `${now.stage} ${now.step ?? ''} ${now.round ?? ''}`;
        if (place !== before) {
          stages.push(now.step ?? now.stage);
          before = place;
          one.moved = Date.now();
        }
        const times = stages.filter((stage) => stage === stages.at(-1)).length;
        const scene: Scene = {
          name: one.name,
          id: one.id,
          now,
          stage: `${stages.at(-1) ?? ''}-${times}`,
          mood: one.mood,
          chance: own,
          haste: weather.clearSince() !== null,
          receiver,
        };
        for (const [occasion, acts] of occasionsOf(one.kind, scene)) {
          if (came.has(occasion)) continue;
          came.add(occasion);
          for (const act of acts) running(perform(one, occasion, act, () => latest, own));
        }
        meetOthers(one, now);
        if (now.stage === 'ended') break;
      }
      await sleep(interval);
    }
    if (latest?.stage === 'ended') one.ended = true;
  };

  const perform = async (
    one: Known,
    occasion: string,
    act: Act,
    now: () => Json,
    own: Chance,
  ): Promise<void> => {
    await sleep(act.after);
    if (stopped) return;
    const name = `${one.name}.${occasion}.${act.name}`.replaceAll(/[^\w.-]+/g, '-');
    const body = act.body(mark(name), now());
    if (body === null) return;
    const path = act.path.startsWith('/v1/') ? act.path : `${routeOf[one.kind]}/${one.id}${act.path}`;
    const { member, method = 'POST' } = act;
    const intent = { name, act: act.act, member, method, path, body, decision: one.id };
    const operation = await persist(intent, own, own.happens(`${name} persists`, 65) ? 5 : 1);
    if (act.act === 'retry' && operation.verdict === 'ok')
      follow({ ...one, id: operation.answer.id, name: `${one.name}.retried` });
  };

  /** What opened by itself: questions, appeals, removals, what escalated. */
  const meetOthers = (one: Known, now: Json): void => {
    const met: [string | null | undefined, Kind, string][] = [
      ...(now.links ?? []).map(({ relation, id }: Json) => [
        id,
        relation === 'appealed-by' ? 'appeal' : 'proposal',
        relation,
      ]),
      [now.removal, 'proposal', 'removal'],
      [now.appeal?.id, 'appeal', 'appeal'],
      [now.remandedTo, 'conflict', 'remand'],
      ...(now.vetoes ?? []).map(({ question, number }: Json) => [question, 'proposal', `question-${number}`]),
    ];
    for (const [id, kind, relation] of met)
      if (id != null) follow({ id, kind, name: `${one.name}.${relation}`, mood: one.mood, reader: guardian });
  };

  for (const plan of plans) running(begin(plan));
  const over = (async () => {
    while (pending.size > 0) await Promise.race([...pending, sleep(100)]);
  })();
  return {
    known: () => [...known.values()],
    over,
    stop: () => {
      stopped = true;
    },
  };
}

/** A PUT or a PATCH has no key: done again, it is another one, with a name of its own. */
function renamed({ name, body }: Intent, attempt: number): Json {
  return JSON.parse(JSON.stringify(body ?? null).replaceAll(mark(name), mark(`${name}.${attempt}`)));
}

function occasionsOf(kind: Kind, scene: Scene): readonly Occasion[] {
  switch (kind) {
    case 'proposal':
      return proposalOccasions(scene);
    case 'emergency':
      return emergencyOccasions(scene);
    case 'conflict':
      return conflictOccasions(scene);
    case 'appeal':
      return appealOccasions(scene);
  }
}
