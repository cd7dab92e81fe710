/** What an action that changes the council is checked for before a text with it is taken (EXE-1, MAN-1, GUA-2). */
import type { Category, Charter } from '../../charter/types.ts';
import { isAllowed, leadsInside } from '../../outgoing/addresses.ts';
import { sensorFault, sensorRemovalFault } from '../../rules/alarm/sensors.ts';
import { inOwnCase } from '../../rules/polls/electorate.ts';
import { mandateEndFault, mandateFault } from '../../rules/council/mandates.ts';
import { familyFault, isFamilyAction } from '../../rules/council/families.ts';
import { isMemberAction, standingFault } from '../../rules/council/members.ts';
import type { Action, Content } from '../../rules/model.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import type { Db } from '../postgres/database.ts';
import { isSensor, sensorStanding } from '../alarms/sensors.ts';
import { familyStanding } from '../families/family-actions.ts';
import { mandateById } from '../council/mandates.ts';
import { standingOf } from '../council/member-actions.ts';
import { decidedReferralFault } from '../processes/kinds/referrals.ts';
import { statusesOf } from '../council/members.ts';

/** The problems that an action which changes the council can be refused with, beside `already-done` and those of every action. */
export const councilProblems = [
  'switched-off',
  'category-not-permitted',
  'repeated-member',
  'too-far-ahead',
  'unknown-mandate',
  'in-a-family',
  'of-family-maturity',
  'other-parents',
  'other-shares',
  'unknown-sensor',
  'not-permitted',
] as const;

/** Why an action cannot be done in the council as it stands now; execution asks again, and has the last word. */
export async function councilFault(
  db: Db,
  action: Action | null,
  charter: Charter,
  { author, at }: { readonly author: string; readonly at: string },
): Promise<Refusal | undefined> {
  if (action !== null && isMemberAction(action))
    return standingFault(action, await standingOf(db, action), { at, execution: false });
  if (action !== null && isFamilyAction(action))
    return familyFault(action, await familyStanding(db, action, charter, at), { execution: false });
  switch (action?.type) {
    case 'mandate.grant': {
      const statuses = await statusesOf(db, action.members);
      return mandateFault(action, (id) => statuses.get(id), charter, at);
    }
    case 'sensor.register':
      return sensorFault(action.sensor, await sensorStanding(db, action.sensor), charter);
    case 'sensor.remove':
      return sensorRemovalFault(action.sensor, { isThere: await isSensor(db, action.sensor) });
    case 'mandate.end':
      return mandateEndFault(action.mandate, await mandateById(db, action.mandate), at);
    case 'restorative.refer':
      return decidedReferralFault(db, action, charter, { author });
    default:
      return undefined;
  }
}

/**
 * Why a call cannot be made whoever looks its address up; what a name leads to is judged when it is called (EXE-2).
 * @param allowed the hosts that the operator names (FOLKMOOT_CALLS_ALLOWED)
 */
export function callFault(action: Action | null, allowed: readonly string[] = []): Refusal | undefined {
  if (action?.type !== 'http.call') return undefined;
  const { method, url } = action;
  const to = new URL(url);
  return isAllowed(to, allowed) || !leadsInside(to)
    ? undefined
    : refuse('address-refused', 'EXE-2', { method, url });
}

/** The electorate is fixed without those whose case it is, so an amendment cannot make it another's (MEM-3, GUA-2). */
export function concernFault(before: Content, after: Content, category: Category): Refusal | undefined {
  const concerns = inOwnCase(before);
  const changed = inOwnCase(after);
  if (concerns.length === changed.length && concerns.every((id) => changed.includes(id))) return undefined;
  const facts = { category: category.name, action: after.action?.type, concerns };
  return refuse('action-not-permitted', 'GUA-2', facts);
}
