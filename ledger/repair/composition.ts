/** Composes the record of a repair plan from its facts: who keeps one and who checks one do it here (MND-1 to MND-4, AUT-2, REC-1). */
import { evolve } from '../../rules/repair/evolve.ts';
import type { RepairEntry } from '../../rules/repair/entries.ts';
import { peopleOf } from '../../rules/repair/people.ts';
import { begunRepair, instalmentStates, type Owed, type RepairState } from '../../rules/repair/state.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { frameFolded } from '../parts/frame.ts';
import { hashOfContent, inlineFact } from '../parts/inline.ts';
import { type Places, veiled } from '../parts/veil.ts';
import { asTheyHappened, fact, told } from '../proposal/entries.ts';
import type { RepairRecord } from './schema.ts';

/** What a record is composed from, beside what it says word for word. */
export interface RepairFacts extends Pick<
  RepairRecord,
  'id' | 'createdAt' | 'charter' | 'rules' | 'council' | 'evidence'
> {
  readonly timeline: readonly TimelineEntry[];
  /** What happened in its room; null where it was withheld. */
  readonly room: readonly TimelineEntry[] | null;
  /** Of the room; null where there is none. */
  readonly salt: string | null;
  /** Of what is told of the parties outside of a room; null where there is one. */
  readonly nameSalt: string | null;
}

/** Where it names the parties, whoever confirms, and what is owed (REC-5). */
const repairPlaces: Places = {
  names: ['parties', 'obligations.by', 'obligations.to', 'obligations.verifier'].map(
    (place) => `matter.${place}`,
  ),
  texts: ['matter.obligations.what'],
};

/** What happened, in the room or outside of it: all of it is in one of them but where it comes from. */
export const happenedIn = ({
  timeline,
  room,
}: Pick<RepairFacts, 'timeline' | 'room'>): readonly TimelineEntry[] =>
  room === null || room.length === 0 ? timeline : room;

/** Whether a plan may begin so: put by a member, agreed on in restorative work, asked about in a circle, or gone on with. */
export const begins = ({ kind }: Pick<TimelineEntry, 'kind'>): boolean =>
  kind === 'opened' || kind === 'begun' || kind === 'circle-opened' || kind === 'carried';

/**
 * The plan in which nothing has happened yet, as its evidence tells what it begins with.
 * @throws {TypeError} where it has no beginning
 */
export function begunFrom(facts: Omit<RepairFacts, 'evidence' | 'salt' | 'nameSalt'>): RepairState {
  const { id, createdAt, charter, rules, timeline, room } = facts;
  const happened = happenedIn(facts);
  const beginning = happened.find(begins);
  if (beginning === undefined) throw new TypeError(`the timeline of ${id} has no beginning`);
  const { between } = beginning.facts;
  return begunRepair({
    id,
    createdAt,
    charter: { ...charter, repairs: rules.repairs },
    from: fact(beginning.facts['from']),
    parties: Array.isArray(between) ? (between as string[]) : [],
    room: (room ?? []).length > 0,
    continuationOf: fact(told(timeline, 'continuation-of')?.facts['id']),
  });
}

/** @throws {TypeError} where it has no beginning or no ending, or ended in its room and that was withheld */
export function composeRepair(given: RepairFacts): RepairRecord {
  const facts = {
    ...given,
    timeline: asTheyHappened(given.timeline),
    room: given.room && asTheyHappened(given.room),
  };
  const happened = happenedIn(facts);
  const end = told(happened, 'ended');
  if (end === undefined) throw new TypeError(`the timeline of ${facts.id} has no ending`);
  const state = (happened as unknown as readonly RepairEntry[]).reduce(evolve, begunFrom(facts));
  const { from, room, parties, agreedAt } = state;
  const obligations = state.obligations.map(shownOf);
  const open = {
    ...frameFolded<RepairRecord>('repair', facts, state, end),
    title: null,
    from,
    matter: room
      ? { hash: hashOfContent({ parties, obligations }, facts.salt) }
      : { parties: [...parties], obligations },
    agreedAt,
    instalments: instalmentsCounted(state.obligations),
  } as const;
  const { nameSalt } = facts;
  const composed =
    nameSalt === null
      ? open
      : veiled(open, { names: [...parties, ...peopleOf(state)], salt: nameSalt }, repairPlaces);
  return { ...composed, rationale: repairRationale(composed) };
}

const shownOf = ({ n, kind, what, by, to, quantity, verifier, instalments }: Owed) => ({
  n,
  kind,
  what: inlineFact<string>(what),
  by,
  to,
  quantity,
  verifier,
  instalments: instalments.map(({ n: number, due, amount, state }) => ({ n: number, due, amount, state })),
});

/** How many instalments are in each state. */
export const instalmentsCounted = (
  obligations: readonly { readonly instalments: readonly { readonly state: string }[] }[],
): RepairRecord['instalments'] => {
  const states = obligations.flatMap(({ instalments }) => instalments.map(({ state }) => state));
  return Object.fromEntries(
    instalmentStates.map((state) => [state, states.filter((one) => one === state).length]),
  ) as RepairRecord['instalments'];
};

export const repairRationale = ({
  agreedAt,
  instalments,
  outcome,
  ending,
}: Pick<RepairRecord, 'agreedAt' | 'instalments' | 'outcome' | 'ending'>): RepairRecord['rationale'] => [
  ...(agreedAt === null ? [] : [{ rule: 'MND-2', ...instalments }]),
  { rule: ending.rule, outcome },
];
