/** Notices: whom an entry of a process's timeline concerns, and what they owe from then on, until when (CNF-5, AUT-2). */
import type { AppealState } from './appeal.ts';
import { type Audience, mediatorsOf, owing, people, type Telling, telling } from './audience.ts';
import type { ConflictState } from './conflict.ts';
import { conflictNotices } from './conflict-notices.ts';
import type { EmergencyState } from './emergency.ts';
import { emergencyNotices } from './emergency-notices.ts';
import type { ProposalState } from './proposal.ts';
import { proposalNotices } from './proposal-notices.ts';
import type { Facts } from './refusal.ts';
import type { Entries } from './timeline.ts';
import type { AppealEntry } from './appeal/entries.ts';
import type { ConflictEntry } from './conflict/entries.ts';

/** A process as it stands with the entry. */
export type Process =
  | { readonly kind: 'proposal'; readonly state: ProposalState }
  | { readonly kind: 'emergency'; readonly state: EmergencyState }
  | { readonly kind: 'conflict'; readonly state: ConflictState }
  | { readonly kind: 'appeal'; readonly state: AppealState };

export type ProcessOf<Kind extends Process['kind']> = Extract<Process, { readonly kind: Kind }>;

/** A process as it stands with an entry that was just added, and the entry. */
export type Happened = {
  readonly [Kind in Process['kind']]: ProcessOf<Kind> & { readonly entry: Entries[Kind] };
}[Process['kind']];

/**
 * Whom an entry concerns. What comes first counts: who owes something is told that, and then who just has to know; nobody is told of
 * an entry twice but who owes two acts. Of a room only the parties and the mediators are told, who may read the entry; so every member
 * who is told of an entry sees its event too.
 */
export function noticesOf(process: Happened): readonly Telling[] {
  const all = tellings(process);
  const { room } = process.entry as ConflictEntry;
  return room === true ? all.filter(({ to }) => isOfRoom(to, process.state)) : all;
}

const isOfRoom = (to: Audience, { id }: { readonly id: string }): boolean =>
  'members' in to || ('electorate' in to && to.electorate === mediatorsOf(id));

function tellings(process: Happened): readonly Telling[] {
  switch (process.kind) {
    case 'proposal':
      return proposalNotices(process.state, process.entry);
    case 'emergency':
      return emergencyNotices(process.state, process.entry);
    case 'conflict':
      return conflictNotices(process.state, process.entry);
    case 'appeal':
      return appealNotices(process.state, process.entry);
  }
}

function appealNotices(
  { appellant, guardian, deadline }: AppealState,
  { kind, facts }: AppealEntry,
): readonly Telling[] {
  switch (kind) {
    case 'guardian-changed':
      return [...owing(people(guardian), 'ruling', deadline), ...telling(people(facts.from))];
    case 'lodged':
      return [...owing(people(guardian), 'ruling', deadline), ...telling(people(appellant))];
    case 'ended':
      return telling(people(appellant, guardian));
    case 'continuation-of':
      return [];
  }
}

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
