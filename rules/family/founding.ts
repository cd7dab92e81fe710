/** Who can found a family, and which: asked as it is proposed, and again as the last founder has accepted (MEM-7). */
import type { Charter } from '../../charter/types.ts';
import type { Member } from '../model.ts';
import { isMature } from '../polls/electorate.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What there is in the council as it stands. */
export interface Present {
  /** Undefined where nobody has the id. */
  readonly member: (id: string) => Pick<Member, 'status' | 'family'> | undefined;
  /** A family that has the id or the name; undefined where none has. */
  readonly taken: { readonly id: string; readonly name: string } | undefined;
}

/**
 * Why a family cannot be founded as things stand: a founder has departed, or is in a family already; or its id or its name is another's.
 * Facts: `members`, and the `families` they are in, in the same order; `family` and the `name` that is taken.
 */
export function standingFault(founders: readonly string[], { member, taken }: Present): Refusal | undefined {
  const gone = founders.filter((id) => (member(id)?.status ?? 'departed') === 'departed');
  if (gone.length > 0) return refuse('unknown-member', 'MEM-7', { members: gone });
  const elsewhere = founders.filter((id) => member(id)?.family != null);
  if (elsewhere.length > 0)
    return refuse('in-a-family', 'MEM-7', {
      members: elsewhere,
      families: elsewhere.map((id) => member(id)?.family),
    });
  return taken === undefined
    ? undefined
    : refuse('family-taken', 'MEM-7', { family: taken.id, name: taken.name });
}

/**
 * Why these are no founders, whatever becomes of them later: they are not two, or one is named twice or not of family maturity.
 * @param others whom the opener names beside themselves, or with them; each of them is known
 * @param at ISO 8601, UTC
 */
export function foundersFault(
  opener: string,
  named: readonly string[],
  {
    member,
    charter,
    at,
  }: {
    readonly member: (id: string) => Pick<Member, 'bornAt' | 'milestones'> | undefined;
    readonly charter: Pick<Charter, 'maturity'>;
    readonly at: string;
  },
): Refusal | undefined {
  const repeated = [...new Set(named.filter((id, place) => named.indexOf(id) !== place))];
  if (repeated.length > 0) return refuse('repeated-member', 'MEM-7', { members: repeated });
  const founders = foundersOf(opener, named);
  if (founders.length < 2) return refuse('to-oneself', 'MEM-7', { member: opener });
  const young = founders.filter((id) => {
    const founder = member(id);
    return founder !== undefined && !isMature(founder, 'family', charter, at);
  });
  const { basis, family } = charter.maturity;
  return young.length === 0
    ? undefined
    : refuse('not-mature', 'MEM-7', { members: young, maturity: { basis, family } });
}

/** The opener first, whether they name themselves or not. */
export const foundersOf = (opener: string, named: readonly string[]): readonly string[] => [
  opener,
  ...named.filter((id) => id !== opener),
];
