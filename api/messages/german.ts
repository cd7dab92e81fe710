/** The same in German: a text of each name. Members are told it where their client asks for German. */
import type { english } from './english.ts';
import { courseMessages } from './german/courses.ts';
import {
  alarmNotices,
  appealNotices,
  conflictNotices,
  emergencyNotices,
  familyNotices,
  lookbackNotices,
  noticesOfNoTimeline,
  nodeVetoNotices,
  repairNotices,
  restorativeNotices,
} from './german/other-notices.ts';
import { proposalNotices } from './german/proposal-notices.ts';

export const german: Readonly<Record<keyof typeof english, string>> = {
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
};
