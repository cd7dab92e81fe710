/** All that can happen in a conflict, as its timeline tells it; what happens in the room stays in it (CNF-1 to CNF-5, AUT-2). */
import { appealOutcomes } from '../appeal/state.ts';
import { restorativeOutcomes, restorativeStages } from '../restorative/state.ts';
import {
  arbitrationOutcomes,
  arbitrationSteps,
  conflictOutcomes,
  conflictStages,
  type ConflictState,
  wordEndings,
} from './state.ts';
import {
  entry,
  type EntryIn,
  flag,
  instant,
  list,
  number,
  numbers,
  object,
  oneOf,
  openEntry,
  optional,
  orNull,
  text,
  texts,
} from '../entries.ts';
import type { Tally } from '../polls/tally.ts';

const window = { opens: instant, closes: instant };
const parties = list<readonly string[]>();
const mediators = numbers;

export const conflictEntries = {
  'continuation-of': entry('It goes on from an interrupted conflict (PRO-9).', { id: text }),
  opened: entry('Who opened it, both sides, what happened and what would mend it (CNF-1).', {
    ...window,
    by: text,
    parties,
    what: text,
    remedy: text,
  }),
  message: entry('Written in the room (CNF-1).', { by: text, text }),
  'terms-put': entry('Terms, counted in a conflict; they take the place of the same member’s (CNF-2).', {
    n: number,
    by: text,
    text,
    replaces: orNull(number),
  }),
  'terms-accepted': entry('A party accepts terms (CNF-2).', { n: number, by: text }),
  impasse: entry('A party gives the stage up (CNF-3).', { stage: oneOf(conflictStages), by: text }),
  'no-party': entry('A named party says that they are none; contested until then (CNF-1).', {
    by: text,
    reason: text,
    until: instant,
  }),
  'no-party-contested': entry('Somebody contests the word of a member (CNF-1).', {
    member: text,
    by: text,
    reason: text,
  }),
  'no-party-asked': entry(
    'The guardian is asked about the word, in place of a former one where there was one; null: nobody can answer (GUA-1).',
    {
      member: text,
      guardian: orNull(text),
      from: optional(orNull(text)),
      due: instant,
    },
  ),
  'no-party-ended': entry('Whether the member is a party, and who or what says so (CNF-1).', {
    member: text,
    party: flag,
    because: oneOf(wordEndings),
    guardian: optional(text),
    reason: optional(text),
  }),
  'talks-held': entry('The talks go on until the last such word has ended (CNF-1).', { closes: instant }),
  'party-dropped': entry('A party has departed, or is none; of the first or the second side (CNF-1).', {
    member: text,
    side: number,
  }),
  withdrawn: entry('The opener withdrew it (CNF-1).', { by: text }),
  'mediation-opened': entry('How many mediators each side’s families gave (CNF-3).', {
    ...window,
    mediators,
  }),
  'mediation-passed-over': entry('Nobody could mediate (CNF-3).', { mediators }),
  'remand-of': entry('It was remanded to the council (APP-2).', { id: text }),
  'arbitration-opened': entry('It came before the council: remedies are put and ranked (CNF-4).', {
    ...window,
    step: oneOf(arbitrationSteps),
    parties,
    what: text,
    remedy: text,
    electorate: object<NonNullable<ConflictState['electorate']>>(),
    path: list<ConflictState['path'][number]>(),
  }),
  'remedies-closed': entry('The remedies in the order of Schulze, and which is voted on (CNF-4).', {
    closedAt: instant,
    remedies: texts,
    condorcetWinner: orNull(text),
    schulze: list<readonly string[]>(),
    electorate: number,
    chosen: orNull(text),
  }),
  'vote-opened': entry('The vote on the remedy opened (CNF-4).', { ...window, chosen: text }),
  'vote-closed': entry('The vote was counted (CNF-4).', { closedAt: instant, tally: object<Tally>() }),
  'guardian-resolution-opened': entry('The guardian is asked for a remedy (CNF-4).', {
    ...window,
    guardian: orNull(text),
  }),
  'guardian-changed': entry('Another holds the office now, and decides (AUT-1, GUA-1).', {
    from: orNull(text),
    to: text,
  }),
  'guardian-resolved': entry('The guardian decided on a remedy (CNF-4).', {
    guardian: orNull(text),
    remedy: text,
    reason: text,
  }),
  'appeal-opened': entry('What it ends as, unless a party appeals (APP-1).', {
    ...window,
    decided: oneOf(arbitrationOutcomes),
  }),
  appealed: entry('A party lodged an appeal, which has this id (APP-1).', {
    by: text,
    principle: text,
    reason: text,
    id: text,
  }),
  'appeal-ended': entry('How the appeal ended; without a reason silence upheld (APP-2).', {
    outcome: oneOf(appealOutcomes),
    guardian: orNull(text),
    reason: orNull(text),
  }),
  'remanded-to': entry('The conflict in which the council judges the matter anew (APP-2).', { id: text }),
  referred: entry('It was referred to restorative work, once in a case (RST-1).', {}),
  waits: entry('It waits for restorative work, with the milliseconds that its stage had left (RST-1).', {
    left: orNull(number),
  }),
  woken: entry('Restorative work has ended, in which stage and how: it waits no more (RST-1, RST-5).', {
    ending: oneOf(restorativeOutcomes),
    stage: oneOf(restorativeStages),
  }),
  'continued-by': entry('The conflict in which this one, interrupted, goes on (PRO-9).', { id: text }),
  ended: openEntry('The ending, by which rule, and what led there.', {
    outcome: oneOf(conflictOutcomes),
    rule: text,
  }),
};

/** `room`: said in the room, whose it stays. */
export type ConflictEntry = EntryIn<typeof conflictEntries> & { readonly room?: boolean | undefined };
