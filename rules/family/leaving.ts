/** Who takes whom out of a family: one's own word, or below family maturity that of all parents whom the admission named (MEM-7). */
import type { Member } from '../model.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** A member who is to leave a family. */
export interface Leaving {
  readonly member: Pick<Member, 'id' | 'status' | 'family'>;
  readonly family: string;
  /** Whether they are of family maturity now. */
  readonly mature: boolean;
  /** Whom the decision that admitted them named as parents, without those who have departed (MEM-2); nobody where it named none. */
  readonly parents: readonly string[];
}

/** Why a member's word on it does not count. Where there are no parents to ask, only the family's decision releases who is too young. */
export function leavingFault(by: string, { member, family, mature, parents }: Leaving): Refusal | undefined {
  if (member.status === 'departed') return refuse('unknown-member', 'MEM-7', { members: [member.id] });
  if (member.family !== family)
    return refuse('not-in-family', 'MEM-7', { member: member.id, family, is: member.family });
  if (mature)
    return by === member.id ? undefined : refuse('not-permitted', 'MEM-7', { allowed: 'the member' });
  if (parents.length === 0)
    return refuse('not-permitted', 'MEM-7', {
      allowed: 'the family, by a decision with the action family.release',
    });
  return parents.includes(by)
    ? undefined
    : refuse('not-permitted', 'MEM-7', { allowed: 'the parents whom the admission named' });
}

/** Those parents whose word is still waited for. */
export const parentsAwaited = (parents: readonly string[], said: readonly string[]): readonly string[] =>
  parents.filter((parent) => !said.includes(parent));
