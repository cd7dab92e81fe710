/** The polls of emergencies and conflicts: overrides, ratifications, remedies and their vote (EMG-5, EMG-6, CNF-4). */
import { sql } from 'kysely';
import { statusQuo } from '../../rules/proposal/options.ts';
import { decidedByElectorate } from '../../rules/emergency/polls.ts';
import { preferenceMap, type PreferenceMap } from '../../rules/polls/preferences.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { type Tally, tallyOf } from '../../rules/polls/tally.ts';
import type { Answer, AnswerEntry } from './answers/answer.ts';
import {
  asFarAsKnown,
  holdSigningKeys,
  notBefore,
  numbersTaken,
  openPollFor,
  signatureOf,
  type Taken,
} from './ballot-box.ts';
import { lockDecision } from '../postgres/decision-lock.ts';
import { keepAnswers } from './answers/answer-keeping.ts';
import { countingKeys, type Known } from './answers/answer-look-up.ts';
import { holdAbsences } from '../council/absences.ts';
import type { Clock } from '../postgres/clock.ts';
import { close, closed, type Closing, stillOpen } from './closing.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { departedFrom } from './departures.ts';
import { electoratesOf } from './electors.ts';
import { rankingsGiven, votesCast } from './poll-figures.ts';
import { type Poll, pollByNumber, pollsOf } from './polls.ts';
import { processById, type ProcessKind, type ProcessState } from '../processes/processes.ts';
import { tookPart } from './took-part.ts';
import { isLate, standingAnswers } from './answers/standing-answers.ts';
import { inTurn, memberIn } from '../postgres/turn.ts';
import type { PollKind } from '../../rules/model.ts';

export type ProcessPoll = Exclude<PollKind, 'positions' | 'preferences'>;

/** Whose answer is asked of which process; `may` is the rules' word on it. */
export interface Asking<State extends ProcessState> {
  readonly kind: ProcessKind;
  readonly process: string;
  /** @param elector whether the member is one of the poll's; @param closes the poll's close, null where there is no poll */
  readonly may: (state: State, elector: boolean, at: string, closes: string | null) => Refusal | undefined;
}

/** Takes an answer, or says why not; complete: the poll may close at once, and the workflow is to be told (EMG-5). */
export async function takeProcessAnswer<State extends ProcessState>(
  db: Db,
  clock: Clock,
  { kind, process, may }: Asking<State>,
  member: { readonly id: string },
  answer: Answer<ProcessPoll>,
): Promise<Taken> {
  const taken = await inTurn(db, memberIn(process, member.id, 0), async (trx) => {
    await holdSigningKeys(trx, [{ elector: member.id, answer }]);
    const state = await processById<State>(trx, kind, process);
    if (state === undefined) throw new Error(`no ${kind} ${process}`);
    const newest = (await pollsOf(trx, process, answer.kind)).at(-1);
    const at = notBefore(newest?.opens, await clock(trx));
    const elector =
      newest !== undefined && (await electoratesOf(trx, member.id, [newest.electorate])).size > 0;
    const refusal = may(state, elector, at, newest?.closes ?? null);
    const known = newest === undefined ? { given: 0, keys: null } : await answersOf(trx, newest, member.id);
    const checked = refusal === undefined ? openPollFor(newest, answer, known, at) : { refusal };
    if ('refusal' in checked) {
      const late = { elector: member.id, answer };
      if (newest === undefined || !isLate(checked.refusal)) return checked;
      const entry = (await standingAnswers(trx, newest, [late])).get(late);
      return entry === undefined ? checked : { entry, fresh: false, complete: false };
    }
    const { poll } = checked;
    const entry: AnswerEntry = {
      decision: process,
      poll: poll.kind,
      pollNumber: poll.number,
      elector: member.id,
      number: known.given + 1,
      choice: answer.choice,
      ranking: answer.ranking,
      reason: answer.reason,
      version: poll.version,
      at,
      ...signatureOf(answer),
    };
    // Under the elector's lock nobody else takes its number; where it was taken all the same, nothing is acknowledged.
    if (!(await keepAnswers(trx, poll.id, [entry])).has(entry)) throw numbersTaken(process);
    return { poll, entry };
  });
  if (!('poll' in taken)) return taken;
  const { poll, entry } = taken;
  // After the commit: of the last two voters, each sees the other missing inside their own transaction.
  const complete = closesEarly(poll) && entry.choice === 'for' && (await asFarAsKnown(decidedNow(db, poll)));
  return { entry, fresh: true, complete };
}

