/** Making and revoking a delegation: who may, to whom, for what, until when and within which cap (DEL-1 to DEL-3, DEL-6). */
import type { Charter } from '../../charter/types.ts';
import { capOf, type Delegation } from './scope.ts';
import { nobody, valueAt } from './columns.ts';
import { resolveDelegations } from './resolution.ts';
import type { Member, Stage } from '../model.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { lateBy } from '../window.ts';

/** The stages of a proposal from which a vote can still come, so that there is something to delegate. */
const beforeTheLastClose: readonly Stage[] = [
  'endorsement',
  'review',
  'discussion',
  'requirements',
  'voting',
  'deferred',
];

/** Where a decision stands: its stage, and when that ends by itself (ISO 8601). */
export interface DecisionStage {
  readonly stage: Stage;
  readonly deadline: string | null;
}

/** How many votes are delegated within one scope, and how many of them end where the new delegation does; it is counted in both (DEL-3). */
export interface Load {
  readonly delegated: number;
  readonly carried: number;
}

/** What there is to know before a delegation is made. */
export interface MakingFacts {
  readonly maker: Pick<Member, 'id' | 'status'>;
  /** Undefined where nobody has the id that the delegation names. */
  readonly representative: Pick<Member, 'id' | 'status'> | undefined;
  /** The decision that the delegation is for, with whether the two are its electors; null where it is for more than one. */
  readonly decision:
    | (DecisionStage & {
        readonly electors: { readonly maker: boolean; readonly representative: boolean };
      })
    | null;
  /** Of the delegations in force of exactly the same scope; an earlier one by the same maker is replaced and not counted beside. */
  readonly load: Load;
  /** How many the maker has made in the wake until now, of whatever scope, those that are revoked among them. */
  readonly made: number;
  /** Electors of the decision; where it is for more than one, the size of the council. */
  readonly electorate: number;
}

/**
 * Refuses a delegation that cannot be made at an instant. In order: a charter without delegation (facts: `section`); a maker who has
 * departed (`status`); oneself (`member`); somebody unknown or departed (`members`); an end that is not ahead (`path`, `instant`,
 * `at`), or further than the charter's `longest` (`path`, `instant`, `latest`), which itself is still allowed; a category that the
 * charter does not have (`category`) or nobody votes in (`category`, `permits`); a decision with no vote to come, or whose poll has
 * closed (as `revocationFault`), or of which either is no elector (`member`); what exceeds the cap (`representative`, `carried`, `cap`,
 * `delegated`, `electorate`, all with the new one counted); and one more than a member makes in a wake (`most`), of each of which the
 * representative is told.
 * @param charter the one in force, at the pace of the service
 * @param at ISO 8601
 */
export function delegationFault(
  delegation: Pick<Delegation, 'to' | 'scope' | 'until'>,
  facts: MakingFacts,
  charter: Pick<Charter, 'delegation' | 'categories'>,
  at: string,
): Refusal | undefined {
  const rules = charter.delegation;
  if (rules === null) return refuse('switched-off', 'DEL-1', { section: 'delegation' });
  return (
    partiesFault(delegation.to, facts) ??
    endFault(delegation.until, rules.longest, at) ??
    scopeFault(delegation, facts, charter.categories, at) ??
    capFault(delegation.to, facts, rules.cap) ??
    (facts.made < mostMade ? undefined : refuse('limit-reached', 'DEL-1', { most: mostMade }))
  );
}

const mostMade = 50;

function partiesFault(to: string, { maker, representative }: MakingFacts): Refusal | undefined {
  if (maker.status === 'departed') return refuse('not-permitted', 'MEM-2', { status: maker.status });
  if (to === maker.id) return refuse('to-oneself', 'DEL-1', { member: to });
  return representative === undefined || representative.status === 'departed'
    ? refuse('unknown-member', 'DEL-1', { members: [to] })
    : undefined;
}

function endFault(until: string, longest: number, at: string): Refusal | undefined {
  const ahead = Date.parse(until) - Date.parse(at);
  if (ahead <= 0) return refuse('past-instant', 'DEL-1', { path: '/until', instant: until, at });
  const latest = new Date(Date.parse(at) + longest).toISOString();
  return ahead > longest
    ? refuse('too-far-ahead', 'DEL-1', { path: '/until', instant: until, latest })
    : undefined;
}

function scopeFault(
  { to, scope }: Pick<Delegation, 'to' | 'scope'>,
  { maker, decision }: MakingFacts,
  categories: Charter['categories'],
  at: string,
): Refusal | undefined {
  if (scope.category !== undefined) return categoryFault(scope.category, categories, 'DEL-1');
  if (decision === null) return undefined;
  const closed = closedFault(decision, 'DEL-1', at);
  if (closed !== undefined) return closed;
  const { electors } = decision;
  if (!electors.maker) return refuse('not-an-elector', 'DEL-6', { member: maker.id });
  return electors.representative ? undefined : refuse('not-an-elector', 'DEL-6', { member: to });
}

