/** Support as those see it whom it concerns; to everybody else there is nothing (SUP-3). */
import type { Member } from '../../rules/model.ts';
import { actsAllowed, type SupportActor } from '../../rules/support/permissions.ts';
import { owedOf } from '../../rules/support/owing.ts';
import { isOfRoom, isReader, seesDanger } from '../../rules/support/readers.ts';
import type { SupportState } from '../../rules/support/state.ts';
import { forgottenAt } from '../../rules/support/step.ts';
import { holderOf, membersAmong } from '../../store/council/members.ts';
import { roomOffice } from '../../store/processes/rooms.ts';
import { sealKeysOf, supportersOnDuty } from '../../store/support/duty.ts';
import { supportById } from '../../store/support/supports.ts';
import type { Db } from '../../store/postgres/database.ts';
import { problemError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

/** It says so to whoever asks for it (SUP-1). */
const about =
  'Company, and the way to help: it is no treatment and no emergency service. The services under `links` can be reached at once.';

export async function isGuardian(db: Db, { roles }: Pick<Member, 'roles'>): Promise<boolean> {
  const office = await roomOffice(db);
  return office !== null && roles.includes(office);
}

/** Who acts, with what the rules ask of them. */
export async function actorIn(
  { db }: Pick<Sources, 'db'>,
  { charter }: Pick<SupportState, 'charter'>,
  caller: Member,
  at: string,
): Promise<SupportActor> {
  const { id, status, roles } = caller;
  const onDuty = roles.includes('supporter')
    ? (await supportersOnDuty(db, at, charter.support.agents)).some((supporter) => supporter.id === id)
    : false;
  return { id, status, onDuty, guardian: await isGuardian(db, caller) };
}

/** What the member sees of. @throws a problem `not-found`, also where there is something that is not theirs to see */
export async function visibleSupport({ db }: Sources, reader: Member, id: string): Promise<SupportState> {
  const state = await supportById(db, id);
  const guardian = state !== undefined && (await isGuardian(db, reader));
  if (state === undefined || !isReader(state, { id: reader.id, guardian })) throw problemError('not-found');
  return state;
}

export async function showSupport({ db, clock }: Sources, reader: Member, state: SupportState) {
  const at = await clock(db);
  const actor = await actorIn({ db }, state, reader, at);
  const { id, person, danger } = state;
  const can = actsAllowed(state, actor, at);
  return {
    id,
    about,
    person,
    room: isOfRoom(state, reader) ? await roomOf(db, state, at) : null,
    danger: danger !== null && seesDanger(state, actor) ? shownDanger(danger) : null,
    forgottenAt: forgottenAt(state),
    owes: owedOf(state, can),
    links: { messages: `/v1/support/${id}/messages`, services: '/v1/support/services' },
    can,
  };
}

function shownDanger({
  seconds: _seconds,
  ground: _ground,
  reason: _reason,
  ...danger
}: NonNullable<SupportState['danger']>) {
  return danger;
}

/** Whoever holds the guardian's office, where they have a key of their own. */
export async function guardianToSealFor(db: Db, at: string): Promise<string | null> {
  const office = await roomOffice(db);
  const holder = office === null ? undefined : await holderOf(db, office);
  return holder !== undefined && (await sealKeysOf(db, [holder.id], at)).length > 0 ? holder.id : null;
}

async function roomOf(db: Db, state: SupportState, at: string) {
  const { by, stage, deadline, step, offered, out, asked, supporter, createdAt, takenAt, endedAt } = state;
  const members = await membersAmong(db, [...offered]);
  return {
    // Who asked for another has nothing to do with it from the yes on.
    by: stage === 'consent' || by === state.person ? by : null,
    stage,
    deadline,
    step,
    offered,
    out,
    asked,
    supporter,
    guardian: await guardianToSealFor(db, at),
    agents: members.filter(({ kind }) => kind === 'agent').map(({ id }) => id),
    createdAt,
    takenAt,
    endedAt,
  };
}

/** As it stands now; nothing of it where the caller is in it no more. */
export async function viewSupport(services: Sources, reader: Member, id: string) {
  return showSupport(services, reader, await visibleSupport(services, reader, id));
}
