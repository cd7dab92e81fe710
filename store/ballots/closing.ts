/** Closing a poll: under the decision's lock alone, never before the clock reaches the close unless everybody has answered (VOT-5, VOT-6). */
import { sql } from 'kysely';
import { type Consensus, consensus } from '../../rules/polls/consensus.ts';
import type { PositionCounts } from './poll-figures.ts';
import { judgedBy } from '../../rules/polls/adoption.ts';
import { statusQuo } from '../../rules/proposal/options.ts';
import { type PreferenceMap, preferenceMap, unrankedUnder } from '../../rules/polls/preferences.ts';
import { type Tally, tallyOf } from '../../rules/polls/tally.ts';
import { laterOf, nextOpening } from '../../rules/window.ts';
import { lockDecision } from '../postgres/decision-lock.ts';
import { keepDelegatedVotes } from '../delegation/carried-votes.ts';
import { holdAbsences, isOffline } from '../council/absences.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { countVotesAtClose } from '../delegation/delegated-votes.ts';
import { departedFrom, keepDepartures } from './departures.ts';
import { positionsTaken, rankingsGiven } from './poll-figures.ts';
import { tookPart, type TookPart, uncounted } from './took-part.ts';
import { barOf, everyoneAnswered, type Extension, type Poll, pollByNumber, pollsOf } from './polls.ts';

/** Still open until `closes`, however often it was extended; or closed, with what it came to. */
export type Closing<Result> =
  | { readonly open: true; readonly closes: string; readonly extended: readonly Extension[] }
  | {
      readonly open: false;
      readonly closedAt: string;
      readonly extended: readonly Extension[];
      readonly result: Result;
    };

export interface RoundResult {
  readonly counts: PositionCounts;
  readonly electorate: number;
  readonly consensus: Consensus;
}

/** Closes the positions and preferences of a round, if it is time or every elector has a position (PRO-4); judges consensus (CON-3). */
export async function closeRound(
  db: Db,
  clock: Clock,
  decision: string,
  number: number,
): Promise<Closing<RoundResult>> {
  return db.transaction().execute(async (trx) => {
    await lockDecision(trx, decision, 'alone');
    const positions = await pollByNumber(trx, decision, 'positions', number);
    if (positions.closedAt !== null) return closed<RoundResult>(positions);
    const at = await clock(trx);
    const { category, charter } = positions.rules;
    const by = judgedBy(number, category, charter);
    // A lazy one stands for the review, which everybody's answer does not shorten (PRO-3).
    if (at < positions.closes && (by === 'lazy' || !(await everyoneAnswered(trx, positions))))
      return stillOpen(positions);
    const departed = await departedFrom(trx, positions);
    const { counts, electorate, parts, present } = await positionsTaken(trx, positions, { departed });
    const judged = {
      counts,
      electorate,
      consensus: consensus(counts, electorate, category, charter, { by, parts }),
    };
    const preferences = await pollByNumber(trx, decision, 'preferences', number);
    const silent = await departedFrom(trx, preferences);
    await close(trx, preferences, at, {
      result: await mapOf(trx, preferences),
      departed: silent,
      took: uncounted,
    });
    return close(trx, positions, at, {
      result: judged,
      departed,
      took: await tookPart(trx, positions, present),
    });
  });
}

/** A preference map with the options that it is about (CON-1). */
export type PreferenceResult = PreferenceMap & { readonly options: readonly string[] };

/** The preference map of a poll as it stands (CON-1). */
export async function mapOf(db: Db | Trx, poll: Poll): Promise<PreferenceResult> {
  const { options, charter } = poll.rules;
  const rankings = await rankingsGiven(db, poll);
  return { options, ...preferenceMap(options, statusQuo, rankings, unrankedUnder(charter)) };
}

/**
 * Closes a vote, if it is time or every elector has voted in person (PRO-7). Under the policy `wait` it stays open for who is
 * still offline (MEM-4); where the quorum is missed it is extended by its own length, as often as the charter says (PRO-8). The votes of a
 * veto's question, which are never extended, close together: all that were opened with the first (VET-2).
 * @returns the tally of each
 */
export async function closeVote(
  db: Db,
  clock: Clock,
  decision: string,
  number: number,
): Promise<Closing<readonly Tally[]>> {
  return db.transaction().execute(async (trx) => {
    await lockDecision(trx, decision, 'alone');
    const first = await pollByNumber(trx, decision, 'votes', number);
    const polls = (await pollsOf(trx, decision, 'votes')).filter((poll) => poll.number >= number);
    if (first.closedAt !== null)
      return { ...closed(first), result: polls.map(({ result }) => result as Tally) };
    const at = await clock(trx);
    let complete = true;
    let closes = first.due;
    for (const poll of polls) {
      complete &&= await everyoneAnswered(trx, poll);
      closes = laterOf(closes, await closesWithOffline(trx, poll, at));
    }
    if (!complete && at < closes) {
      for (const poll of polls) await keepOpen(trx, poll, closes);
      return { ...stillOpen(first), closes };
    }
    const counted = [];
    for (const poll of polls) counted.push(await countAtClose(trx, poll, at));
    const missed = counted.find(({ tally }) => !tally.quorum.met)?.tally;
    if (!complete && missed !== undefined && first.extensionsLeft > 0) return extend(trx, first, at, missed);
    for (const { poll, tally, departed, resolved, figures } of counted) {
      await keepDelegatedVotes(trx, poll, resolved);
      await close(trx, poll, at, { result: tally, departed, took: await tookPart(trx, poll, figures) });
    }
    return {
      open: false,
      closedAt: closeOf(first, at),
      extended: first.extended,
      result: counted.map(({ tally }) => tally),
    };
  });
}

