/** All that can happen in an appeal, as its timeline tells it (APP-1, APP-2). */
import { type AppealState, appealOutcomes } from './state.ts';
import {
  entry,
  type EntryIn,
  flag,
  instant,
  object,
  oneOf,
  openEntry,
  optional,
  orNull,
  text,
} from '../entries.ts';
import type { Refusal } from '../refusal.ts';

export const appealEntries = {
  'continuation-of': entry('It goes on from an interrupted appeal (PRO-9).', { id: text }),
  lodged: entry('It was lodged; whoever holds the office is asked until it closes (APP-1).', {
    of: object<AppealState['of']>(),
    by: text,
    principle: text,
    reason: text,
    guardian: orNull(text),
    closes: instant,
  }),
  'guardian-changed': entry('Another holds the office now, and rules (AUT-1, GUA-1).', {
    from: orNull(text),
    to: text,
  }),
  ended: openEntry('The ruling; or silence, which upholds, and why it counts as that (APP-2, GUA-1).', {
    outcome: oneOf([...appealOutcomes, 'interrupted'] as const),
    rule: text,
    guardian: orNull(text),
    reason: optional(text),
    silent: optional(flag),
    recused: optional(orNull(object<Refusal>())),
  }),
};

export type AppealEntry = EntryIn<typeof appealEntries>;
