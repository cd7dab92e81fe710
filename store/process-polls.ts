/** The polls of emergencies and conflicts: overrides, ratifications, remedies and their vote (EMG-5, EMG-6, CNF-4). */
import { sql } from 'kysely';
import { statusQuo } from '../rules/options.ts';
import { decidedByElectorate } from '../rules/emergency.ts';
import { preferenceMap, type PreferenceMap } from '../rules/preferences.ts';
import type { Refusal } from '../rules/refusal.ts';
import { type Tally, tallyOf } from '../rules/tally.ts';
import {
  type Answer,
  type AnswerEntry,
  keepAnswer,
  lockDecision,
  lockToAnswer,
  notBefore,
  openPollFor,
  type Taken,
} from './ballot-box.ts';
import type { Clock } from './clock.ts';
import { close, closed, type Closing, stillOpen } from './closing.ts';
import type { Db, Trx } from './database.ts';
import { electoratesOf } from './electorships.ts';
import { type Poll, pollByNumber, type PollKind, pollsOf, rankingsGiven, votesCast } from './polls.ts';
import { processById, type ProcessKind, type ProcessState } from './processes.ts';

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
  const taken = await db.transaction().execute(async (trx) => {
    await lockToAnswer(trx, process, member.id);
    const state = await processById<State>(trx, kind, process);
    if (state === undefined) throw new Error(`no ${kind} ${process}`);
    const newest = (await pollsOf(trx, process, answer.kind)).at(-1);
    const at = notBefore(newest?.opens, await clock(trx));
    const elector =
      newest !== undefined && (await electoratesOf(trx, member.id, [newest.electorate])).size > 0;
    const refusal = may(state, elector, at, newest?.closes ?? null);
    if (refusal !== undefined) return { refusal };
    const given = newest === undefined ? 0 : await answersOf(trx, newest, member.id);
    const checked = openPollFor(newest, answer, given, at);
    if ('refusal' in checked) return checked;
    const { poll } = checked;
    const entry: AnswerEntry = {
      decision: process,
      poll: poll.kind,
      pollNumber: poll.number,
      elector: member.id,
      number: given + 1,
      choice: answer.choice,
      ranking: answer.ranking,
      reason: answer.reason,
      version: poll.version,
      at,
    };
    await keepAnswer(trx, poll.id, entry);
    return { poll, entry };
  });
  if ('refusal' in taken) return taken;
  // After the commit: of the last two voters, each sees the other missing inside their own transaction.
  const complete =
    closesEarly(taken.poll) &&
    taken.entry.choice === 'for' &&
    decidedByElectorate(await votesCast(db, taken.poll), taken.poll.rules.category);
  return { entry: taken.entry, complete };
}

async function answersOf(trx: Trx, { id }: Poll, elector: string): Promise<number> {
  const { given } = await trx
    .selectFrom('answers')
    .select(({ fn }) => fn.coalesce(fn.max('number'), sql<number>`0`).as('given'))
    .where('poll', '=', id)
    .where('elector', '=', elector)
    .executeTakeFirstOrThrow();
  return given;
}

/** Overrides and ratifications close as soon as nobody can turn them any more (EMG-5, EMG-6); the others at their instant. */
const closesEarly = ({ kind }: Pick<Poll, 'kind'>): boolean => kind === 'override' || kind === 'ratification';

/** Closes an override, a ratification or the vote on a remedy, where it is time; by then it is judged from one snapshot (VOT-5). */
export async function closeProcessVote(
  db: Db,
  clock: Clock,
  process: string,
  kind: Exclude<ProcessPoll, 'remedies'>,
): Promise<Closing<Tally>> {
  return db.transaction().execute(async (trx) => {
    await lockDecision(trx, process, 'alone');
    const poll = await pollByNumber(trx, process, kind, 1);
    if (poll.closedAt !== null) return closed<Tally>(poll);
    const at = await clock(trx);
    const figures = await votesCast(trx, poll);
    const { category, charter } = poll.rules;
    const early = closesEarly(poll) && decidedByElectorate(figures, category);
    if (at < poll.closes && !early) return stillOpen(poll);
    return close(trx, poll, at, tallyOf(figures, category, charter));
  });
}

/** The map of the remedies that were put and ranked (CNF-4). */
export type RemedyMap = Omit<PreferenceMap, 'aboveStatusQuo'> & { readonly options: readonly string[] };

/** Closes the ranking of remedies, where it is time. */
export async function closeRemedies(db: Db, clock: Clock, conflict: string): Promise<Closing<RemedyMap>> {
  return db.transaction().execute(async (trx) => {
    await lockDecision(trx, conflict, 'alone');
    const poll = await pollByNumber(trx, conflict, 'remedies', 1);
    if (poll.closedAt !== null) return closed<RemedyMap>(poll);
    const at = await clock(trx);
    if (at < poll.closes) return stillOpen(poll);
    return close(trx, poll, at, await remedyMap(trx, poll));
  });
}

/** As it stands. */
export async function remedyMap(db: Db | Trx, poll: Poll): Promise<RemedyMap> {
  const { options } = poll.rules;
  const { firstChoices, pairwise, condorcetWinner, schulze } = preferenceMap(
    options,
    statusQuo,
    await rankingsGiven(db, poll),
  );
  return { options, firstChoices, pairwise, condorcetWinner, schulze };
}

/** A remedy that was put can be ranked from now on. The caller holds the decision's lock alone. */
export async function addRemedy(trx: Trx, { id, rules }: Poll, remedy: string): Promise<void> {
  await trx
    .updateTable('polls')
    .set({ rules: JSON.stringify({ ...rules, options: [...rules.options, remedy] }) })
    .where('id', '=', id)
    .execute();
}
