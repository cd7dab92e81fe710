/** Composes the record of restorative work from its facts: who keeps one and who checks one do it here (RST-1 to RST-5, AUT-2, REC-1). */
import type { RestorativeEntry } from '../../rules/restorative/entries.ts';
import { evolve } from '../../rules/restorative/evolve.ts';
import { begunRestorative, type RestorativeState } from '../../rules/restorative/state.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { frameFolded } from '../parts/frame.ts';
import { hashOfContent } from '../parts/inline.ts';
import { asTheyHappened, fact, told } from '../proposal/entries.ts';
import type { RestorativeRecord } from './schema.ts';

/** What a record is composed from, beside what it says word for word. */
export interface RestorativeFacts extends Pick<
  RestorativeRecord,
  'id' | 'createdAt' | 'charter' | 'rules' | 'council' | 'evidence'
> {
  readonly timeline: readonly TimelineEntry[];
  /** What happened, all of it in its room. */
  readonly room: readonly TimelineEntry[];
  readonly salt: string | null;
}

/**
 * The work in which nothing has happened yet, as its evidence tells what it begins with.
 * @throws {TypeError} where it has no beginning
 */
export function begunFrom(facts: Omit<RestorativeFacts, 'evidence'>): RestorativeState {
  const { id, createdAt, charter, rules, timeline, room } = facts;
  const opened = told(room, 'opened');
  if (opened === undefined) throw new TypeError(`the room of ${id} has no beginning`);
  const { from, case: matter, harmed, responsible, what } = opened.facts;
  const texts = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);
  return begunRestorative({
    id,
    createdAt,
    charter: { ...charter, restorative: rules.restorative, repairs: rules.repairs },
    from: fact<RestorativeState['from']>(from),
    case: fact<string>(matter),
    harmed: texts(harmed),
    responsible: texts(responsible),
    what: fact<string | null>(what),
    continuationOf: fact(told(timeline, 'continuation-of')?.facts['id']),
  });
}

/** @throws {TypeError} where it has no beginning or no ending */
export function composeRestorative(given: RestorativeFacts): RestorativeRecord {
  const facts = {
    ...given,
    timeline: asTheyHappened(given.timeline),
    room: asTheyHappened(given.room),
  };
  const { id, salt, room } = facts;
  const end = told(room, 'ended');
  if (end === undefined) throw new TypeError(`the room of ${id} has no ending`);
  const state = (room as unknown as readonly RestorativeEntry[]).reduce(evolve, begunFrom(facts));
  const { from, case: matter, harmed, responsible, what } = state;
  const frame = frameFolded<RestorativeRecord>('restorative', facts, state, end);
  const composed = {
    ...frame,
    title: null,
    matter: { hash: hashOfContent({ from, case: matter, harmed, responsible, what }, salt) },
    ending: { ...frame.ending, stage: fact<RestorativeRecord['ending']['stage']>(end.facts['stage']) },
  } as const;
  return { ...composed, rationale: restorativeRationale(composed) };
}

export const restorativeRationale = ({
  outcome,
  ending,
}: Pick<RestorativeRecord, 'outcome' | 'ending'>): RestorativeRecord['rationale'] => [
  { rule: ending.rule, stage: ending.stage, outcome },
];
