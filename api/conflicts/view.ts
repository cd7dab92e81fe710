/** A conflict as its readers see it, who may read it, and what they may do in it now (CNF-1 to CNF-5, AUT-1, AUT-2). */
import type { Charter } from '../../charter/types.ts';
import { type ConflictState, isPrivate } from '../../rules/conflict/state.ts';
import { pathAhead } from '../../rules/conflict/step.ts';
import { actsAllowed } from '../../rules/conflict/can.ts';
import { type ConflictAct, type ConflictActor, mayAct } from '../../rules/conflict/permissions.ts';
import { messagesOfOne } from '../../rules/conflict/limits.ts';
import { namedOf } from '../../rules/conflict/parties.ts';
import type { Member } from '../../rules/model.ts';
import { isHidden } from '../../rules/polls/hiding.ts';
import { enoughJudge } from '../../rules/polls/recusal.ts';
import { peopleIn } from '../../rules/restorative/state.ts';
import { type Tally, tallyOf } from '../../rules/polls/tally.ts';
import { canBeMediated, remediesOf, termsTexts } from '../../store/processes/kinds/conflicts.ts';
import { stewardsOf } from '../../store/council/members.ts';
import type { Db } from '../../store/postgres/database.ts';
import { electoratesOf } from '../../store/ballots/electors.ts';
import { electorsLeft, votesCast } from '../../store/ballots/poll-figures.ts';
import { pollByNumber, pollsOf } from '../../store/ballots/polls.ts';
import { tookPart, uncounted } from '../../store/ballots/took-part.ts';
import { tookPartShown } from '../polls/took-part.ts';
import { mediatorsOf } from '../../store/processes/processes.ts';
import { restorativeOf } from '../../store/processes/kinds/restorative.ts';
import { isInRoom, mediatorIds, roomOffice } from '../../store/processes/rooms.ts';
import { carriedCharter } from '../charter/of-decision.ts';
import { existingOf } from '../kinds/reading.ts';
import { must, problemError } from '../problems/problem.ts';
import type { ReadonlyDeep } from '../http/route.ts';
import type { ConflictAnswer } from './schemas.ts';
import type { Services } from '../service/services.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

/** A conflict, and whether its reader is in its room. */
export interface VisibleConflict {
  readonly state: ConflictState;
  readonly inside: boolean;
}

const existingConflict = existingOf('conflict');

export const seenBy = async (
  { db }: Pick<Sources, 'db'>,
  reader: Member,
  state: ConflictState,
): Promise<VisibleConflict> => ({
  state,
  inside: await isInRoom(db, { id: state.id, parties: namedOf(state).flat() }, reader),
});

/** The conflict, if the member may see it: while it is in its room, who is not finds nothing there (AUT-2). Else a problem `not-found`. */
export async function visibleConflict({ db }: Sources, reader: Member, id: string): Promise<VisibleConflict> {
  const seen = await seenBy({ db }, reader, await existingConflict({ db }, id));
  if (!seen.inside && isPrivate(seen.state)) throw problemError('not-found');
  return seen;
}

/** Who a member is in a conflict. */
export async function conflictActor({ db }: Sources, member: Member, id: string): Promise<ConflictActor> {
  const mine = await electoratesOf(db, member.id, [id, mediatorsOf(id)]);
  const office = await roomOffice(db);
  return {
    id: member.id,
    status: member.status,
    mediator: mine.has(mediatorsOf(id)),
    elector: mine.has(id),
    guardian: office !== null && member.roles.includes(office),
  };
}

/** Throws the refusal's problem where the member may not do this now; answers who they are in the conflict. */
export async function mustBeAllowed(
  sources: Sources,
  act: ConflictAct,
  state: ConflictState,
  member: Member,
): Promise<ConflictActor> {
  const actor = await conflictActor(sources, member, state.id);
  must(mayAct(act, state, actor, await sources.clock(sources.db)));
  return actor;
}

/** One conflict as a member sees it now. */
export async function viewConflict(
  sources: Sources,
  reader: Member,
  id: string,
): Promise<ReadonlyDeep<ConflictAnswer>> {
  return showConflict(sources, reader, await visibleConflict(sources, reader, id));
}

