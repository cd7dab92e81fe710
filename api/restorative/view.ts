/** Restorative work as who is in it sees it: to everybody else there is nothing (RST-5, AUT-2). */
import type { Charter } from '../../charter/types.ts';
import { matterOf as ofConflict } from '../../rules/conflict/waiting.ts';
import type { ConflictState } from '../../rules/conflict/state.ts';
import type { Member } from '../../rules/model.ts';
import { refuse } from '../../rules/refusal.ts';
import { actsAllowed } from '../../rules/restorative/permissions.ts';
import type { Matter } from '../../rules/restorative/referral.ts';
import { peopleIn, type RestorativeState } from '../../rules/restorative/state.ts';
import { memberById, stewardsOf, unknownMembers } from '../../store/council/members.ts';
import { processById } from '../../store/processes/processes.ts';
import { switchedOff } from '../../store/processes/kinds/referrals.ts';
import { visibleConflict } from '../conflicts/view.ts';
import { existingOf } from '../kinds/reading.ts';
import { must, problemError, refusalError } from '../problems/problem.ts';
import { visibleRepair } from '../repairs/view.ts';
import type { Services } from '../service/services.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

export const existingRestorative = existingOf('restorative');

/** The work, if the member is in it. Else a problem `not-found`. */
export async function visibleRestorative(
  { db }: Sources,
  reader: Member,
  id: string,
): Promise<RestorativeState> {
  const state = await existingRestorative({ db }, id);
  if (!peopleIn(state).includes(reader.id)) throw problemError('not-found');
  return state;
}

export async function showRestorative({ db, clock }: Sources, reader: Member, state: RestorativeState) {
  const { charter, case: _case, putBy: _putBy, over: _over, ...shown } = state;
  return {
    ...shown,
    stewards: await stewardsOf(db, peopleIn(state)),
    charterVersion: charter.version,
    pace: charter.pace,
    can: actsAllowed(state, reader, await clock(db)),
  };
}

export const viewRestorative = async (services: Sources, reader: Member, id: string) =>
  showRestorative(services, reader, await visibleRestorative(services, reader, id));

/** @throws a problem `not-found`, also to who may not see it: an open conflict and a broken plan are referred by their parties (RST-1) */
export async function referredFrom(services: Sources, caller: Member, id: string): Promise<Matter> {
  const { db } = services;
  if ((await processById<ConflictState>(db, 'conflict', id)) !== undefined)
    return ofConflict((await visibleConflict(services, caller, id)).state);
  const { stage, outcome, parties } = await visibleRepair(services, caller, id);
  return { from: { kind: 'repair', id }, stage, outcome, parties, whole: true };
}

/** What holds for it, and for the plan that it may come to (CHA-1). @throws a problem `switched-off` */
export function lengthsOf({ restorative, repairs }: Pick<Charter, 'restorative' | 'repairs'>) {
  must(switchedOff({ restorative, repairs }));
  if (restorative === null || repairs === null) throw new Error('nothing is off, and something is');
  return { restorative, repairs };
}

/** They are somebody, and have not departed. */
export async function mustBeMembers({ db }: Pick<Sources, 'db'>, named: readonly string[]): Promise<void> {
  const members = await unknownMembers(db, [...new Set(named)]);
  if (members.length > 0) throw refusalError(refuse('unknown-member', 'RST-1', { members }));
}

/** Only who holds the role has said that they would, and not who may have to judge where it came from: what was said is used nowhere else (RST-2, RST-5). */
export async function mustFacilitate({ db }: Pick<Sources, 'db'>, named: string): Promise<void> {
  await mustBeMembers({ db }, [named]);
  const member = await memberById(db, named);
  if (member?.roles.includes('facilitator') !== true)
    throw refusalError(refuse('no-facilitator', 'RST-2', { member: named }));
  if (member.roles.includes('guardian'))
    throw refusalError(refuse('own-case', 'RST-5', { member: named, office: 'guardian' }));
}
