/** Notices: whom an entry of a process's timeline concerns, and what they owe from then on, until when (CNF-5, AUT-2). */
import { type Audience, mediatorsOf, type Notification } from './audience.ts';
import type { ConflictEntry } from './conflict/entries.ts';
import { kindOf, type KindName, type ProcessOf } from './kinds.ts';
import type { Entries } from './timeline.ts';
import type { Facts } from './refusal.ts';

/** A process as it stands with an entry that was just added, and the entry. */
export type Happened = {
  readonly [Kind in KindName]: ProcessOf<Kind> & { readonly entry: Entries[Kind] };
}[KindName];

/**
 * Whom an entry concerns. What comes first counts: who owes something is told that, and then who just has to know; nobody is told of
 * an entry twice but who owes two acts. Of a room only the parties and the mediators are told, who may read the entry; so every member
 * who is told of an entry sees its event too.
 */
export function noticesOf(process: Happened): readonly Notification[] {
  const all = kindOf(process).notices(process.state, process.entry);
  const { room } = process.entry as ConflictEntry;
  return room === true ? all.filter(({ to }) => isOfRoom(to, process.state)) : all;
}

const isOfRoom = (to: Audience, { id }: { readonly id: string }): boolean =>
  'members' in to || ('electorate' in to && to.electorate === mediatorsOf(id));

/** The facts that a notice repeats: figures, instants and names; texts, tallies and lists stand in the timeline. */
const repeated: readonly string[] = [
  ...[
    'round',
    'vote',
    'version',
    'closes',
    'until',
    'due',
    'outcome',
    'rule',
    'by',
    'guardian',
    'veto',
    'matter',
  ],
  ...[
    'principle',
    'requirement',
    'who',
    'id',
    'to',
    'n',
    'replaces',
    'duty',
    'chosen',
    'decided',
    'step',
    'action',
    'because',
    'mark',
    'from',
  ],
];

/** What a notice says beside its kind: the small facts of its entry. */
export const smallFacts = (facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(
      ([name, fact]) => repeated.includes(name) && (fact === null || typeof fact !== 'object'),
    ),
  );
