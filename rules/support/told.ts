/** Who looks again when something happens in support: nothing is written for them, a listening device of theirs is told that there is something (SUP-2, SUP-4). */
import type { SupportEntry } from './entries.ts';
import type { SupportState } from './state.ts';

export interface Told {
  readonly members: readonly string[];
  /** And whoever holds the guardian's office. */
  readonly guardian: boolean;
}

const only = (...members: readonly (string | null | undefined)[]): Told => ({
  members: members.filter((id) => id !== null && id !== undefined),
  guardian: false,
});

/** @param state as it is after the entry */
export function toldBy({ person, asked, supporter, danger }: SupportState, entry: SupportEntry): Told {
  switch (entry.kind) {
    case 'opened':
      return only(person, ...asked);
    case 'consented':
    case 'stepped':
      return only(...asked);
    case 'declined':
      return only(person, entry.facts.who, ...asked);
    case 'taken':
    case 'spoken':
    case 'ended':
      return only(person, supporter);
    case 'stated':
      return only(...entry.facts.seconds);
    case 'seconded':
    case 'told':
      return { members: [person, danger?.contact ?? person, danger?.by ?? person], guardian: true };
    case 'reviewed':
    case 'unreviewed':
      return only(person, danger?.by);
  }
}

/** What is counted for a year, once it is over, and shown where there are five at least (SUP-3). */
export const counted = ['asked', 'taken', 'told', 'unreviewed', 'improper'] as const;
export type Counted = (typeof counted)[number];

/** A number below this is not shown. */
export const leastShown = 5;

/** What an entry adds one to; nothing of what is no number of these (SUP-3). @param state as it is after the entry */
export function countedBy({ by, person }: SupportState, entry: SupportEntry): readonly Counted[] {
  switch (entry.kind) {
    case 'opened':
      return by === person ? ['asked'] : [];
    case 'consented':
      return ['asked'];
    case 'taken':
      return ['taken'];
    case 'seconded':
    case 'told':
      return ['told'];
    case 'reviewed':
      return entry.facts.proper ? [] : ['improper'];
    case 'unreviewed':
      return ['unreviewed'];
    default:
      return [];
  }
}
