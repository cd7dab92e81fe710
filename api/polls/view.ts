/** Polls as members see them: tallies, ballots, positions, preference maps. */
import { z } from 'zod';
import type { Position, PollKind } from '../../rules/model.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { noQuorum, type Tally, tallyOf } from '../../rules/polls/tally.ts';
import { type CurrentAnswer, listAnswers } from '../../store/ballots/answers/answers.ts';
import { mapOf, type PreferenceResult } from '../../store/ballots/closing.ts';
import type { Db } from '../../store/postgres/database.ts';
import { barOf, type Poll, pollsOf } from '../../store/ballots/polls.ts';
import { isHidden } from '../../rules/polls/hiding.ts';
import { ballotHidden, ballotShown, noMap, rankingsShown } from './shown.ts';
import { carriedBallots, keptConcentration } from '../delegations/view.ts';
import { mapPage, type Page, pageOf, placeOf } from '../http/page.ts';
import type { Services } from '../service/services.ts';
import { problemError } from '../problems/problem.ts';
import { type Standing, standingOf } from './standing.ts';
import { tookPartShown } from './took-part.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

/** Answers read at a time where a list is answered whole. */
const batch = 1_000;

const answerPlace = z.strictObject({ pollNumber: z.int(), elector: z.string() });
const placeAfter = ({ pollNumber, elector }: CurrentAnswer) => ({ pollNumber, elector });

interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** The k-th vote, or the newest; a problem `not-found` with the stage where there is none (yet). */
async function vote(db: Db, { id, stage }: ProposalState, number: number | undefined): Promise<Poll> {
  const votes = await pollsOf(db, id, 'votes');
  const found = number === undefined ? votes.at(-1) : votes.find((poll) => poll.number === number);
  if (found === undefined) throw problemError('not-found', { stage, votesOpened: votes.length });
  return found;
}

/** The tally as it stands (VOT-8), or as the vote closed: then nothing can change it any more. */
export async function tallyOfVote(services: Sources, state: ProposalState, number: number | undefined) {
  const { db } = services;
  const poll = await vote(db, state, number);
  const { version, opens, closes, closedAt, extended } = poll;
  const matter = state.asks?.matters[poll.number - 1]?.matter ?? null;
  const shown = { vote: poll.number, matter, version, opens, closes, closedAt };
  if (isHidden(poll))
    return { ...shown, ...hiddenNow(poll, await standingOf(services, poll, electorsOf(state))) };
  // One that the decision's ending closed was never judged: it shows what it held.
  const tally =
    poll.result === null
      ? tallyNow(poll, await standingOf(services, poll, electorsOf(state)))
      : tallyKept(poll);
  return { ...shown, hidden: false as const, extended, ...tally };
}

/** Of a vote that shows at its close: what it takes, and how many have answered (VOT-7). */
function hiddenNow(poll: Poll, { at: countedAt, counted }: Standing) {
  const { extended } = poll;
  const { threshold, quorum } = barOf(poll);
  const { answered, electorate } = counted.inPerson;
  return {
    hidden: true as const,
    countedAt,
    extended: extended.map(({ at, closes }) => ({ at, closes })),
    answered,
    electorate,
    quorum: quorum ?? noQuorum,
    threshold,
  };
}

const electorsOf = ({ electorate }: ProposalState): number => electorate?.size ?? 0;

function tallyNow(poll: Poll, { at, counted }: Standing) {
  const { figures, inPerson } = counted;
  const tally = tallyOf(figures, barOf(poll), poll.rules.charter, inPerson);
  return { ...tookPartShown(counted), countedAt: at, ...tally, ...counted.concentration };
}

function tallyKept(poll: Poll) {
  const { closedAt: countedAt, result } = poll;
  if (countedAt === null) throw new Error('a poll that is open has come to nothing yet');
  return {
    ...tookPartShown(poll),
    countedAt,
    ...(result as Tally),
    decided: true,
    ...keptConcentration(poll),
  };
}

