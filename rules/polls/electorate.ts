/** Who may answer in a decision: maturity, status and tier (MEM-1, MEM-3, MEM-4), and nobody in their own case (GUA-2). */
import type { Charter } from '../../charter/types.ts';
import type { Tier } from '../../charter/choices.ts';
import type { Content, Member } from '../model.ts';

/** The body that decides. */
export interface Body {
  readonly tier: Tier;
  /** The family whose council decides in tier 2; null elsewhere. */
  readonly family: string | null;
  /** Ids of those whose own case it is (GUA-2). */
  readonly excluded: readonly string[];
}

/**
 * The instant (ISO 8601, UTC) of the anniversary that ends `years` whole years after birth (MEM-1). 29 February falls on 28 February
 * where a year has none, as it does in PostgreSQL's interval arithmetic, so that both ever agree.
 */
export function anniversary(bornAt: string, years: number): string {
  const birth = new Date(bornAt);
  const day = new Date(birth);
  day.setUTCFullYear(birth.getUTCFullYear() + years);
  const rolledOver = day.getUTCMonth() !== birth.getUTCMonth();
  if (rolledOver) day.setUTCDate(0);
  return day.toISOString();
}

/** Whether a member has the maturity of a family or of the council at an instant: by age, by milestone or by either (MEM-1). */
export function isMature(
  member: Pick<Member, 'bornAt' | 'milestones'>,
  which: 'family' | 'council',
  charter: Pick<Charter, 'maturity'>,
  at: string,
): boolean {
  const { age, milestone } = charter.maturity[which];
  const ofAge = Date.parse(at) >= Date.parse(anniversary(member.bornAt, age));
  const hasMilestone = member.milestones.includes(milestone);
  switch (charter.maturity.basis) {
    case 'age':
      return ofAge;
    case 'milestone':
      return hasMilestone;
    case 'either':
      return ofAge || hasMilestone;
  }
}

/** Whole years since birth at an instant: as many anniversaries as it has seen (MEM-1); 0 before the birth. */
export function ageAt(bornAt: string, at: string): number {
  const years = new Date(at).getUTCFullYear() - new Date(bornAt).getUTCFullYear();
  const isReached = Date.parse(at) >= Date.parse(anniversary(bornAt, years));
  return Math.max(0, isReached ? years : years - 1);
}

/** What a member lacks to decide, as facts of a refusal. */
export interface Immaturity {
  /** In whole years. */
  readonly age: number;
  /** How maturity is reached, and each that the member has not, with what it asks for. */
  readonly maturity: Pick<Charter['maturity'], 'basis'> &
    Partial<Pick<Charter['maturity'], 'family' | 'council'>>;
}

/** Age, and the maturities that a member has not at an instant (MEM-1); undefined where they have both. */
export function immaturity(
  member: Pick<Member, 'bornAt' | 'milestones'>,
  charter: Pick<Charter, 'maturity'>,
  at: string,
): Immaturity | undefined {
  const { basis, family, council } = charter.maturity;
  const asked = { family, council };
  const lacks = (['family', 'council'] as const).filter((which) => !isMature(member, which, charter, at));
  if (lacks.length === 0) return undefined;
  const maturity = { basis, ...Object.fromEntries(lacks.map((which) => [which, asked[which]])) };
  return { age: ageAt(member.bornAt, at), maturity };
}

/**
 * Whether a member belongs to the electorate that a body's seizure at this instant fixes (MEM-3): in tier 3 the council, in tier 2
 * the family's council, in tier 1 nobody, for the author decides alone (TIE-1). Never who has departed (MEM-2), nor who is offline
 * where the charter excludes them (MEM-4), nor whose own case it is (GUA-2).
 * @param member with the status that counts at the instant (rules/council/offline.ts)
 */
export function isElector(
  member: Pick<Member, 'id' | 'family' | 'bornAt' | 'status' | 'milestones'>,
  body: Body,
  charter: Pick<Charter, 'maturity' | 'offline'>,
  at: string,
): boolean {
  if (member.status === 'departed') return false;
  if (member.status === 'offline' && charter.offline.policy === 'exclude') return false;
  if (body.excluded.includes(member.id)) return false;
  switch (body.tier) {
    case 1:
      return false;
    case 2:
      return body.family !== null && member.family === body.family && isMature(member, 'family', charter, at);
    case 3:
      return isMature(member, 'council', charter, at);
  }
}

/**
 * Whose own case a proposal is from the beginning, so that they are none of its electors (GUA-2): the accused, and the leader whose authority
 * it would take (EMG-8). Being named makes nobody a victim: rules/polls/recusal.ts.
 */
export function inOwnCase({ accused, action }: Pick<Content, 'accused' | 'action'>): string[] {
  const judged = accused === undefined ? [] : [accused];
  return action?.type === 'leadership.take' ? [...judged, action.member] : judged;
}
