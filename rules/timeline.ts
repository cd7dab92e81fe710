/** The entries of each kind of process, by the kind of process. */
import { type AppealEntry, appealEntries } from './appeal/entries.ts';
import { type ConflictEntry, conflictEntries } from './conflict/entries.ts';
import { type EmergencyEntry, emergencyEntries } from './emergency/entries.ts';
import type { FactsOf } from './entries.ts';
import { type ProposalEntry, proposalEntries } from './proposal/entries.ts';

export const entriesOf = {
  proposal: proposalEntries,
  emergency: emergencyEntries,
  conflict: conflictEntries,
  appeal: appealEntries,
} as const;

export interface Entries {
  readonly proposal: ProposalEntry;
  readonly emergency: EmergencyEntry;
  readonly conflict: ConflictEntry;
  readonly appeal: AppealEntry;
}

/** The kind of any entry of any process. */
export type EntryKind = Entries[keyof Entries]['kind'];

/** The facts of one kind of entry, or of any of several, of a kind of process. */
export type EntryFacts<Of extends keyof Entries, What extends Entries[Of]['kind']> = FactsOf<
  (typeof entriesOf)[Of],
  What & keyof (typeof entriesOf)[Of]
>;
