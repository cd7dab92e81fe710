/** All that can happen as a decision is looked back upon, as its timeline tells it (PRO-14). */
import {
  entry,
  type EntryIn,
  instant,
  number,
  object,
  oneOf,
  openEntry,
  optional,
  text,
  texts,
} from '../entries.ts';
import { lookbackAnswers, lookbackOutcomes, type LookbackState } from './state.ts';

export const lookbackEntries = {
  'continuation-of': entry('It goes on from an interrupted one (PRO-9).', { id: text }),
  planned: entry('The decision was executed; at an instant it will be looked back upon (PRO-14).', {
    of: object<LookbackState['of']>(),
    opens: instant,
  }),
  'looking-back-opened': entry(
    'Its electors, and of those it affects who are of family maturity, are asked whether it is to be kept, changed or ended (PRO-14).',
    { asked: texts, closes: instant },
  ),
  answered: entry('A member answered, in words; the last answer of each counts (PRO-14).', {
    by: text,
    answer: oneOf(lookbackAnswers),
    text,
  }),
  ended: openEntry('Everyone asked has answered, or the time is over: how many said what (PRO-14).', {
    outcome: oneOf(lookbackOutcomes),
    rule: text,
    keep: optional(number),
    change: optional(number),
    end: optional(number),
  }),
};

export type LookbackEntry = EntryIn<typeof lookbackEntries>;
