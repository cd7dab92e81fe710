/** The entries of each kind of process, as the kind describes them. */
import type { KindName, kinds } from './kinds.ts';

export type Entries = {
  readonly [Name in KindName]: Parameters<(typeof kinds)[Name]['notices']>[1];
};

/** The kind of any entry of any process. */
export type EntryKind = Entries[KindName]['kind'];

/** The facts of one kind of entry, or of any of several, of a kind of process. */
export type EntryFacts<Of extends KindName, What extends Entries[Of]['kind']> = Extract<
  Entries[Of],
  { readonly kind: What }
>['facts'];
