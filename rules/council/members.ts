/** Actions that change who is who: which powers a category leaves to them, and what they need of the council (EXE-1, TIE-5, EMG-8). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Permission, Role } from '../../charter/choices.ts';
import type { Action, Member } from '../model.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { isMature } from '../polls/electorate.ts';
import { actionFault, milestoneFault } from '../proposal/tiers.ts';

/** The types of the actions that change a member. */
const memberActions = [
  'member.admit',
  'member.release',
  'member.guardian',
  'member.milestone',
  'member.roles',
  'leadership.give',
  'leadership.take',
] as const;
export type MemberAction = Extract<Action, { type: (typeof memberActions)[number] }>;

export const isMemberAction = (action: Action): action is MemberAction =>
  memberActions.some((type) => type === action.type);

/** The decision that carries the action. Instants are ISO 8601, UTC. */
export interface Carrying {
  readonly category: Pick<Category, 'name' | 'tier' | 'actions' | 'hearing'>;
  readonly charter: Pick<Charter, 'guardian' | 'maturity'>;
  readonly accused?: string | undefined;
  readonly submittedAt: string;
}

/** Those that an action names, as they stand. */
export interface Standing {
  /** Undefined where nobody has the id. */
  readonly member: (id: string) => Pick<Member, 'kind' | 'status' | 'roles' | 'milestones'> | undefined;
  readonly isFamily: (id: string) => boolean;
}

/** Roles with an action of their own, so that no other gives or takes them (EXE-1, TIE-5). */
const offices: readonly Role[] = ['guardian', 'leadership'];

const isOffice = (role: string): boolean => offices.some((office) => office === role);

/** The only category that admits who was not born before its submission (TIE-5). */
const reproduction = 'reproduction';

/**
 * Refuses an action that its category does not permit, by its type or by what it would do: there is no second way to any power
 * (TIE-5). Asked at submission, for every amended text, and again at execution. Facts: `category`, `action`, and what is too much.
 * @param action null where the text has none yet, which is refused elsewhere (PRO-2)
 */
export function permissionFault(action: Action | null, carrying: Carrying): Refusal | undefined {
  return action === null
    ? undefined
    : (actionFault(action, carrying.category) ?? powerFault(action, carrying));
}

function powerFault(action: Action, carrying: Carrying): Refusal | undefined {
  switch (action.type) {
    case 'member.admit':
      return admissionFault(action.member, carrying);
    case 'member.roles':
      return rolesFault('member.roles', action.roles, carrying);
    case 'member.milestone':
      return milestoneFault(action, carrying.category, carrying.charter);
    case 'member.release':
      return releaseFault(action.member, carrying);
    case 'member.guardian':
      return carrying.charter.guardian === null
        ? refuse('switched-off', 'GUA-1', { section: 'guardian' })
        : undefined;
    default:
      return undefined;
  }
}

const notPermitted = (
  { category }: Carrying,
  action: Permission,
  facts: Readonly<Record<string, unknown>>,
): Refusal => refuse('action-not-permitted', 'TIE-5', { category: category.name, action, ...facts });

/**
 * Nobody comes in with an office; with other roles, or with milestones, only where the category could give them afterwards; into a family only a
 * child, with its parents' consent: everybody else is admitted by the family itself, once they are here (MEM-7).
 */
function admissionFault(member: Member, carrying: Carrying): Refusal | undefined {
  const { category, charter, submittedAt } = carrying;
  const { roles, milestones, status, bornAt, family } = member;
  const permits = (permission: Permission): boolean => category.actions.includes(permission);
  if (status !== 'active') return notPermitted(carrying, 'member.admit', { status });
  const tooMuch = rolesFault('member.admit', roles, carrying);
  if (tooMuch !== undefined) return tooMuch;
  if (roles.length > 0 && !permits('member.roles')) return notPermitted(carrying, 'member.admit', { roles });
  if (milestones.length > 0 && !permits('member.milestone'))
    return notPermitted(carrying, 'member.admit', { milestones });
  const isChild = category.name === reproduction && !isMature(member, 'family', charter, submittedAt);
  if (family !== null && !isChild) return notPermitted(carrying, 'member.admit', { family });
  const isBorn = Date.parse(bornAt) < Date.parse(submittedAt);
  return isBorn || category.name === reproduction
    ? undefined
    : notPermitted(carrying, 'member.admit', { bornAt, submittedAt });
}

