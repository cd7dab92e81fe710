/**
 * Who they are that read: each member is looked up once in a while, and again as soon as any process is told that a member has changed. What is
 * no reading looks for itself: who was removed acts no more (MEM-2).
 */
import type { Member } from '../../rules/model.ts';
import { memberById } from '../../store/council/members.ts';
import { membersWord, type Notifications } from '../../store/postgres/notifications.ts';
import { ownClock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import { recent } from './recent.ts';

/** Milliseconds for which a member is believed to be as they were: a word that was lost is made up for by then. */
const believed = 2_000;

export interface Readers {
  readonly memberOf: (db: Db, id: string) => Promise<Member | undefined>;
  /** Somebody has acted in this process: they read what they did, and who they are since. */
  readonly forget: (id: string) => void;
}

/**
 * @param notifications undefined where this process hears nothing of the others: then each request looks for itself
 * @param now milliseconds of the process's own clock
 */
export function openReaders(
  notifications: Pick<Notifications, 'hear'> | undefined,
  now: () => number = ownClock,
): Readers {
  if (notifications === undefined) return { memberOf: memberById, forget: () => undefined };
  let known = recent<Member>(now);
  notifications.hear((word) => {
    if (word === membersWord) known = recent<Member>(now);
  });
  return {
    memberOf: async (db, id) => {
      const before = known.get(id);
      if (before !== undefined) return before;
      // What is read while a word comes may be from before it.
      const here = known;
      const member = await memberById(db, id);
      if (member !== undefined) here.keep(id, member, believed);
      return member;
    },
    forget: (id) => known.drop(id),
  };
}
