/** Whether a timeline is whole, and tells of what happened as the record has it in the end (REC-2, REC-4). */
import type { EntryKind } from '../../rules/timeline.ts';
import { happenedAt } from '../../rules/window.ts';
import { isInstant } from '../parts/schema/parts.ts';
import { type Difference, inEvidence, same } from './difference.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import type { PartName } from '../parts/kinds.ts';

/** Entries are numbered without a gap, and nothing comes after an ending (REC-2, PRO-9). */
export function* numberedDifferences(
  part: PartName,
  timeline: readonly TimelineEntry[],
): Generator<Difference> {
  for (const [place, entry] of timeline.entries()) {
    const pointer = `/${part}/${place}`;
    yield* runningBack(pointer, entry, timeline[place - 1]);
    if (entry.number !== place + 1)
      yield inEvidence(pointer, `bears the number ${entry.number}, but entry ${place + 1} is due (REC-2)`);
    if (entry.kind === 'ended' && place < timeline.length - 1)
      yield inEvidence(pointer, 'is an ending, but the timeline goes on after it (PRO-9)');
  }
}

/** No entry is of an earlier instant than the one before it, and none says that it happened later than it was told (REC-4). */
function* runningBack(
  pointer: string,
  { at, facts }: TimelineEntry,
  before: TimelineEntry | undefined,
): Generator<Difference> {
  if (before !== undefined && at < before.at)
    yield inEvidence(
      `${pointer}/at`,
      `is ${at}, before ${before.at}, the instant of the entry before it (REC-4)`,
    );
  if (!Object.hasOwn(facts, happenedAt)) return;
  const happened = facts[happenedAt];
  if (!isInstant(happened) || happened > at)
    yield inEvidence(`${pointer}/facts/${happenedAt}`, 'is no instant before that of the entry (REC-4)');
}

/** Facts that a timeline tells as the record has them; the rest of a record is composed from what is told. */
const figures = ['closedAt', 'tally', 'condorcetWinner', 'schulze', 'electorate'];

/** Things of these kinds are told as often as the record has them, and with its figures. */
export function* toldAlike(
  timeline: readonly TimelineEntry[],
  recorded: readonly Pick<TimelineEntry, 'kind' | 'facts'>[],
  kinds: readonly EntryKind[],
): Generator<Difference> {
  for (const kind of kinds) {
    const due = recorded.filter((entry) => entry.kind === kind);
    const told = [...timeline.entries()].filter(([, entry]) => entry.kind === kind);
    if (told.length !== due.length)
      yield inEvidence(
        '/timeline',
        `tells ${told.length} times of ${kind}, but the record has ${due.length}`,
      );
    for (const [turn, [place, { facts }]] of told.entries())
      for (const [key, said] of Object.entries(due[turn]?.facts ?? {}))
        if (figures.includes(key) && !same(facts[key], said))
          yield inEvidence(`/timeline/${place}/facts/${key}`, 'is not what the record says');
  }
}
