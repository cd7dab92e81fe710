/** Repair plans as their readers see them, and what they can be put out of (MND-1, AUT-2). */
import { isPrivate, partiesOf } from '../../rules/conflict/state.ts';
import type { Member } from '../../rules/model.ts';
import { refuse } from '../../rules/refusal.ts';
import type { Source } from '../../rules/repair/obligations.ts';
import { actsAllowed } from '../../rules/repair/permissions.ts';
import { namedIn, type Obligation, peopleOf, type RepairState } from '../../rules/repair/state.ts';
import { stewardsOf, unknownMembers } from '../../store/council/members.ts';
import { processRow } from '../../store/processes/interruptions.ts';
import { processById } from '../../store/processes/processes.ts';
import { isInRoom } from '../../store/processes/rooms.ts';
import { visibleConflict } from '../conflicts/view.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

export async function existingRepair({ db }: Pick<Sources, 'db'>, id: string): Promise<RepairState> {
  const state = await processById<RepairState>(db, 'repair', id);
  if (state === undefined) throw problemError('not-found');
  return state;
}

/** The plan, if the member may see it: of one out of a room, who is not in it finds nothing (AUT-2). Else a problem `not-found`. */
export async function visibleRepair({ db }: Sources, reader: Member, id: string): Promise<RepairState> {
  const state = await existingRepair({ db }, id);
  const mayRead = !state.room || (await isInRoom(db, { id, parties: peopleOf(state) }, reader));
  if (!mayRead) throw problemError('not-found');
  return state;
}

export async function showRepair({ db, clock }: Sources, reader: Member, state: RepairState) {
  const { charter, room: _room, putBy: _putBy, ...shown } = state;
  return {
    ...shown,
    stewards: await stewardsOf(db, peopleOf(state)),
    charterVersion: charter.version,
    pace: charter.pace,
    can: actsAllowed(state, reader, await clock(db)),
  };
}

export const viewRepair = async (services: Sources, reader: Member, id: string) =>
  showRepair(services, reader, await visibleRepair(services, reader, id));

/** Whoever verifies is somebody, and has not departed; those who owe and are owed are parties. */
export async function mustBeKnown({ db }: Sources, obligations: readonly Obligation[]): Promise<void> {
  const members = await unknownMembers(db, namedIn(obligations));
  if (members.length > 0) throw refusalError(refuse('unknown-member', 'MND-1', { members }));
}

/** `room`: what is repaired stayed in one, and so does the plan. */
export type RepairSource = Source & { readonly room: boolean };

/** @throws a problem `not-found`, also to who may not see it */
export async function sourceOf(services: Sources, caller: Member, id: string): Promise<RepairSource> {
  const { db } = services;
  const proposal = await processRow(db, 'proposal', id);
  if (proposal?.kind === 'proposal') {
    const { stage, outcome, accused, victims } = proposal.state;
    if (accused === null) throw problemError('not-found');
    return { from: { kind: 'proposal', id }, stage, outcome, parties: [accused, ...victims], room: false };
  }
  const { state } = await visibleConflict(services, caller, id);
  const { stage, outcome } = state;
  return {
    from: { kind: 'conflict', id },
    stage,
    outcome,
    parties: partiesOf(state),
    room: isPrivate(state),
  };
}