/** Refuses what is for one decision once no vote in it is to come, and from the close of a poll until the next stage begins (VOT-6). */
function closedFault({ stage, deadline }: DecisionStage, rule: string, at: string): Refusal | undefined {
  if (!beforeTheLastClose.includes(stage))
    return refuse('wrong-stage', rule, { stage, allowedIn: beforeTheLastClose });
  const closed = stage === 'voting' && deadline !== null && lateBy(deadline, at) >= 0;
  return closed ? tooLate(deadline, rule, at) : undefined;
}

function tooLate(deadline: string, rule: string, at: string): Refusal {
  return refuse('window-closed', rule, { deadline, at, lateByMs: lateBy(deadline, at) });
}

/** A personal matter is never voted on (TIE-1), so nothing in it can be delegated. */
export function categoryFault(
  category: string,
  categories: Charter['categories'],
  rule: 'DEL-1' | 'DEL-5',
): Refusal | undefined {
  const known = Object.hasOwn(categories, category) ? categories[category] : undefined;
  if (known === undefined) return refuse('unknown-category', rule, { category });
  if (known.tier !== 1) return undefined;
  const permits = Object.values(categories).flatMap(({ name, tier }) => (tier === 1 ? [] : [name]));
  return refuse('category-not-permitted', rule, { category, permits });
}

function capFault(
  to: string,
  { load, electorate }: MakingFacts,
  limit: NonNullable<Charter['delegation']>['cap'],
): Refusal | undefined {
  const { delegated, carried } = load;
  const cap = capOf(limit, { delegated, electorate });
  if (cap === null || carried <= cap) return undefined;
  return refuse('over-cap', 'DEL-3', { representative: to, carried, cap, delegated, electorate });
}

/**
 * The load that a new delegation would bring, from the delegations in force of exactly its scope (DEL-3), as if nobody voted in person.
 * The new one is the latest, so it counts in place of an earlier one by the same maker.
 * With chains it is that of whoever the new one ends at; one that closes a cycle ends at nobody, and is no load (DEL-4).
 * @param delegations one for each member who has any in that scope, the latest
 */
export function loadWith(
  made: Pick<Delegation, 'from' | 'to'>,
  delegations: readonly Pick<Delegation, 'from' | 'to'>[],
  { chains }: Pick<NonNullable<Charter['delegation']>, 'chains'>,
): Load {
  const rows = [...delegations, made];
  const members = [...new Set(rows.flatMap(({ from, to }) => [from, to]))];
  const places = new Map(members.map((member, place) => [member, place]));
  const place = (member: string) => places.get(member) ?? nobody;
  const poll = {
    ballots: new Uint8Array(members.length),
    offline: new Uint8Array(members.length),
    interests: new Uint8Array(members.length),
    delegations: {
      from: Int32Array.from(rows, ({ from }) => place(from)),
      to: Int32Array.from(rows, ({ to }) => place(to)),
      breadth: new Uint8Array(rows.length),
    },
  };
  const rules = { longest: 0, chains, conflicted: 'carry', cap: null } as const;
  const { delegated, representative, received } = resolveDelegations(poll, rules);
  const end = valueAt(representative, place(made.from));
  return { delegated, carried: end === nobody ? 0 : valueAt(received, end) };
}

/**
 * Refuses to revoke a delegation (DEL-2): by anybody but its maker (facts: `allowed`) or by one who has departed (`status`); twice
 * (`delegation`, `revokedAt`); after its end (`deadline`, `at`, `lateByMs`). One for a single decision stands from the close of
 * its poll: at the deadline of the vote (`deadline`, `at`, `lateByMs`), and once no vote is to come (`stage`, `allowedIn`).
 * Between two votes of one decision it can be revoked for those to come.
 * @param decision the one that the delegation is for; null where it is for more than one
 * @param at ISO 8601
 */
export function revocationFault(
  delegation: Pick<Delegation, 'id' | 'from' | 'until' | 'revokedAt'>,
  by: Pick<Member, 'id' | 'status'>,
  decision: DecisionStage | null,
  at: string,
): Refusal | undefined {
  if (by.status === 'departed') return refuse('not-permitted', 'MEM-2', { status: by.status });
  if (by.id !== delegation.from) return refuse('not-permitted', 'DEL-2', { allowed: 'maker' });
  const { id, until, revokedAt } = delegation;
  if (revokedAt !== null) return refuse('already-done', 'DEL-2', { delegation: id, revokedAt });
  if (lateBy(until, at) >= 0) return tooLate(until, 'DEL-2', at);
  return decision === null ? undefined : closedFault(decision, 'DEL-2', at);
}
