/** Alarms as their readers see them, and who they are to one (ALM-3 to ALM-5). */
import { charterCopy } from '../../charter/copy.ts';
import { actsAllowed, type AlarmActor } from '../../rules/alarm/permissions.ts';
import { type AlarmState, certaintyOf, messageTypeOf, steps } from '../../rules/alarm/state.ts';
import type { Member } from '../../rules/model.ts';
import { isMature } from '../../rules/polls/electorate.ts';
import { charterVersion } from '../../store/council/charters.ts';
import { existingOf } from '../kinds/reading.ts';
import type { Services } from '../service/services.ts';
import type { AlarmAnswer } from './schemas.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

export const existingAlarm = existingOf('alarm');

/** Who answers for a member: of an agent its steward (ALM-3). */
export const ownerOf = ({ id, steward }: Pick<Member, 'id' | 'steward'>): string => steward ?? id;

/** Who a member is to an alarm: of council maturity by the charter that it carries (CHA-1). */
export async function alarmActor(
  { db, clock }: Sources,
  member: Member,
  { charter: { version, pace } }: Pick<AlarmState, 'charter'>,
): Promise<AlarmActor> {
  const kept = await charterVersion(db, version);
  if (kept === undefined) throw new Error(`no charter version ${version}`);
  const { charter } = charterCopy(kept, pace);
  return {
    id: member.id,
    status: member.status,
    owner: ownerOf(member),
    duty: member.roles.includes('duty'),
    leads: member.roles.includes('leadership'),
    council: isMature(member, 'council', charter, await clock(db)),
  };
}

export async function showAlarm(services: Sources, reader: Member, state: AlarmState): Promise<AlarmAnswer> {
  const { charter, alert, raisedBy, sources, ladder, wrong, refutations, ...shown } = state;
  if (alert === null || raisedBy === null) throw new Error(`the alarm ${state.id} was never raised`);
  const actor = await alarmActor(services, reader, state);
  return {
    ...shown,
    ...alert,
    responseType: shown.outcome === 'cleared' ? 'AllClear' : alert.responseType,
    certainty: certaintyOf(state),
    msgType: messageTypeOf(state),
    raisedBy: raisedBy.by,
    sources: sources.map(({ owner, by, at, observation, sensor }) => ({
      owner,
      by,
      at,
      observation,
      sensor,
    })),
    ladder: { n: ladder.n, told: steps[ladder.n - 1] ?? 'nobody', since: ladder.told, ends: ladder.ends },
    refutations: refutations.map((one) => ({ ...one, sensors: [...one.sensors] })),
    wrong: { sensors: [...wrong.sensors], owners: [...wrong.owners] },
    charterVersion: charter.version,
    pace: charter.pace,
    can: actsAllowed(state, actor, await services.clock(services.db)),
  };
}

export const viewAlarm = async (services: Sources, reader: Member, id: string): Promise<AlarmAnswer> =>
  showAlarm(services, reader, await existingAlarm(services, id));
