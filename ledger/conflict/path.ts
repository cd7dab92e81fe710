/** The way of a conflict through its stages, as its timeline tells it (CNF-2 to CNF-5). */
import type { EntryKind } from '../../rules/timeline.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { fact, told } from '../proposal/entries.ts';
import { later } from '../proposal/course/windows.ts';
import { isObject } from '../bytes/json.ts';
import type { ConflictPassage } from './schema.ts';

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
  let left: unknown = null;
  for (const { kind, at, facts } of timeline) {
    if (kind === 'waits') left = facts.left;
    const passage = Object.hasOwn(openings, kind) ? openings[kind] : undefined;
    const before = passages.at(-1);
    const isPassedOver = kind === 'mediation-passed-over';
    if (passage !== undefined)
      passages.push({
        ...passage,
        opens: isPassedOver ? at : fact(facts.opens),
        closes: isPassedOver ? at : fact(facts.closes),
      });
    else if (kind === 'waits' && before !== undefined)
      passages[passages.length - 1] = { ...before, waited: { since: at, until: null, returned: null } };
    else if (kind === 'woken' && before !== undefined)
      passages[passages.length - 1] = wokenAt(before, at, facts, left);
    // Held until somebody's word that they are no party had ended (CNF-1).
    else if (kind === 'talks-held' && before !== undefined)
      passages[passages.length - 1] = { ...before, closes: fact(facts.closes) };
  }
  return passages;
}

/** It goes on in its stage, with the time that it had left; of a poll none (RST-1). */
function wokenAt(
  before: ConflictPassage,
  at: string,
  { ending, stage }: TimelineEntry['facts'],
  left: unknown,
): ConflictPassage {
  const isShifted = before.stage !== 'arbitration' && typeof left === 'number';
  return {
    ...before,
    closes: isShifted ? later(at, left) : before.closes,
    waited: {
      since: before.waited?.since ?? at,
      until: at,
      returned: { ending: fact(ending), stage: fact(stage) },
    },
  };
}

/** Of a conflict that ended in its room. */
export const roomPath = (room: Told): ConflictPassage[] => passagesIn(room);

/** Of one that came before the council, which was told of the way so far. */
export function arbitrationPath(timeline: Told): ConflictPassage[] {
  const before = told(timeline, 'arbitration-opened')?.facts.path;
  const passed = (Array.isArray(before) ? before : [])
    .filter(isObject)
    .map(
      ({ stage, step, opens, closes, waited }) =>
        ({ stage, step, opens, closes, ...(waited === undefined ? {} : { waited }) }) as ConflictPassage,
    );
  return [...passed, ...passagesIn(timeline)];
}
