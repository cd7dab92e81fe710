/** The ballot box: takes what electors give. One transaction under the decision's lock checks poll, window and elector (VOT-6). */
import { sql } from 'kysely';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import type { Member } from '../../rules/model.ts';
import { rankingFault } from '../../rules/proposal/preferences.ts';
import { type Act, mayAct } from '../../rules/proposal/permissions.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import type { Answer, AnswerEntry, ProposalPoll } from './answer.ts';
import type { Clock } from '../postgres/clock.ts';
import { behindOpening, clocksDiffer } from '../postgres/clocks.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { asState } from '../processes/proposals.ts';
import { nowComplete, type Poll, pollColumns } from './polls.ts';
import { standingAnswer } from './standing-answers.ts';
import { inTurn, memberIn, type Turn } from '../postgres/turn.ts';

/** How often one elector may answer in one poll; every answer is kept (PRO-7). */
const answersPerElector = 100;

export type Taken =
  | {
      readonly entry: AnswerEntry;
      /** False where it was taken before, and is only acknowledged again. */
      readonly fresh: boolean;
      /** Nobody may be missing any more from this answer on: the workflow is to look. */
      readonly complete: boolean;
    }
  | { readonly refusal: Refusal };

const acts: Readonly<Record<ProposalPoll, Act>> = {
  preferences: 'preferences',
  positions: 'position',
  votes: 'ballot',
};

/** Shared by all who answer in one decision; who closes its polls takes it alone. Held until the transaction ends. */
export async function lockDecision(trx: Trx, decision: string, how: 'shared' | 'alone'): Promise<void> {
  await (
    how === 'shared'
      ? sql`select pg_advisory_xact_lock_shared(hashtextextended(${decision}, 0))`
      : sql`select pg_advisory_xact_lock(hashtextextended(${decision}, 0))`
  ).execute(trx);
}

/** Takes an answer, or says why not. What is answered is committed, may be acknowledged, and is counted (VOT-6). */
export async function takeAnswer(
  db: Db,
  clock: Clock,
  proposal: string,
  member: Member,
  answer: Answer,
): Promise<Taken> {
  const taken = await inTurn(db, turnToAnswer(proposal, member.id), async (trx) => {
    const found = await lookUp(trx, proposal, answer, member.id);
    const at = notBefore(found.poll?.opens, await clock(trx));
    const checked = checkAnswer(found, member, answer, at);
    if ('refusal' in checked) {
      const entry = await standingAnswer(trx, checked.refusal, found.poll, member.id, answer);
      return entry === undefined ? checked : { entry, fresh: false, complete: false };
    }
    const { poll } = checked;
    const entry: AnswerEntry = {
      decision: proposal,
      poll: poll.kind,
      pollNumber: poll.number,
      elector: member.id,
      number: found.given + 1,
      choice: answer.choice,
      ranking: answer.ranking,
      reason: answer.reason,
      version: poll.version,
      at,
    };
    await keepAnswer(trx, poll.id, entry);
    return { poll, entry };
  });
  if (!('poll' in taken)) return taken;
  const { poll, entry } = taken;
  // After the commit: of the last two voters, each sees the other missing inside their own transaction.
  // And again with any answer after that: whoever completed the poll may have died before saying so.
  const complete = poll.awaited === null || (await asFarAsKnown(nowComplete(db, poll)));
  return { entry, fresh: true, complete };
}

/**
 * Whether a poll is complete, asked after the commit. Where the answer cannot be had, it is yes: what was committed is acknowledged whatever
 * comes after it, and a workflow that is told too often finds that it is not time.
 */
export const asFarAsKnown = (complete: Promise<boolean>): Promise<boolean> => complete.catch(() => true);

/** Keeps an answer beside those it replaces. */
export async function keepAnswer(trx: Trx, poll: number, entry: AnswerEntry): Promise<void> {
  await trx
    .insertInto('answers')
    .values({
      poll,
      elector: entry.elector,
      number: entry.number,
      choice: entry.choice,
      ranking: entry.ranking === null ? null : JSON.stringify(entry.ranking),
      reason: entry.reason,
      version: entry.version,
      at: entry.at,
      hash: leafHash(canonicalBytes(entry)),
    })
    .execute();
}

