/** All that can happen in restorative work, as its timeline tells it: all of it stays in its room (RST-1 to RST-5, AUT-2). */
import {
  entry,
  type EntryIn,
  flag,
  instant,
  list,
  number,
  object,
  oneOf,
  openEntry,
  orNull,
  text,
  texts,
} from '../entries.ts';
import { type Obligation, repairOutcomes } from '../repair/state.ts';
import { keptWords, restorativeOutcomes, type RestorativeState, restorativeStages } from './state.ts';

export const restorativeEntries = {
  'continuation-of': entry('It goes on from interrupted restorative work (PRO-9).', { id: text }),
  opened: entry(
    'It is referred: out of what, who was harmed and who caused it, and what happened; by null: by a decision (RST-1).',
    {
      by: orNull(text),
      from: orNull(object<NonNullable<RestorativeState['from']>>()),
      case: text,
      harmed: texts,
      responsible: texts,
      what: orNull(text),
      closes: instant,
    },
  ),
  'referral-answered': entry('One of them accepts it, or does not: then there is none (RST-1).', {
    by: text,
    accept: flag,
  }),
  'facilitator-named': entry('One of them names a facilitator; named by all, they are (RST-2).', {
    by: text,
    member: text,
  }),
  ready: entry('The facilitator says that they can meet (RST-2).', { by: text }),
  'not-ready': entry('The facilitator says that they cannot (RST-2).', { by: text, reason: text }),
  'circle-held': entry('A circle was held: when, and who was there; whether another follows (RST-3).', {
    n: number,
    by: text,
    held: instant,
    present: texts,
    another: flag,
  }),
  stopped: entry('Somebody stops it for safety (RST-3).', { by: text }),
  'plan-put': entry('One of them puts a text; it takes the place of the one before (RST-3).', {
    n: number,
    by: text,
    obligations: list<Obligation>(),
    closes: instant,
  }),
  'plan-accepted': entry('One of them accepts the text (RST-3).', { n: number, by: text }),
  agreed: entry('All of them have accepted the same text: the plan of repair begins (RST-3, MND-1).', {
    id: text,
  }),
  'check-opened': entry('They are asked whether it is kept (RST-4).', { n: number, closes: instant }),
  'check-answered': entry('One of them says whether it is kept (RST-4).', {
    n: number,
    by: text,
    kept: oneOf(keptWords),
    text: orNull(text),
  }),
  'check-over': entry('Not all of them have said whether it is kept (RST-4).', { n: number }),
  'plan-ended': entry('The plan of repair has ended (RST-4, MND-3, MND-4).', {
    outcome: oneOf(repairOutcomes),
  }),
  left: entry('One of them leaves, or who was harmed takes it back (RST-1, RST-2).', { by: text }),
  departed: entry('One of them has departed from the council (MEM-2).', { member: text }),
  ended: openEntry('The ending, by which rule, and in which stage (RST-1 to RST-5).', {
    outcome: oneOf(restorativeOutcomes),
    rule: text,
    stage: oneOf(restorativeStages),
  }),
};

/** `room`: all of it is said in its room. */
export type RestorativeEntry = EntryIn<typeof restorativeEntries> & { readonly room?: boolean | undefined };
