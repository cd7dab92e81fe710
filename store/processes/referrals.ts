/** Whether a decision can refer something to restorative work, as things stand: asked as it is submitted, and again as it is carried out (RST-1, TIE-5). */
import type { Charter } from '../../charter/types.ts';
import type { Action } from '../../rules/model.ts';
import { referralFault, sidesFault } from '../../rules/restorative/referral.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { unknownMembers } from '../council/members.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { caseOf, matterOf, referredIn } from './restorative.ts';

type Referral = Extract<Action, { type: 'restorative.refer' }>;

/** Why nothing can be referred under a charter: restorative work, or the plan that it comes to, is off (RST-1, RST-3). */
export function switchedOff({
  restorative,
  repairs,
}: Pick<Charter, 'restorative' | 'repairs'>): Refusal | undefined {
  if (restorative === null) return refuse('switched-off', 'RST-1', { section: 'restorative' });
  return repairs === null ? refuse('switched-off', 'RST-3', { section: 'repairs' }) : undefined;
}

/**
 * Of what it names.
 * @param decision the decision that is carried out now; what it is about itself, its submission has checked
 */
export async function decidedReferralFault(
  db: Db | Trx,
  { of, harmed, responsible }: Referral,
  charter: Pick<Charter, 'restorative' | 'repairs'>,
  decision: string | null = null,
): Promise<Refusal | undefined> {
  const sides = { harmed, responsible };
  const off = switchedOff(charter) ?? sidesFault(sides);
  if (off !== undefined) return off;
  const members = await unknownMembers(db, [...harmed, ...responsible]);
  if (members.length > 0) return refuse('unknown-member', 'RST-1', { members });
  const id = of ?? decision;
  if (id === null) return undefined;
  const matter = await matterOf(db, id);
  if (matter === undefined)
    return refuse('action-not-permitted', 'RST-1', { action: 'restorative.refer', of: id });
  return referralFault(matter, sides, await referredIn(db, await caseOf(db, id)), null);
}
