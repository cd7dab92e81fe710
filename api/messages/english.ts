/**
 * Everything that the council's service says to members beside codes, in English: one catalogue, in ICU MessageFormat; another language
 * is another file with the same names. Names in braces are filled in.
 */
import type { OwedAct } from '../../rules/audience.ts';
import type { KindName, ProcessOf } from '../../rules/kinds.ts';
import type { Entries } from '../../rules/timeline.ts';
import { courseMessages } from './english/courses.ts';
import {
  alarmNotices,
  appealNotices,
  conflictNotices,
  emergencyNotices,
  familyNotices,
  lookbackNotices,
  nodeVetoNotices,
  noticesOfNoTimeline,
  repairNotices,
  restorativeNotices,
} from './english/other-notices.ts';
import { proposalNotices } from './english/proposal-notices.ts';

/** Each entry of a timeline says something to whom it concerns. */
type EntryMessage = { readonly [Kind in KindName]: `notice.${Kind}.${Entries[Kind]['kind']}` }[KindName];

/** Whatever a process can end as, in the words that notices fill in. */
type OutcomeMessage = `outcome.${NonNullable<ProcessOf<KindName>['state']['outcome']>}`;

export const english = {
  ...courseMessages,
  ...proposalNotices,
  ...emergencyNotices,
  ...conflictNotices,
  ...appealNotices,
  ...lookbackNotices,
  ...familyNotices,
  ...repairNotices,
  ...nodeVetoNotices,
  ...alarmNotices,
  ...restorativeNotices,
  ...noticesOfNoTimeline,
} as const satisfies Readonly<Record<EntryMessage | OutcomeMessage | `owes.${OwedAct}`, string>>;
