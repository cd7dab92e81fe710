/** Which mandate is in force, as the rules say it: what the store looks up is held against it (MAN-1, MAN-2). */
import type { Mandate } from '../../rules/council/mandates.ts';
import type { Member } from '../../rules/model.ts';

/**
 * The mandate under which a category is decided at an instant: from the grant on, before its date, not ended by a decision (MAN-2). It
 * is asked when a proposal is submitted; one that runs goes on under the answer it got (MEM-3).
 *
 * Of several in force for one category the latest granted counts, because the council's later word replaces its earlier one, and
 * the two together would be a body that no decision has named. The earlier is not ended by that, since a mandate ends by its date
 * or by a decision and by nothing else (MAN-2): where the later one ends first, the earlier counts again. One whose members have
 * all departed is nobody's and decides nothing: authority passes to those who remain (MEM-2), of an earlier mandate or of the council.
 * @param statusOf the status of a member as it is now; undefined where nobody has the id
 * @param at ISO 8601
 */
export function mandateInForce(
  mandates: readonly Mandate[],
  category: string,
  statusOf: (member: string) => Member['status'] | undefined,
  at: string,
): Mandate | undefined {
  const instant = Date.parse(at);
  return mandates
    .filter((mandate) => mandate.category === category)
    .filter(({ members }) => members.some((member) => (statusOf(member) ?? 'departed') !== 'departed'))
    .filter(
      ({ grantedAt, until, endedAt }) =>
        Date.parse(grantedAt) <= instant &&
        instant < Date.parse(until) &&
        (endedAt === null || instant < Date.parse(endedAt)),
    )
    .toSorted((one, other) => one.sequence - other.sequence)
    .at(-1);
}
