/** Repair plans as their readers see them, and what they can be put out of (MND-1, AUT-2). */
import { isPrivate, partiesOf } from '../../rules/conflict/state.ts';
import type { Member } from '../../rules/model.ts';
import { refuse } from '../../rules/refusal.ts';
import { chosenIn, type Harmed, lastChoices, mostAffected } from '../../rules/repair/circle.ts';
import type { Source } from '../../rules/repair/obligations.ts';
import { actsAllowed } from '../../rules/repair/permissions.ts';
import { peopleOf } from '../../rules/repair/people.ts';
import type { Asked, Circle, RepairState } from '../../rules/repair/state.ts';
import { stewardsOf, unknownMembers } from '../../store/council/members.ts';
import { processRow } from '../../store/processes/interruptions.ts';
import { presentOf } from '../../store/processes/kinds/repairs.ts';
import { isInRoom } from '../../store/processes/rooms.ts';
import { visibleConflict } from '../conflicts/view.ts';
import { existingOf } from '../kinds/reading.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

export const existingRepair = existingOf('repair');

/** The plan, if the member may see it: of one out of a room, who is not in it finds nothing (AUT-2). Else a problem `not-found`. */
export async function visibleRepair({ db }: Sources, reader: Member, id: string): Promise<RepairState> {
  const state = await existingRepair({ db }, id);
  const mayRead = !state.room || (await isInRoom(db, { id, parties: peopleOf(state) }, reader));
  if (!mayRead) throw problemError('not-found');
  return state;
}

const shownCircle = (circle: Circle) => ({
  affected: circle.affected,
  closes: circle.closes,
  obligations: circle.obligations.map((one, place) => ({
    n: place + 1,
    ...one,
    to: one.to ?? chosenIn(circle, place + 1),
    choices: [...lastChoices(circle, place + 1)].map(([by, to]) => ({ by, to })),
  })),
});

export async function showRepair({ db, clock }: Sources, reader: Member, state: RepairState) {
  const { charter, room: _room, putBy: _putBy, circle, ...shown } = state;
  return {
    ...shown,
    circle: circle === null ? null : shownCircle(circle),
    stewards: await stewardsOf(db, peopleOf(state)),
    charterVersion: charter.version,
    pace: charter.pace,
    can: actsAllowed(state, reader, await clock(db)),
  };
}

export const viewRepair = async (services: Sources, reader: Member, id: string) =>
  showRepair(services, reader, await visibleRepair(services, reader, id));

/** Whoever verifies is somebody, and has not departed; those who owe and are owed are parties. */
export async function mustBeKnown({ db }: Sources, obligations: readonly Asked[]): Promise<void> {
  const named = obligations.flatMap(({ by, to, verifier }) =>
    to === null ? [by, verifier] : [by, to, verifier],
  );
  const members = await unknownMembers(db, [...new Set(named)]);
  if (members.length > 0) throw refusalError(refuse('unknown-member', 'MND-1', { members }));
}

/** `room`: what is repaired stayed in one, and so does the plan. */
export type RepairSource = Source & {
  readonly room: boolean;
  /** Whom the harm affects, who may be asked in a circle (MND-1). */
  readonly harmed: Harmed;
};

/** More than a circle takes, so that too many are noticed though some of them owe or verify. */
const mostHarmed = 2 * mostAffected;

async function harmedBy({ db }: Sources, named: readonly string[] | 'everyone'): Promise<Harmed> {
  const everyone = named === 'everyone';
  return { members: await presentOf(db, everyone ? null : named, mostHarmed), everyone };
}

/** @throws a problem `not-found`, also to who may not see it */
export async function sourceOf(services: Sources, caller: Member, id: string): Promise<RepairSource> {
  const { db } = services;
  const proposal = await processRow(db, 'proposal', id);
  if (proposal?.kind === 'proposal') {
    const { stage, outcome, accused, victims } = proposal.state;
    if (accused === null) throw problemError('not-found');
    const affected = proposal.content?.impact?.affected ?? [];
    const harmed = await harmedBy(
      services,
      affected === 'everyone' ? affected : [...victims, ...affected].filter((one) => one !== accused),
    );
    const parties = [accused, ...victims];
    return { from: { kind: 'proposal', id }, stage, outcome, parties, room: false, harmed };
  }
  const { state } = await visibleConflict(services, caller, id);
  const { stage, outcome } = state;
  return {
    from: { kind: 'conflict', id },
    stage,
    outcome,
    parties: partiesOf(state),
    room: isPrivate(state),
    harmed: await harmedBy(services, partiesOf(state)),
  };
}