export async function showConflict(
  sources: Sources,
  reader: Member,
  { state, inside }: VisibleConflict,
): Promise<ReadonlyDeep<ConflictAnswer>> {
  const { db, clock } = sources;
  const at = await clock(db);
  const { charter, messages: _messages, ...shown } = state;
  const [remedies, { tally, ...took }, room, actor, work] = await Promise.all([
    state.electorate === null ? [] : remediesOf(db, state.id),
    voteNow(db, state),
    inside ? roomShown(db, state) : shownOutside(state),
    conflictActor(sources, reader, state.id),
    state.referred === null ? undefined : restorativeOf(db, state.id),
  ]);
  const seen = { ...shown, mostMessages: messagesOfOne(state), ...room };
  return {
    ...seen,
    stewards: await stewardsOf(db, [...seen.parties.flat(), ...seen.mediators]),
    remedies,
    ...took,
    tally,
    ahead: await aheadOf(db, state, { remedies: remedies.length > 0, tally, at }),
    restorative: work !== undefined && peopleIn(work).includes(reader.id) ? work.id : null,
    charterVersion: charter.version,
    pace: charter.pace,
    can: actsAllowed(state, actor, at),
  };
}

/** What is said in the room; the words of terms stand in its timeline. */
async function roomShown(db: Db, { id, terms, impasse, mediators: mediatorsBySide }: ConflictState) {
  const [texts, mediators] = await Promise.all([
    terms.length === 0 ? new Map<number, string>() : termsTexts(db, id),
    mediatorIds(db, id),
  ]);
  return {
    impasse,
    terms: terms.map((one) => ({ ...one, text: texts.get(one.n) ?? '' })),
    mediators,
    mediatorsBySide,
  };
}

/** What others see of it, once the council arbitrates: nobody who was named and is no party, and not how many were in the room. */
function shownOutside(state: ConflictState) {
  const parties = namedOf(state);
  const dropped = state.dropped.filter((id) => parties.flat().includes(id));
  const counts = { mostMessages: 0, mediatorsBySide: null };
  return { parties, dropped, noParty: [], impasse: [], terms: [], mediators: [], ...counts };
}

/** The vote as it stands, while one is open, or as it closed; null where it shows at the close (VOT-7, VOT-8). */
async function voteNow(db: Db, { id, step, tally, chosen }: ConflictState) {
  const [poll] = chosen === null ? [] : await pollsOf(db, id, 'votes');
  if (poll === undefined) return { ...tookPartShown(uncounted), tally };
  if (tally !== null || step !== 'voting' || isHidden(poll)) return { ...tookPartShown(poll), tally };
  const { category, charter } = poll.rules;
  const figures = await votesCast(db, poll);
  return {
    ...tookPartShown(await tookPart(db, poll, figures)),
    tally: tallyOf(figures, category, charter),
  };
}

interface Now {
  readonly remedies: boolean;
  readonly tally: Tally | null;
  readonly at: string;
}

async function aheadOf(db: Db, state: ConflictState, { remedies, tally, at }: Now) {
  if (state.deadline === null) return [];
  const { version, pace } = state.charter;
  const { charter } = await carriedCharter({ db, pace }, version);
  const mediators = state.stage === 'negotiation' && (await mediated(db, state, charter, at));
  return pathAhead(
    state,
    { mediators, remedies, tally, enough: await enoughLeft(db, state, charter) },
    charter,
  );
}

/** Whether enough of the council are left to judge, as it stands (GUA-2). */
async function enoughLeft(
  db: Db,
  { id, step, electorate }: ConflictState,
  charter: Charter,
): Promise<boolean> {
  if (step === null || electorate === null) return true;
  const poll = await pollByNumber(db, id, step === 'voting' ? 'votes' : 'remedies', 1);
  return enoughJudge(await electorsLeft(db, poll), electorate.council, charter);
}

const mediated = (db: Db, { parties }: ConflictState, charter: Charter, at: string): Promise<boolean> =>
  canBeMediated(db, { parties, charter, at });
