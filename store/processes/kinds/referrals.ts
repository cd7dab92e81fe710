/** Whether a decision can refer something to restorative work, as things stand: asked as it is submitted, and again as it is carried out (RST-1, TIE-5). */
import type { Charter } from '../../../charter/types.ts';
import type { Action } from '../../../rules/model.ts';
import { referralFault, sidesFault } from '../../../rules/restorative/referral.ts';
import { refuse, type Refusal } from '../../../rules/refusal.ts';
import { peopleIn } from '../../../rules/restorative/state.ts';
import { memberById, unknownMembers } from '../../council/members.ts';
import type { Db, Trx } from '../../postgres/database.ts';
import { otherProcess } from './node-vetoes.ts';
import { caseOf, matterOf, referredIn } from './restorative.ts';
import { isInRoom } from '../rooms.ts';

type Referral = Extract<Action, { type: 'restorative.refer' }>;

/** Why nothing can be referred under a charter: restorative work, or the plan that it comes to, is off (RST-1, RST-3). */
export function switchedOff({
  restorative,
  repairs,
}: Pick<Charter, 'restorative' | 'repairs'>): Refusal | undefined {
  if (restorative === null) return refuse('switched-off', 'RST-1', { section: 'restorative' });
  return repairs === null ? refuse('switched-off', 'RST-3', { section: 'repairs' }) : undefined;
}

/** Who asks: the author of a text, who is told of nothing that they cannot read; or the decision that is carried out, of which what it is about itself its submission has checked. */
type Asking = { readonly author: string } | { readonly decision: string };

/** Of what it names. */
export async function decidedReferralFault(
  db: Db | Trx,
  { of, harmed, responsible }: Referral,
  charter: Pick<Charter, 'restorative' | 'repairs'>,
  asking: Asking,
): Promise<Refusal | undefined> {
  const sides = { harmed, responsible };
  const off = switchedOff(charter) ?? sidesFault(sides);
  if (off !== undefined) return off;
  const members = await unknownMembers(db, [...harmed, ...responsible]);
  if (members.length > 0) return refuse('unknown-member', 'RST-1', { members });
  const id = of ?? ('decision' in asking ? asking.decision : null);
  if (id === null) return undefined;
  const matter = await matterOf(db, id);
  const isHidden = 'author' in asking && !(await isReadable(db, id, asking.author));
  if (matter === undefined || isHidden)
    return refuse('action-not-permitted', 'RST-1', { action: 'restorative.refer', of: id });
  const before = await referredIn(db, await caseOf(db, id));
  const known = before.filter((work) => 'decision' in asking || peopleIn(work).includes(asking.author));
  return referralFault(matter, sides, known, null);
}

/** Whether a member may read what is to be referred: of what stays in a room they learn nothing by naming it (AUT-2). */
async function isReadable(db: Db | Trx, id: string, author: string): Promise<boolean> {
  const process = await otherProcess(db, id);
  if (process?.confidential !== true) return true;
  const member = await memberById(db, author);
  return member !== undefined && isInRoom(db, process, member);
}
