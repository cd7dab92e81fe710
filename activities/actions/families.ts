/** Who is of which family, by its decision, and what becomes of what a dissolved one held (MEM-7, ALC-2, EXE-1). */
import { type FamilyAction, familyFault } from '../../rules/council/families.ts';
import { type Facts, refuse, type Refusal } from '../../rules/refusal.ts';
import { endedWithFamily } from '../../store/council/allocation-ends.ts';
import { lockHolders } from '../../store/council/allocations.ts';
import { enterFamily, leaveFamily } from '../../store/families/families.ts';
import {
  dissolve,
  type Dissolved,
  familyStanding,
  lockDissolution,
} from '../../store/families/family-actions.ts';
import { changesBy, lockMembers } from '../../store/council/member-actions.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db, Trx } from '../../store/postgres/database.ts';
import { proposalById } from '../../store/processes/proposals.ts';
import { startTimer, tellTimers } from '../processes/allocation-timers.ts';
import { carriedBy, mustBePermitted, mustNotBe } from './carried.ts';

/**
 * Does it in the caller's transaction; answers what changed.
 * @param first the decision whose action it is: of a retry that of the family, which the retry is none of
 * @throws a failure that is not retryable, with the refusal, where family, member or holdings as they stand now do not allow it
 */
export async function performOnFamily(
  trx: Trx,
  clock: Clock,
  action: FamilyAction,
  { decision, first }: { readonly decision: string; readonly first: string },
): Promise<Facts> {
  await lockMembers(trx);
  if (action.type === 'family.dissolve') await lockShares(trx, action);
  const at = await clock(trx);
  const carried = await carriedBy(trx, decision);
  mustBePermitted(action, carried);
  mustNotBe(await otherFamilyFault(trx, action, first));
  const standing = await familyStanding(trx, action, carried.charter, at);
  mustNotBe(familyFault(action, standing, { execution: true }));
  const shares = await apply(trx, action, { at, decision });
  return { ...shares, changes: await changesBy(trx, decision) };
}

async function apply(
  trx: Trx,
  action: FamilyAction,
  { at, decision }: { readonly at: string; readonly decision: string },
): Promise<Facts> {
  const cause = { by: null, at, told: { decision } };
  switch (action.type) {
    case 'family.admit':
      await enterFamily(trx, action.member, action.family, cause);
      return {};
    case 'family.release':
      await leaveFamily(trx, action.member, cause);
      return {};
    case 'family.dissolve':
      return { family: action.family, starts: at, ...(await dissolve(trx, action, { at, decision })) };
  }
}

/** A family decides of itself alone: it was so as the text was put, and members change their families (TIE-2). */
async function otherFamilyFault(
  trx: Trx,
  { family }: FamilyAction,
  decision: string,
): Promise<Refusal | undefined> {
  const { category, family: decided = null } = (await proposalById(trx, decision))?.state ?? {};
  return decided === family
    ? undefined
    : refuse('family-matter', 'TIE-2', { category, family: decided, outside: [family] });
}

async function lockShares(
  trx: Trx,
  { family, shares }: Extract<FamilyAction, { type: 'family.dissolve' }>,
): Promise<void> {
  const receivers = shares.map(({ to }) => to);
  const present = await lockHolders(trx, receivers);
  const gone = receivers.filter((to) => !present.includes(to));
  const members = gone.filter((to) => typeof to === 'string');
  const families = gone.flatMap((to) => (typeof to === 'string' ? [] : to.family));
  if (gone.length > 0)
    mustNotBe(
      refuse('unknown-member', 'MEM-7', {
        ...(members.length === 0 ? {} : { members }),
        ...(families.length === 0 ? {} : { families }),
      }),
    );
  await lockDissolution(trx, family, shares);
}

/** Timers of what ended with the family, and of what was passed on for a time (ALC-3). */
export async function followDissolution(
  db: Db,
  family: string,
  { shares }: Pick<Dissolved, 'shares'>,
  decision: string,
): Promise<void> {
  await tellTimers(await endedWithFamily(db, family));
  for (const [place, { until }] of shares.entries())
    await startTimer(until, { decision, reversal: false, share: place + 1 });
}
