/** What falls due by itself in a conflict, and which stage follows which, row by row as in its table of stages (CNF-1 to CNF-5, APP-1). */
import type { Charter } from '../../charter/types.ts';
import { type ConflictOutcome, type ConflictState, isWaiting, type NoParty, type Passage } from './state.ts';
import { endsEarly, settledTerms } from './terms.ts';
import { openWords } from './parties.ts';
import type { Tally } from '../polls/tally.ts';

/** A thing that falls due by itself, and when. */
export type Due =
  /** A word "I am no party" was contested: the guardian is asked at once. */
  | { readonly at: string; readonly what: 'contest' }
  /** Nobody says anything more about such a word. */
  | { readonly at: string; readonly what: 'word'; readonly word: NoParty }
  | { readonly at: string; readonly what: 'deadline' };

/** What falls due next; a word before the stage that it falls due with. Undefined where nothing does, and while it waits (RST-1). */
export function next(conflict: ConflictState): Due | undefined {
  const { deadline } = conflict;
  const words = openWords(conflict);
  const [contest] =
    words.find(({ contests, asked }) => contests.length > 0 && asked === null)?.contests ?? [];
  if (contest !== undefined) return { at: contest.at, what: 'contest' };
  if (isWaiting(conflict)) return undefined;
  const [word] = words.toSorted((one, other) => (one.due < other.due ? -1 : 1));
  if (word !== undefined && (deadline === null || word.due <= deadline))
    return { at: word.due, what: 'word', word };
  return deadline === null ? undefined : { at: deadline, what: 'deadline' };
}

/** The talks have their end before their window's: settled, or given up by all; those that are held, once the last word has ended (CNF-1 to CNF-3). */
export function isOver(conflict: ConflictState): boolean {
  if (conflict.heldSince === null) return endsEarly(conflict);
  return settledTerms(conflict) !== undefined || openWords(conflict).length === 0;
}

/** By which rule a conflict ends so: on terms, or by what was agreed on in restorative work, and kept (CNF-2, RST-4). */
export const endingRule = (
  outcome: ConflictOutcome,
  { referred }: Pick<ConflictState, 'referred'>,
): string =>
  outcome === 'settled' && referred?.returned?.ending === 'completed' ? 'RST-4' : endingRules[outcome];

export const endingRules: Readonly<Record<ConflictOutcome, string>> = {
  settled: 'CNF-2',
  withdrawn: 'CNF-1',
  dropped: 'CNF-1',
  arbitrated: 'CNF-4',
  unresolved: 'CNF-4',
  overturned: 'APP-2',
  remanded: 'APP-2',
  interrupted: 'PRO-9',
};

/** A stage, or a step of one, and the length of its window in milliseconds. */
export type Leg = Pick<Passage, 'stage' | 'step'> & { readonly length: number };

const leg = (stage: Passage['stage'], length: number, step: Passage['step'] = null): Leg => ({
  stage,
  step,
  length,
});

/** What the way ahead depends on beside the conflict's own state. */
export interface Outlook {
  /** Whether anybody could mediate (CNF-3). */
  readonly mediators: boolean;
  /** Whether a remedy has been put. */
  readonly remedies: boolean;
  /** Whether enough of the council are left to judge (GUA-2). */
  readonly enough: boolean;
  /** The vote as it stands; null where none is open. */
  readonly tally: Pick<Tally, 'verdict'> | null;
}

type Rules = NonNullable<Charter['conflicts']>;

type Place = Pick<ConflictState, 'stage' | 'step'>;

/** What follows once a stage has ended; undefined where the conflict ends with it. */
export function following(
  { stage, step }: Place,
  { mediators, remedies, enough, tally }: Outlook,
  { mediation, arbitration: { ranking, voting } }: Pick<Rules, 'mediation' | 'arbitration'>,
  { appeals, guardian }: Pick<Charter, 'appeals' | 'guardian'>,
): Leg | undefined {
  const appeal = appeals === null || guardian === null ? undefined : leg('appeal', appeals.window);
  const resolution = guardian === null ? appeal : leg('guardian-resolution', guardian.answer);
  const missed = tally !== null && tally.verdict !== 'adopted' && tally.verdict !== 'inquorate';
  switch (stage) {
    case 'negotiation':
      return mediators ? leg('mediation', mediation) : leg('arbitration', ranking, 'ranking'); // CNF-3
    case 'mediation':
      return leg('arbitration', ranking, 'ranking'); // CNF-4
    case 'arbitration':
      if (step === 'voting') return missed || !enough ? resolution : appeal;
      if (!remedies) return appeal;
      return enough ? leg('arbitration', voting, 'voting') : resolution; // GUA-2
    case 'guardian-resolution':
      return appeal; // APP-1
    case 'appeal':
    case 'ended':
      return undefined;
  }
}

/** What lies ahead, and when. */
export type Ahead = Pick<Passage, 'stage' | 'step' | 'opens' | 'closes'>;

/** The stages that follow if nobody does anything more, each with its window (CNF-5). */
export function pathAhead(
  { deadline, ...at }: Place & Pick<ConflictState, 'deadline'>,
  outlook: Outlook,
  { conflicts, ...charter }: Pick<Charter, 'conflicts' | 'appeals' | 'guardian'>,
): Ahead[] {
  if (deadline === null || conflicts === null) return [];
  const follows = (place: Place): Leg | undefined => following(place, outlook, conflicts, charter);
  const ahead: (Ahead & { readonly closes: string })[] = [];
  // A vote that has not opened yet is counted by nobody.
  for (let next = follows(at); next !== undefined; next = follows(next)) {
    const { length, ...place } = next;
    const opens = ahead.at(-1)?.closes ?? deadline;
    ahead.push({ ...place, opens, closes: new Date(Date.parse(opens) + length).toISOString() });
  }
  return ahead;
}
