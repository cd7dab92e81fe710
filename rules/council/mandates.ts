/** Mandates: named members decide one category for a time; who grants what to whom, and ending one (MAN-1, MAN-2). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Permission } from '../../charter/choices.ts';
import type { Action, Member } from '../model.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** A mandate as granted by an executed decision. Instants are ISO 8601, UTC. */
export interface Mandate {
  readonly id: string;
  /** Counts all mandates upwards in the order in which they were granted, and never repeats. */
  readonly sequence: number;
  readonly category: string;
  readonly members: readonly string[];
  readonly grantedAt: string;
  /** The date at which it ends: it is over at this instant. */
  readonly until: string;
  /** When a decision of the whole council ended it; null where none has (MAN-2). */
  readonly endedAt: string | null;
}

/** What only the whole council decides (MAN-1); the question of a contested veto goes to it by VET-2. */
const reserved: readonly string[] = [
  'constitutional',
  'core-principles',
  'justice',
  'leadership',
  'emergency-removal',
  'membership',
  'reproduction',
  'mandate',
  'veto-question',
];

/** The powers that those categories guard: under whatever name a charter keeps them, no mandate is a second way to one (TIE-5). */
const reservedPowers: readonly Permission[] = [
  'member.admit',
  'member.release',
  'member.milestone',
  'member.roles',
  'member.guardian',
  'leadership.give',
  'leadership.take',
  'mandate.grant',
  'mandate.end',
  'restorative.refer',
  'charter.amend',
];

/** Whether a mandate may be given for a category: one of the council's, and none that it keeps to itself (MAN-1). */
export function isMandatable({ name, tier, actions }: Pick<Category, 'name' | 'tier' | 'actions'>): boolean {
  const keepsPower = actions.some((action) => reservedPowers.includes(action));
  return tier === 3 && !reserved.includes(name) && !keepsPower;
}

/**
 * Refuses to grant a mandate; asked at submission and again at execution (TIE-5). In order: a charter without mandates (facts:
 * `section`); a category that it does not have (`category`), or that cannot be mandated (`category`, `permits`); no members
 * (`missing`), one twice (`members`), or some unknown or departed (`members`); an end that is not ahead (`path`, `instant`, `at`),
 * or further than the charter's `longest` (`path`, `instant`, `latest`), which itself is still allowed.
 * @param statusOf the status of a member; undefined where nobody has the id
 * @param charter the decision's copy, at its pace
 * @param at ISO 8601
 */
export function mandateFault(
  grant: Omit<Extract<Action, { type: 'mandate.grant' }>, 'type'>,
  statusOf: (member: string) => Member['status'] | undefined,
  charter: Pick<Charter, 'mandates' | 'categories'>,
  at: string,
): Refusal | undefined {
  if (charter.mandates === null) return refuse('switched-off', 'MAN-1', { section: 'mandates' });
  return (
    categoryFault(grant.category, charter.categories) ??
    membersFault(grant.members, statusOf) ??
    endFault(grant.until, charter.mandates.longest, at)
  );
}

function categoryFault(category: string, categories: Charter['categories']): Refusal | undefined {
  const known = Object.hasOwn(categories, category) ? categories[category] : undefined;
  if (known === undefined) return refuse('unknown-category', 'MAN-1', { category });
  if (isMandatable(known)) return undefined;
  const permits = Object.values(categories).filter(isMandatable);
  return refuse('category-not-permitted', 'MAN-1', { category, permits: permits.map(({ name }) => name) });
}

function membersFault(
  members: readonly string[],
  statusOf: (member: string) => Member['status'] | undefined,
): Refusal | undefined {
  if (members.length === 0) return refuse('incomplete', 'MAN-1', { missing: ['members'] });
  const repeated = members.filter((member, place) => members.indexOf(member) !== place);
  if (repeated.length > 0) return refuse('repeated-member', 'MAN-1', { members: [...new Set(repeated)] });
  const unknown = members.filter((member) => (statusOf(member) ?? 'departed') === 'departed');
  return unknown.length > 0 ? refuse('unknown-member', 'MAN-1', { members: unknown }) : undefined;
}

function endFault(until: string, longest: number, at: string): Refusal | undefined {
  const path = '/action/until';
  const ahead = Date.parse(until) - Date.parse(at);
  if (ahead <= 0) return refuse('past-instant', 'MAN-1', { path, instant: until, at });
  const latest = new Date(Date.parse(at) + longest).toISOString();
  return ahead > longest ? refuse('too-far-ahead', 'MAN-1', { path, instant: until, latest }) : undefined;
}

/**
 * Refuses to end a mandate that nobody has granted (facts: `mandate`) or that is over (also `endedAt` or `until`) (MAN-2); asked at
 * submission and again at execution.
 * @param mandate undefined where there is none of this id
 * @param at ISO 8601
 */
export function mandateEndFault(
  id: string,
  mandate: Pick<Mandate, 'until' | 'endedAt'> | undefined,
  at: string,
): Refusal | undefined {
  if (mandate === undefined) return refuse('unknown-mandate', 'MAN-2', { mandate: id });
  const { until, endedAt } = mandate;
  if (endedAt !== null) return refuse('already-done', 'MAN-2', { mandate: id, endedAt });
  return Date.parse(until) <= Date.parse(at)
    ? refuse('already-done', 'MAN-2', { mandate: id, until })
    : undefined;
}
