/** Whether a decision that was executed later changed the same as an action that is run again (EXE-2). */
import type { FamilyAction } from '../council/families.ts';
import type { MemberAction } from '../council/members.ts';

/** What a decision changed of a member: each part as it was and is since. */
export interface PartsChanged {
  readonly member: string;
  readonly status?: { readonly before: string; readonly after: string };
  readonly roles?: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly milestones?: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly family?: { readonly before: string | null; readonly after: string | null };
}

const offices: readonly string[] = ['guardian', 'leadership'];

/** Whether one of these was given or taken. */
function isTouched(part: PartsChanged['roles'], is: (one: string) => boolean): boolean {
  if (part === undefined) return false;
  const { before, after } = part;
  return (
    before.some((one) => is(one) && !after.includes(one)) ||
    after.some((one) => is(one) && !before.includes(one))
  );
}

/** Whether a change of a member is of the same role, milestone or status as the action would change. */
export function changesTheSame(action: MemberAction, change: PartsChanged): boolean {
  // There is one guardian: whoever gave up or took the office changed it.
  if (action.type === 'member.guardian') return isTouched(change.roles, (role) => role === 'guardian');
  if (change.member !== (action.type === 'member.admit' ? action.member.id : action.member)) return false;
  switch (action.type) {
    case 'member.admit':
    case 'member.release':
      return change.status !== undefined;
    case 'member.milestone':
      return isTouched(change.milestones, (one) => one === action.milestone);
    case 'member.roles':
      return isTouched(change.roles, (role) => !offices.includes(role));
    case 'leadership.give':
    case 'leadership.take':
      return isTouched(change.roles, (role) => role === 'leadership');
  }
}

/** Whether a change of a member is of the same family as the action would change, or of who joins it or leaves it (MEM-7). */
export function changesTheFamily(action: FamilyAction, { member, family }: PartsChanged): boolean {
  if (family === undefined) return false;
  return action.type === 'family.dissolve'
    ? [family.before, family.after].includes(action.family)
    : member === action.member;
}
