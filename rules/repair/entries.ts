/** All that can happen in a repair plan, as its timeline tells it (MND-1 to MND-4). */
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
  orNull,
  text,
  texts,
} from '../entries.ts';
import { type Asked, type Obligation, type Owed, repairOutcomes, type RepairState } from './state.ts';

/** An obligation, and a claim that it was done, by their numbers. */
const claimed = { obligation: number, claim: number };

export const repairEntries = {
  'continuation-of': entry('It goes on from an interrupted plan (PRO-9).', { id: text }),
  opened: entry('A plan is put: what is owed by whom to whom, out of what and between whom (MND-1).', {
    by: text,
    from: object<RepairState['from']>(),
    between: texts,
    obligations: list<Obligation>(),
    closes: instant,
  }),
  begun: entry('It begins with what was agreed on in restorative work (RST-3).', {
    from: object<RepairState['from']>(),
    between: texts,
    obligations: list<Obligation>(),
  }),
  'circle-opened': entry(
    'What is owed is put to a circle of the affected, who choose whom it is owed to (MND-1).',
    {
      by: text,
      from: object<RepairState['from']>(),
      between: texts,
      affected: texts,
      obligations: list<Asked>(),
      closes: instant,
    },
  ),
  spoken: entry('One of the affected speaks in the circle (MND-1).', { by: text, text }),
  chosen: entry(
    'One of the affected says whom it is owed to; more than half of all say the same, and it is (MND-1).',
    { obligation: number, by: text, to: text },
  ),
  carried: entry('What was agreed on holds as it stood; nobody has lost time by the interruption (PRO-9).', {
    from: object<RepairState['from']>(),
    between: texts,
    obligations: list<Owed>(),
    agreedAt: instant,
  }),
  'terms-put': entry('Somebody in it puts other terms; they take the place of those before (MND-4).', {
    n: number,
    by: text,
    obligations: list<Obligation>(),
    closes: instant,
  }),
  'terms-answered': entry(
    'Somebody in it accepts the terms or not; accepted by all, they hold (MND-1, MND-4).',
    {
      n: number,
      by: text,
      accept: flag,
    },
  ),
  done: entry('Who owes something says that it was done, with evidence; the receiver is asked (MND-2).', {
    ...claimed,
    instalments: numbers,
    by: text,
    amount: orNull(number),
    evidence: text,
    until: instant,
  }),
  'receiver-answered': entry(
    'The receiver confirms that it was done, or contests it: the verifier is asked (MND-2).',
    {
      ...claimed,
      by: text,
      confirm: flag,
      reason: orNull(text),
      until: orNull(instant),
    },
  ),
  'verification-asked': entry('The receiver was silent: the verifier is asked (MND-2).', {
    ...claimed,
    until: instant,
  }),
  verified: entry('The verifier says whether it was done (MND-2).', {
    ...claimed,
    by: text,
    done: flag,
    reason: text,
  }),
  unconfirmed: entry('Receiver and verifier were silent: it counts as done, unconfirmed (MND-2).', claimed),
  'not-done': entry(
    'The receiver contested it, and the verifier was silent: it does not count as done (MND-2).',
    claimed,
  ),
  missed: entry('An instalment was not done in time, nor in the grace after it (MND-3).', {
    obligation: number,
    instalment: number,
  }),
  released: entry('The receiver releases who owes it, of all of it or of an amount (MND-4).', {
    obligation: number,
    by: text,
    amount: orNull(number),
  }),
  ended: openEntry('The ending, and by which rule (MND-3, MND-4).', {
    outcome: oneOf(repairOutcomes),
    rule: text,
  }),
};

/** `room`: of a plan out of a room, whose it stays. */
export type RepairEntry = EntryIn<typeof repairEntries> & { readonly room?: boolean | undefined };