/**
 * A poll opens by Temporal's clock, and answers are timed by the box's: who answers within the difference of the two has answered at the
 * opening. Without it a record would hold an answer from before its window.
 * @throws `ClocksDiffer` where that would shift an answer by more than a second
 */
export function notBefore(opens: string | undefined, at: string): string {
  if (opens === undefined || Date.parse(at) >= Date.parse(opens)) return at;
  const difference = behindOpening(opens, at);
  if (difference !== undefined) throw clocksDiffer(difference);
  return opens;
}

/** The decision's lock, and one of the elector's own: two answers of one elector at once would get the same number. */
export const turnToAnswer = (decision: string, elector: string): Turn => memberIn(decision, elector, 0);

interface Found {
  readonly state: ProposalState;
  readonly elector: boolean;
  /** The poll that is answered; undefined before it opens. */
  readonly poll: Poll | undefined;
  /** How often the elector has answered in it. */
  readonly given: number;
}

/** Everything that an answer is checked against, in one look. */
async function lookUp(
  trx: Trx,
  decision: string,
  { kind, number = null }: Pick<Answer, 'kind' | 'number'>,
  elector: string,
): Promise<Found> {
  const row = await trx
    .selectFrom('proposals as p')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('polls')
          .select(pollColumns)
          .where('polls.decision', '=', decision)
          .where('polls.kind', '=', kind)
          .$if(number !== null, (numbered) => numbered.where('polls.number', '=', number))
          .orderBy('polls.number', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .selectAll('newest')
    .select('p.state')
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('electors')
            .select('member')
            .where('electorate', '=', ({ fn, ref, val }) =>
              fn.coalesce(ref('newest.electorate'), val(decision)),
            )
            .where('member', '=', elector),
        )
        .as('elector'),
      eb
        .selectFrom('answers')
        .select(({ fn }) => fn.coalesce(fn.max('number'), sql<number>`0`).as('given'))
        .whereRef('answers.poll', '=', 'newest.id')
        .where('answers.elector', '=', elector)
        .as('given'),
    ])
    .where('p.id', '=', decision)
    .executeTakeFirstOrThrow();
  const { state, elector: isElector, given, ...newest } = row;
  return {
    state: asState(state),
    elector: Boolean(isElector),
    poll: newest.id === null ? undefined : (newest as Poll),
    given: given ?? 0,
  };
}

/** The open poll that takes the answer, or why none does. */
function checkAnswer(
  { state, elector, poll, given }: Found,
  member: Member,
  answer: Answer,
  at: string,
): { readonly poll: Poll } | { readonly refusal: Refusal } {
  const actor = { id: member.id, status: member.status, elector, operator: false };
  // The poll knows its close better than the row that readers see: an extension shows there a moment later.
  const refusal = mayAct(
    acts[answer.kind],
    { ...state, deadline: poll?.closes ?? state.deadline },
    actor,
    at,
  );
  if (refusal !== undefined) return { refusal };
  return openPollFor(poll, answer, given, at);
}

/** The poll, where it is open to an answer that fits it. */
export function openPollFor(
  poll: Poll | undefined,
  { version, ranking }: Pick<Answer, 'version' | 'ranking'>,
  given: number,
  at: string,
): { readonly poll: Poll } | { readonly refusal: Refusal } {
  if (poll === undefined || poll.closedAt !== null)
    return { refusal: refuse('window-closed', 'PRO-10', { closedAt: poll?.closedAt ?? null, at }) };
  if (version !== undefined && version !== poll.version)
    return { refusal: refuse('stale-version', 'PRO-6', { answered: version, inForce: poll.version }) };
  const fault = ranking === null ? undefined : rankingFault(ranking, poll.rules.options);
  if (fault !== undefined) return { refusal: fault };
  if (given >= answersPerElector)
    return { refusal: refuse('limit-reached', 'PRO-7', { most: answersPerElector }) };
  return { poll };
}