function rolesFault(action: Permission, asked: readonly string[], carrying: Carrying): Refusal | undefined {
  const roles = asked.filter(isOffice);
  return roles.length === 0 ? undefined : notPermitted(carrying, action, { roles });
}

/** Only who is accused, and heard, is released (JUS-1). That an accused is named at all is asked for by `incomplete`. */
function releaseFault(member: string, carrying: Carrying): Refusal | undefined {
  const { category, accused } = carrying;
  return category.hearing && (accused === undefined || accused === member)
    ? undefined
    : notPermitted(carrying, 'member.release', { member, accused });
}

/**
 * Refuses an action on members as they stand (EXE-1): who is named is unknown or has departed, who is admitted is there already or
 * not born yet, or what it would change is so already. Asked at submission and again at execution, where it is the last word.
 * @param at ISO 8601; `execution`: it is about to be done now
 */
export function standingFault(
  action: MemberAction,
  standing: Standing,
  { at, execution }: { readonly at: string; readonly execution: boolean },
): Refusal | undefined {
  if (action.type === 'member.admit')
    return newcomerFault(action.member, standing) ?? (execution ? unbornFault(action.member, at) : undefined);
  const { member: id } = action;
  const member = standing.member(id);
  if (member === undefined || member.status === 'departed')
    return refuse('unknown-member', 'EXE-1', { members: [id] });
  const facts = soAlready(action, member);
  return facts === undefined ? undefined : refuse('already-done', 'EXE-1', { member: id, ...facts });
}

/** Who answers for an agent is a person, and a member who has not departed (MEM-6). At most 20 are named. */
export function stewardFault(
  stewards: readonly string[],
  member: (id: string) => Pick<Member, 'kind' | 'status'> | undefined,
): Refusal | undefined {
  const gone = stewards.filter((id) => (member(id)?.status ?? 'departed') === 'departed');
  if (gone.length > 0) return refuse('unknown-member', 'MEM-6', { members: gone.slice(0, 20) });
  const agents = stewards.filter((id) => member(id)?.kind !== 'person');
  return agents.length > 0 ? refuse('not-a-person', 'MEM-6', { members: agents.slice(0, 20) }) : undefined;
}

function newcomerFault({ id, family, steward }: Member, standing: Standing): Refusal | undefined {
  if (standing.member(id) !== undefined) return refuse('already-done', 'EXE-1', { members: [id] });
  if (family !== null && !standing.isFamily(family))
    return refuse('unknown-member', 'EXE-1', { families: [family] });
  return steward === null ? undefined : stewardFault([steward], standing.member);
}

/** Nobody is a member before their birth. */
function unbornFault({ bornAt }: Member, at: string): Refusal | undefined {
  return Date.parse(bornAt) <= Date.parse(at)
    ? undefined
    : refuse('too-far-ahead', 'EXE-1', { path: '/action/member/bornAt', instant: bornAt, latest: at });
}

function soAlready(
  action: Exclude<MemberAction, { type: 'member.admit' }>,
  { roles, milestones }: Pick<Member, 'roles' | 'milestones'>,
): Readonly<Record<string, unknown>> | undefined {
  switch (action.type) {
    case 'member.release':
      return undefined;
    case 'member.milestone':
      return milestones.includes(action.milestone) ? { milestone: action.milestone } : undefined;
    case 'member.roles':
      return isSame(rolesAfter(roles, action.roles), roles) ? { roles } : undefined;
    case 'member.guardian':
      return roles.includes('guardian') ? { roles } : undefined;
    case 'leadership.give':
      return roles.includes('leadership') ? { roles } : undefined;
    case 'leadership.take':
      return roles.includes('leadership') ? undefined : { roles };
  }
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));

/** A member's roles once `member.roles` has set them: offices stay as they are (EXE-1). */
export const rolesAfter = (before: readonly Role[], asked: readonly Role[]): Role[] => [
  ...before.filter(isOffice),
  ...asked,
];