async function countAtClose(trx: Trx, poll: Poll, at: string) {
  await holdAbsences(trx, poll.electorate);
  const counted = await countVotesAtClose(trx, poll, closeOf(poll, at));
  const tally = tallyOf(counted.figures, barOf(poll), poll.rules.charter, counted.inPerson);
  return { ...counted, poll, tally };
}

export const stillOpen = ({ closes, extended }: Poll) => ({ open: true as const, closes, extended });

export const closed = <Result>({ closedAt, extended, result }: Poll) => ({
  open: false as const,
  closedAt: closedAt as string,
  extended,
  result: result as Result,
});

/**
 * When the poll closes under the policy `wait`: at its due instant, or later for those electors who were offline when the electorate
 * was fixed and have not voted: while one is offline still, `wait` later; after their return, `onReturn` later within it. It waits
 * once: not again after an extension.
 */
async function closesWithOffline(trx: Trx, poll: Poll, at: string): Promise<string> {
  const { policy, wait, onReturn } = poll.rules.charter.offline;
  if (policy !== 'wait' || at < poll.due || poll.extended.length > 0) return poll.due;
  const limit = new Date(Date.parse(poll.due) + wait).toISOString();
  const { rows } = await sql<{ until: string | null }>`
    select max(case
      when ${isOffline(sql`m.id`, at)} then ${limit}::timestamptz
      else least(${limit}::timestamptz, (
        select max(lifted_at) from absences where member = m.id and counts_from < lifted_at
      ) + make_interval(secs => ${onReturn}::numeric / 1000))
    end) as until
    from electors e join members m on m.id = e.member
    where e.electorate = ${poll.electorate} and e.offline and m.status <> 'departed'
      and not exists (select from answers a where a.poll = ${poll.id} and a.elector = e.member)`.execute(trx);
  const until = rows[0]?.until ?? null;
  return until !== null && until > poll.due ? until : poll.due;
}

async function keepOpen(trx: Trx, poll: Poll, closes: string): Promise<void> {
  if (closes !== poll.closes)
    await trx.updateTable('polls').set({ closes }).where('id', '=', poll.id).execute();
}

async function extend(trx: Trx, poll: Poll, at: string, tally: Tally) {
  const { window } = poll.rules.charter.voting;
  // Under the policy `wait` a vote closes before its stored close, once nobody is waited for any more: the extension begins then (MEM-4).
  const from = nextOpening(at < poll.closes ? at : poll.closes, at, window);
  const closes = new Date(Date.parse(from) + window).toISOString();
  const extended = [...poll.extended, { at: from, closes, tally }];
  await trx
    .updateTable('polls')
    .set({
      closes,
      due: closes,
      extended: JSON.stringify(extended),
      extensions_left: poll.extensionsLeft - 1,
    })
    .where('id', '=', poll.id)
    .execute();
  return { open: true as const, closes, extended };
}

/** The close is the window's end, or the instant at which everybody had answered before it. */
const closeOf = ({ closes }: Poll, at: string): string => (at < closes ? at : closes);

/** @param judged what it came to, who had left it as it was counted (MEM-2), and who took part */
export async function close<Result>(
  trx: Trx,
  poll: Poll,
  at: string,
  {
    result,
    departed,
    took: { participation, reasonsAgainst },
  }: { readonly result: Result; readonly departed: readonly string[]; readonly took: TookPart },
) {
  const closedAt = closeOf(poll, at);
  await keepDepartures(trx, poll, departed);
  await trx
    .updateTable('polls')
    .set({
      closed_at: closedAt,
      result: JSON.stringify(result),
      participation: participation === null ? null : JSON.stringify(participation),
      reasons_against: reasonsAgainst === null ? null : JSON.stringify(reasonsAgainst),
    })
    .where('id', '=', poll.id)
    .execute();
  return { open: false as const, closedAt, extended: poll.extended, result };
}

/** The decision ended while polls were open: they take nothing more, and judge nothing. */
export async function closeWhatIsOpen(trx: Trx, decision: string, at: string): Promise<void> {
  await trx
    .updateTable('polls')
    .set((eb) => ({ closed_at: eb.fn('least', [eb.ref('closes'), eb.val(at)]) }))
    .where('decision', '=', decision)
    .where('closed_at', 'is', null)
    .execute();
}
