/** The way of a conflict through its stages: as its timeline tells it, and whether its windows are those of its charter (CNF-2 to CNF-5). */
import type { EntryKind } from '../../rules/timeline.ts';
import { nextOpening } from '../../rules/window.ts';
import { type Difference, inRecord } from '../recount/difference.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { fact, told } from '../proposal/entries.ts';
import { isObject } from '../bytes/json.ts';
import { millisecond, written } from '../proposal/course/windows.ts';
import type { ConflictPassage, ConflictRecord } from './schema.ts';

type Told = readonly TimelineEntry[];

const openings: Partial<Readonly<Record<EntryKind, Pick<ConflictPassage, 'stage' | 'step'>>>> = {
  opened: { stage: 'negotiation', step: null },
  'mediation-opened': { stage: 'mediation', step: null },
  'mediation-passed-over': { stage: 'mediation', step: null },
  'arbitration-opened': { stage: 'arbitration', step: 'ranking' },
  'vote-opened': { stage: 'arbitration', step: 'voting' },
  'guardian-resolution-opened': { stage: 'guardian-resolution', step: null },
  'appeal-opened': { stage: 'appeal', step: null },
};

/** The stages that a timeline tells of; one that was passed over opened and closed at once. */
function passagesIn(timeline: Told): ConflictPassage[] {
  const passages: ConflictPassage[] = [];
  for (const { kind, at, facts } of timeline) {
    const passage = Object.hasOwn(openings, kind) ? openings[kind] : undefined;
    const before = passages.at(-1);
    const isPassedOver = kind === 'mediation-passed-over';
    if (passage !== undefined)
      passages.push({
        ...passage,
        opens: isPassedOver ? at : fact(facts.opens),
        closes: isPassedOver ? at : fact(facts.closes),
      });
    // Held until somebody's word that they are no party had ended (CNF-1).
    else if (kind === 'talks-held' && before !== undefined)
      passages[passages.length - 1] = { ...before, closes: fact(facts.closes) };
  }
  return passages;
}

/** Of a conflict that ended in its room. */
export const roomPath = (room: Told): ConflictPassage[] => passagesIn(room);

/** Of one that came before the council, which was told of the way so far. */
export function arbitrationPath(timeline: Told): ConflictPassage[] {
  const before = told(timeline, 'arbitration-opened')?.facts.path;
  const passed = (Array.isArray(before) ? before : [])
    .filter(isObject)
    .map(({ stage, step, opens, closes }) => ({ stage, step, opens, closes }) as ConflictPassage);
  return [...passed, ...passagesIn(timeline)];
}

/** The stages in the order in which they can come. */
const order = ['negotiation', 'mediation', 'ranking', 'voting', 'guardian-resolution', 'appeal'] as const;

type Leg = (typeof order)[number];

export const legOf = ({ stage, step }: Pick<ConflictPassage, 'stage' | 'step'>): Leg =>
  stage === 'arbitration' ? (step ?? 'ranking') : stage;

/** Milliseconds that a stage takes under the record's rules. */
function lengthOf({ rules }: ConflictRecord, passage: ConflictPassage): number {
  const { conflicts, charter } = rules;
  switch (legOf(passage)) {
    case 'negotiation':
      return conflicts.negotiation;
    case 'mediation':
      // Nobody could mediate: passed over (CNF-3).
      return passage.opens === passage.closes ? 0 : conflicts.mediation;
    case 'ranking':
      return conflicts.arbitration.ranking;
    case 'voting':
      return conflicts.arbitration.voting;
    case 'guardian-resolution':
      return charter.guardian?.answer ?? 0;
    case 'appeal':
      return charter.appeals?.window ?? 0;
  }
}

/** Stages that end before their windows only by what was said in them. */
const early: readonly Leg[] = ['negotiation', 'mediation', 'guardian-resolution'];

export function* pathDifferences(record: ConflictRecord): Generator<Difference> {
  const { path, createdAt, links } = record;
  const isRemanded = links.some(({ relation }) => relation === 'remand-of');
  const first: Leg = isRemanded ? 'ranking' : 'negotiation';
  if (path[0] === undefined || legOf(path[0]) !== first)
    yield inRecord('/path/0', `is not the ${first}, with which it began (CNF-2, APP-2)`);
  let before: ConflictPassage | undefined;
  for (const [place, passage] of path.entries()) {
    const pointer = `/path/${place}`;
    const length = lengthOf(record, passage);
    const due = written(millisecond(passage.opens) + length);
    if (passage.closes !== due && !isHeld(record, place, due))
      yield inRecord(`${pointer}/closes`, `is ${passage.closes}, but ${due} follows (CNF-5)`);
    if (passage.opens < (before?.opens ?? createdAt))
      yield inRecord(`${pointer}/opens`, `is ${passage.opens}, before the stage before it (CNF-5)`);
    if (before !== undefined) yield* following(pointer, before, passage, length);
    before = passage;
  }
}

/**
 * The last of the talks may be held until a word given in the negotiation has ended: it is contested at most for so long, and then the
 * guardian's waited for (CNF-1).
 */
function isHeld({ path, rules: { conflicts } }: ConflictRecord, place: number, due: string): boolean {
  const [passage, next] = [path[place], path[place + 1]];
  const isTalk = ({ stage, opens, closes }: ConflictPassage): boolean =>
    (stage === 'negotiation' || stage === 'mediation') && opens !== closes;
  if (passage === undefined || !isTalk(passage) || (next !== undefined && isTalk(next))) return false;
  const given = millisecond(path[0]?.opens ?? passage.opens) + conflicts.negotiation;
  return passage.closes > due && millisecond(passage.closes) < given + conflicts.contest + conflicts.ruling;
}

function* following(
  pointer: string,
  before: ConflictPassage,
  passage: ConflictPassage,
  length: number,
): Generator<Difference> {
  const [one, other] = [legOf(before), legOf(passage)];
  if (order.indexOf(one) >= order.indexOf(other) || (one === 'negotiation' && other !== 'mediation'))
    yield inRecord(pointer, `is the ${other}, which does not follow the ${one} (CNF-5)`);
  if (passage.opens < before.closes && !early.includes(one))
    yield inRecord(
      `${pointer}/opens`,
      `is ${passage.opens}, but the ${one} took until ${before.closes} (CNF-4)`,
    );
  // Late by so little, it would have opened where the stage before ended (CNF-5).
  const isLate = passage.opens > before.closes;
  if (isLate && length > 0 && nextOpening(before.closes, passage.opens, length) !== passage.opens)
    yield inRecord(`${pointer}/opens`, `is ${passage.opens}, but ${before.closes} follows (CNF-5)`);
}