const decidedNow = async (db: Db, poll: Poll): Promise<boolean> =>
  decidedByElectorate(await votesCast(db, poll), poll.rules.category);

async function answersOf(
  trx: Trx,
  { id, electorate }: Poll,
  elector: string,
): Promise<Pick<Known, 'given' | 'keys'>> {
  const { rows } = await sql<Pick<Known, 'given' | 'keys'>>`
    select coalesce((select max(number) from answers where poll = ${id} and elector = ${elector}), 0) as given,
      (select ${countingKeys} from electors er where er.electorate = ${electorate} and er.member = ${elector}) as keys`.execute(
    trx,
  );
  return rows[0] ?? { given: 0, keys: null };
}

/** Overrides and ratifications close as soon as nobody can turn them any more (EMG-5, EMG-6); the others at their instant. */
const closesEarly = ({ kind }: Pick<Poll, 'kind'>): boolean => kind === 'override' || kind === 'ratification';

/** Closes an override, a ratification or the vote on a remedy, where it is time; by then it is judged from one snapshot (VOT-5). */
export async function closeProcessVote(
  db: Db,
  clock: Clock,
  {
    process,
    kind,
    number,
  }: {
    readonly process: string;
    readonly kind: Exclude<ProcessPoll, 'remedies'>;
    readonly number: number;
  },
): Promise<Closing<Tally>> {
  return db.transaction().execute(async (trx) => {
    await lockDecision(trx, process, 'alone');
    const poll = await pollByNumber(trx, process, kind, number);
    if (poll.closedAt !== null) return closed<Tally>(poll);
    const at = await clock(trx);
    await holdAbsences(trx, poll.electorate);
    const departed = await departedFrom(trx, poll);
    const figures = await votesCast(trx, poll, { departed });
    const { category, charter } = poll.rules;
    const early = closesEarly(poll) && decidedByElectorate(figures, category);
    if (at < poll.closes && !early) return stillOpen(poll);
    return close(trx, poll, at, {
      result: tallyOf(figures, category, charter),
      departed,
      took: await tookPart(trx, poll, figures),
    });
  });
}

/** The map of the remedies that were put and ranked (CNF-4). */
export type RemedyMap = Omit<PreferenceMap, 'aboveStatusQuo'> & { readonly options: readonly string[] };

/** The map as it closed, and how many electors had not departed, or had ranked before (MEM-2). */
export type RemediesClosed = RemedyMap & { readonly electorate: number };

/** Closes the ranking of remedies, where it is time. */
export async function closeRemedies(
  db: Db,
  clock: Clock,
  conflict: string,
): Promise<Closing<RemediesClosed>> {
  return db.transaction().execute(async (trx) => {
    await lockDecision(trx, conflict, 'alone');
    const poll = await pollByNumber(trx, conflict, 'remedies', 1);
    if (poll.closedAt !== null) return closed<RemediesClosed>(poll);
    const at = await clock(trx);
    if (at < poll.closes) return stillOpen(poll);
    const departed = await departedFrom(trx, poll);
    const present = await votesCast(trx, poll, { departed });
    const { electorate } = present;
    return close(trx, poll, at, {
      result: { ...(await remedyMap(trx, poll)), electorate },
      departed,
      took: await tookPart(trx, poll, present),
    });
  });
}

/** As it stands. What is not ranked is last under any charter: remedies are put while they are ranked, and one that nobody else has seen yet would win every pair (CNF-4). */
export async function remedyMap(db: Db | Trx, poll: Poll): Promise<RemedyMap> {
  const { options } = poll.rules;
  const { firstChoices, pairwise, condorcetWinner, schulze } = preferenceMap(
    options,
    statusQuo,
    await rankingsGiven(db, poll),
  );
  return { options, firstChoices, pairwise, condorcetWinner, schulze };
}

/** A remedy that was put can be ranked from now on. The caller has the turn to put one. */
export async function addRemedy(trx: Trx, { id, rules }: Poll, remedy: string): Promise<void> {
  await trx
    .updateTable('polls')
    .set({ rules: JSON.stringify({ ...rules, options: [...rules.options, remedy] }) })
    .where('id', '=', id)
    .execute();
}
