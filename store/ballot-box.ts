/** The ballot box: takes what electors give. One transaction under the decision's lock checks poll, window and elector (VOT-6). */
import { sql } from 'kysely';
import { canonicalBytes } from '../ledger/canonical.ts';
import { leafHash } from '../ledger/merkle.ts';
import type { Member } from '../rules/model.ts';
import { rankingFault } from '../rules/preferences.ts';
import { type Act, mayAct } from '../rules/proposal.ts';
import { refuse, type Refusal } from '../rules/refusal.ts';
import type { Clock } from './clock.ts';
import type { Db, Trx } from './database.ts';
import { isInElectorate } from './electorates.ts';
import { everyoneAnswered, newestPoll, type Poll, type PollKind } from './polls.ts';
import { type Proposal, proposalById } from './proposals.ts';

/** How often one elector may answer in one poll; every answer is kept (PRO-7). */
export const answersPerElector = 100;

export interface Answer {
  readonly kind: PollKind;
  /** A ballot's choice or a position; null for a ranking. */
  readonly choice: string | null;
  /** Options in order of preference, those ranked equal together; null for a choice. */
  readonly ranking: readonly (readonly string[])[] | null;
  readonly reason: string | null;
  /** The version of the text that is answered; undefined: the one in force. */
  readonly version: number | undefined;
}

/** An answer as it stands in the evidence. */
export interface AnswerEntry {
  readonly decision: string;
  readonly poll: PollKind;
  readonly pollNumber: number;
  readonly elector: string;
  /** Counts the elector's answers in this poll from 1; the last counts. */
  readonly number: number;
  readonly choice: string | null;
  readonly ranking: readonly (readonly string[])[] | null;
  readonly reason: string | null;
  readonly version: number;
  readonly at: string;
}

/** What was taken. `hash` is the RFC 6962 leaf hash of the entry as canonical JSON, lower-case hex. */
export interface Acknowledgement extends AnswerEntry {
  readonly hash: string;
}

export type Taken =
  | {
      readonly acknowledgement: Acknowledgement;
      /** Every elector has answered now. */ readonly complete: boolean;
    }
  | { readonly refusal: Refusal };

const acts: Readonly<Record<PollKind, Act>> = {
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

/** Takes an answer, or says why not. What is acknowledged is committed, and is counted (VOT-6). */
export async function takeAnswer(
  db: Db,
  clock: Clock,
  proposal: string,
  member: Member,
  answer: Answer,
): Promise<Taken> {
  const taken = await db.transaction().execute(async (trx) => {
    await lockDecision(trx, proposal, 'shared');
    // Two answers of one elector at once would get the same number.
    await sql`select pg_advisory_xact_lock(hashtextextended(${member.id}, hashtextextended(${proposal}, 0)))`.execute(
      trx,
    );
    const seen = await proposalById(trx, proposal);
    if (seen === undefined) throw new Error(`no proposal ${proposal}`);
    const poll = await newestPoll(trx, proposal, answer.kind);
    const at = await clock(trx);
    const checked = await checkAnswer(trx, seen, poll, member, answer, at);
    if ('refusal' in checked) return checked;
    const entry: AnswerEntry = {
      decision: proposal,
      poll: checked.poll.kind,
      pollNumber: checked.poll.number,
      elector: member.id,
      number: checked.given + 1,
      choice: answer.choice,
      ranking: answer.ranking,
      reason: answer.reason,
      version: checked.poll.version,
      at,
    };
    const hash = answerHash(entry);
    await trx
      .insertInto('answers')
      .values({
        poll: checked.poll.id,
        elector: entry.elector,
        number: entry.number,
        choice: entry.choice,
        ranking: entry.ranking === null ? null : JSON.stringify(entry.ranking),
        reason: entry.reason,
        version: entry.version,
        at,
        hash,
      })
      .execute();
    return { poll: checked.poll, acknowledgement: { ...entry, hash: hash.toString('hex') } };
  });
  if ('refusal' in taken) return taken;
  // After the commit: of the last two voters, each sees the other missing inside their own transaction.
  return { acknowledgement: taken.acknowledgement, complete: await everyoneAnswered(db, taken.poll) };
}

/** The leaf hash of an answer, 32 bytes: what the acknowledgement promises and the record's root covers. */
export const answerHash = (entry: AnswerEntry): Buffer => leafHash(canonicalBytes(entry));

async function checkAnswer(
  trx: Trx,
  { state }: Proposal,
  poll: Poll | undefined,
  member: Member,
  answer: Answer,
  at: string,
): Promise<{ readonly poll: Poll; readonly given: number } | { readonly refusal: Refusal }> {
  const actor = {
    id: member.id,
    status: member.status,
    elector: await isInElectorate(trx, state.id, member.id),
    operator: false,
  };
  // The poll knows its close better than the row that readers see: an extension shows there a moment later.
  const refusal = mayAct(
    acts[answer.kind],
    { ...state, deadline: poll?.closes ?? state.deadline },
    actor,
    at,
  );
  if (refusal !== undefined) return { refusal };
  if (poll === undefined || poll.closedAt !== null)
    return { refusal: refuse('window-closed', 'PRO-10', { closedAt: poll?.closedAt ?? null, at }) };
  if (answer.version !== undefined && answer.version !== poll.version)
    return { refusal: refuse('stale-version', 'PRO-6', { answered: answer.version, inForce: poll.version }) };
  if (answer.ranking !== null) {
    const fault = rankingFault(answer.ranking, poll.rules.options);
    if (fault !== undefined) return { refusal: fault };
  }
  const { given } = await trx
    .selectFrom('answers')
    .select((eb) => eb.fn.coalesce(eb.fn.max('number'), sql<number>`0`).as('given'))
    .where('poll', '=', poll.id)
    .where('elector', '=', member.id)
    .executeTakeFirstOrThrow();
  if (given >= answersPerElector)
    return { refusal: refuse('limit-reached', 'PRO-7', { most: answersPerElector }) };
  return { poll, given };
}