/** Ballots of one vote, each elector's last with those it replaced (PRO-7), and the votes that representatives carry (VOT-3). */
export async function ballotsOf(
  services: Sources,
  { state, reader }: { readonly state: ProposalState; readonly reader: string },
  {
    vote: number,
    choice,
    cursor,
    limit,
  }: PageQuery & {
    readonly vote?: number | undefined;
    readonly choice?: 'against' | undefined;
    readonly limit: number;
  },
) {
  const { db } = services;
  const poll = await vote(db, state, number);
  const after = placeOf(answerPlace, cursor);
  const page = { after, limit: limit + 1 };
  const against = choice === 'against';
  const asked = { decision: state.id, kind: 'votes', number: poll.number, against } as const;
  const cast = await listAnswers(db, { ...asked, ...page });
  // Who is carried shows what another has answered.
  if (isHidden(poll))
    return pageOf(
      cast.map((answer) => ballotHidden(answer, reader)),
      limit,
      ({ member }) => placeOfBallot(poll, member),
    );
  // Who is carried has given no reason of their own.
  if (against) return pageOf(cast.map(ballotShown), limit, ({ member }) => placeOfBallot(poll, member));
  const { counted = null } = poll.result === null ? await standingOf(services, poll, electorsOf(state)) : {};
  const carried = await carriedBallots(db, poll, counted, { ...page, after: after?.elector });
  const inPerson = cast.map(ballotShown);
  // Who is carried has no ballot of their own, so nobody is here twice.
  const both = [...inPerson, ...carried].toSorted((one, other) => (one.member < other.member ? -1 : 1));
  return pageOf(both, limit, ({ member }) => placeOfBallot(poll, member));
}

const placeOfBallot = ({ number: pollNumber }: Poll, elector: string) => ({ pollNumber, elector });

/** Positions of one round or all, each elector's last of each round. */
export async function positionsOf(
  db: Db,
  { decision, reader }: { readonly decision: string; readonly reader: string },
  {
    round,
    position,
    ...query
  }: PageQuery & { readonly round?: number | undefined; readonly position?: 'block' | undefined },
) {
  const against = position === 'block';
  const page = await answersPage(db, { decision, kind: 'positions', number: round, against }, query);
  // Asked after they were read: a poll that is closed by then hides nothing of it any more.
  const hidden = new Set(
    (await pollsOf(db, decision, 'positions')).filter(isHidden).map(({ number }) => number),
  );
  return mapPage(page, ({ elector, choice, reason, pollNumber, version, at }) => {
    const isShown = elector === reader || !hidden.has(pollNumber);
    return {
      member: elector,
      position: isShown ? (choice as Position) : null,
      reason: isShown ? reason : null,
      round: pollNumber,
      version,
      at: isShown ? at : null,
    };
  });
}

/** The preference map of one round or all (CON-1): as it was kept at the round's end, or as it stands; also of a round that was cut short. */
export async function preferenceRounds(
  db: Db,
  { decision, reader }: { readonly decision: string; readonly reader: string },
  round: number | undefined,
) {
  const polls = await pollsOf(db, decision, 'preferences');
  const rounds = [];
  for (const poll of polls.filter(({ number }) => round === undefined || number === round)) {
    const { items } = await answersPage(db, { decision, kind: 'preferences', number: poll.number }, {});
    const hidden = isHidden(poll);
    rounds.push({
      round: poll.number,
      version: poll.version,
      closed: poll.closedAt !== null,
      rankings: rankingsShown(items, hidden ? reader : null),
      ...(hidden
        ? { options: poll.rules.options, ...noMap, aboveStatusQuo: null }
        : poll.result === null
          ? await mapOf(db, poll)
          : (poll.result as PreferenceResult)),
    });
  }
  return rounds;
}

interface Which {
  readonly decision: string;
  readonly kind: PollKind;
  readonly number: number | undefined;
  readonly against?: boolean;
}

/** A page of answers; without a limit, all that come after the cursor. */
async function answersPage(db: Db, which: Which, { cursor, limit }: PageQuery): Promise<Page<CurrentAnswer>> {
  const after = placeOf(answerPlace, cursor);
  if (limit !== undefined)
    return pageOf(await listAnswers(db, { ...which, after, limit: limit + 1 }), limit, placeAfter);
  const items: CurrentAnswer[] = [];
  for (let place = after; ;) {
    const read = await listAnswers(db, { ...which, after: place, limit: batch });
    items.push(...read);
    place = read.at(-1);
    if (place === undefined || read.length < batch) return { items, next: null };
  }
}
