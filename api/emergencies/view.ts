/** An emergency as its readers see it, and what they may do now (EMG-1 to EMG-7, AUT-1). */
import { charterCopy } from '../../charter/copy.ts';
import { isMature } from '../../rules/polls/electorate.ts';
import type { EmergencyPoll, EmergencyPollKind, EmergencyState } from '../../rules/emergency/state.ts';
import { electorateOfPoll } from '../../rules/emergency/polls.ts';
import { type EmergencyAct, actsAllowed, mayAct } from '../../rules/emergency/permissions.ts';
import type { Member } from '../../rules/model.ts';
import { isHidden } from '../../rules/polls/hiding.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { charterVersion } from '../../store/council/charters.ts';
import { stewardsOf } from '../../store/council/members.ts';
import type { Db } from '../../store/postgres/database.ts';
import { electoratesOf } from '../../store/ballots/electors.ts';
import { votesCast } from '../../store/ballots/poll-figures.ts';
import { type Poll, pollsOf } from '../../store/ballots/polls.ts';
import { tookPart, uncounted } from '../../store/ballots/took-part.ts';
import { tookPartShown } from '../polls/took-part.ts';
import { existingOf } from '../kinds/reading.ts';
import { must } from '../problems/problem.ts';
import type { ReadonlyDeep } from '../http/route.ts';
import type { EmergencyAnswer } from './schemas.ts';
import type { Services } from '../service/services.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

export const existingEmergency = existingOf('emergency');

/** Who a member is to an emergency. */
export async function emergencyActor({ db, clock }: Sources, member: Member, state: EmergencyState) {
  const at = await clock(db);
  const kinds = (Object.keys(state.polls) as EmergencyPollKind[]).map((kind) => ({
    kind,
    electorate: electorateOfPoll(state, kind),
  }));
  const mine = await electoratesOf(
    db,
    member.id,
    kinds.map(({ electorate }) => electorate),
  );
  return {
    at,
    actor: {
      id: member.id,
      status: member.status,
      council: await isOfCouncil(db, member, state, at),
      electorOf: kinds.flatMap(({ kind, electorate }) => (mine.has(electorate) ? [kind] : [])),
      operator: member.roles.includes('operator'),
    },
  };
}

/** Of council maturity now, under the charter that the emergency carries (CHA-1). */
async function isOfCouncil(
  db: Db,
  member: Member,
  { charter }: EmergencyState,
  at: string,
): Promise<boolean> {
  const kept = await charterVersion(db, charter.version);
  if (kept === undefined) throw new Error(`no charter version ${charter.version}`);
  return isMature(member, 'council', charterCopy(kept, charter.pace).charter, at);
}

/** Throws the refusal's problem where the member may not do this now; answers whether they are of the council. */
export async function mustBeAllowed(
  sources: Sources,
  act: EmergencyAct,
  state: EmergencyState,
  member: Member,
): Promise<boolean> {
  const { actor, at } = await emergencyActor(sources, member, state);
  must(mayAct(act, state, actor, at));
  return actor.council;
}

export async function viewEmergency(
  sources: Sources,
  reader: Member,
  state: EmergencyState,
): Promise<ReadonlyDeep<EmergencyAnswer>> {
  const { actor, at } = await emergencyActor(sources, reader, state);
  const { charter, createdAt: actedAt, polls, formerPolls, ...shown } = state;
  const kept = await keptPolls(sources.db, state);
  const { override, ratification } = polls;
  return {
    ...shown,
    stewards: await stewardsOf(sources.db, [state.actor]),
    actedAt,
    charterVersion: charter.version,
    pace: charter.pace,
    polls: {
      ...(override && { override: await pollNow(sources.db, kept.override.at(-1), override) }),
      ...(ratification && {
        ratification: await pollNow(sources.db, kept.ratification.at(-1), ratification),
      }),
    },
    formerPolls: formerPolls.map((poll) => ({
      ...poll,
      ...tookPartShown(kept[poll.kind].find(({ opens }) => opens === poll.opens) ?? uncounted),
    })),
    can: actsAllowed(state, actor, at),
  };
}

/** Its polls as they are kept, in their order. */
async function keptPolls(
  db: Db,
  { id, polls: { override, ratification } }: EmergencyState,
): Promise<Readonly<Record<EmergencyPollKind, readonly Poll[]>>> {
  return {
    override: override === undefined ? [] : await pollsOf(db, id, 'override'),
    ratification: ratification === undefined ? [] : await pollsOf(db, id, 'ratification'),
  };
}

/** With the tally as it stands, while it is open, unless it shows at the close only; before it, who took part (VOT-7, VOT-8). */
async function pollNow(db: Db, poll: Poll | undefined, shown: EmergencyPoll) {
  // Not written yet.
  if (poll?.opens !== shown.opens) return { ...shown, ...tookPartShown(uncounted) };
  if (poll.closedAt !== null || shown.electorate === null || isHidden(poll))
    return { ...shown, ...tookPartShown(poll) };
  const { category, charter } = poll.rules;
  const figures = await votesCast(db, poll);
  const took = await tookPart(db, poll, figures);
  return { ...shown, ...tookPartShown(took), tally: tallyOf(figures, category, charter) };
}
