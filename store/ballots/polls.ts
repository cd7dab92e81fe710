/** Polls: one collection of answers in a half-open window [opens, closes), and who is missing in them. */
import { sql } from 'kysely';
import type { Category, Charter } from '../../charter/types.ts';
import type { Quorum, Threshold } from '../../charter/thresholds.ts';
import type { Concentration } from '../../rules/delegation/concentration.ts';
import type { PollKind } from '../../rules/model.ts';
import type { Hiding } from '../../rules/polls/hiding.ts';
import type { Participation, ReasonAgainst } from '../../rules/polls/participation.ts';
import type { Comparing } from '../../rules/polls/preferences.ts';
import { barAfter } from '../../rules/polls/quorum.ts';
import type { Tally } from '../../rules/polls/tally.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { prepared } from '../postgres/prepared.ts';

/** What a poll is judged by, copied from the decision's charter when it opens (CHA-1). */
export interface PollRules {
  readonly category: {
    readonly name: string;
    readonly threshold: Threshold;
    readonly quorum: Quorum | null;
    readonly adopts?: Category['adopts'];
  };
  readonly charter: Pick<Charter, 'offline' | 'deadlock' | 'discussion' | 'voting' | 'signatures'> &
    Hiding &
    Comparing & {
      /** Left out in polls opened before there was delegation. */
      readonly delegation?: Charter['delegation'];
      /** Whether electors declare their interests before they answer (GUA-2); left out where they are not asked. */
      readonly interests?: Charter['interests'];
    };
  /** The options that can be ranked, in their order; none in a vote. */
  readonly options: readonly string[];
}

/** The poll was kept open once more (PRO-8): when, until when, and the tally that missed the quorum. */
export interface Extension {
  readonly at: string;
  readonly closes: string;
  readonly tally: Tally;
}

export interface Poll {
  readonly id: number;
  readonly decision: string;
  readonly kind: PollKind;
  /** Votes are counted from 1 in a decision; preferences and positions bear the number of their round. */
  readonly number: number;
  readonly round: number;
  readonly version: number;
  readonly electorate: string;
  readonly opens: string;
  readonly closes: string;
  /** Where `closes` stood at the opening, moved by an extension only; who is waited for moves `closes` (MEM-4). */
  readonly due: string;
  readonly extended: readonly Extension[];
  readonly extensionsLeft: number;
  readonly rules: PollRules;
  /** Every elector before this one has answered or departed; null once nobody is missing. */
  readonly awaited: string | null;
  readonly closedAt: string | null;
  readonly result: unknown;
  /** How much stood with how few at the close (VOT-8); null while it is open, and where nothing was delegated. */
  readonly delegation: Concentration | null;
  /** Who took part, as it closed; null while it is open, of rankings of a round, and where it was never judged. */
  readonly participation: Participation | null;
  /** The first reasons against, likewise: of votes against, in a round of blocks. */
  readonly reasonsAgainst: readonly ReasonAgainst[] | null;
}

/** What its votes are judged by, as often as it was extended (PRO-8). */
export const barOf = ({ rules, extended }: Pick<Poll, 'rules' | 'extended'>): PollRules['category'] =>
  barAfter(rules.category, rules.charter.voting, extended.length);

export const pollColumns = [
  'id',
  'decision',
  'kind',
  'number',
  'round',
  'version',
  'electorate',
  'opens',
  'closes',
  'due',
  'extended',
  'extensions_left as extensionsLeft',
  'rules',
  'awaited',
  'closed_at as closedAt',
  'result',
  'delegation',
  'participation',
  'reasons_against as reasonsAgainst',
] as const;

export type PollOpening = Pick<
  Poll,
  'decision' | 'kind' | 'number' | 'round' | 'version' | 'electorate' | 'opens' | 'closes' | 'rules'
>;

/** Opens a poll. @throws where it was opened before: whoever opens it does so once */
export async function openPoll(trx: Trx, poll: PollOpening): Promise<void> {
  await trx
    .insertInto('polls')
    .values({
      ...poll,
      due: poll.closes,
      rules: JSON.stringify(poll.rules),
      extended: '[]',
      extensions_left: poll.kind === 'votes' ? poll.rules.charter.voting.extensions : 0,
      closed_at: null,
      result: null,
    })
    .execute();
}

export async function pollByNumber(
  db: Db | Trx,
  decision: string,
  kind: PollKind,
  number: number,
): Promise<Poll> {
  const row = await db
    .selectFrom('polls')
    .select(pollColumns)
    .where('decision', '=', decision)
    .where('kind', '=', kind)
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return row as Poll;
}

/** A decision's polls of one kind, in order. */
export async function pollsOf(db: Db | Trx, decision: string, kind: PollKind): Promise<Poll[]> {
  return (await readPolls(db, decision, kind)) as Poll[];
}

const readPolls = prepared('polls-of', 2, (db, decision: string, kind: PollKind) =>
  db
    .selectFrom('polls')
    .select(pollColumns)
    .where('decision', '=', decision)
    .where('kind', '=', kind)
    .orderBy('number'),
);

/** The decisions in which the member is an elector of a poll that is still open. */
export async function decisionsAwaiting(db: Db, member: string): Promise<string[]> {
  const rows = await db
    .selectFrom('polls')
    .innerJoin('electors', 'electors.electorate', 'polls.electorate')
    .select('polls.decision')
    .distinct()
    .where('electors.member', '=', member)
    .where('polls.closed_at', 'is', null)
    .execute();
  return rows.map(({ decision }) => decision);
}

/** The decisions that wait for the member's word as guardian (DEA-2, VET-3). */
export async function decisionsAwaitingGuardian(db: Db, member: string): Promise<string[]> {
  const rows = await db
    .selectFrom('proposals')
    .select('id')
    .where('stage', 'in', ['guardian-resolution', 'guardian-approval', 'delay'])
    .where(sql<boolean>`${member} in (state ->> 'guardian', state ->> 'approver')`)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * The first elector who has neither answered nor departed, or null; looked for from the one known before, so that all looks
 * together pass each elector once. (Subqueries of one row: an anti-join would read the whole electorate at each look.)
 */
async function firstMissing(db: Db | Trx, poll: Pick<Poll, 'id' | 'electorate'>): Promise<string | null> {
  const { rows } = await sql<{ member: string }>`
    select e.member from electors e
    where e.electorate = ${poll.electorate}
      and e.member >= (select awaited from polls where id = ${poll.id})
      and (select m.status from members m where m.id = e.member) <> 'departed'
      and (select a.number from answers a where a.poll = ${poll.id} and a.elector = e.member limit 1) is null
    order by e.member limit 1`.execute(db);
  return rows[0]?.member ?? null;
}

/** Whether every elector who has not departed has answered. */
export async function everyoneAnswered(
  db: Db | Trx,
  poll: Pick<Poll, 'id' | 'electorate'>,
): Promise<boolean> {
  return (await firstMissing(db, poll)) === null;
}

/** After an answer: whether it was the one that everybody waited for. True once for a poll, however many answers come at once. */
export async function nowComplete(
  db: Db,
  poll: Pick<Poll, 'id' | 'electorate' | 'awaited'>,
): Promise<boolean> {
  const awaited = await firstMissing(db, poll);
  // Nothing to write: whoever was missed before the answer is missed still.
  if (awaited !== null && awaited === poll.awaited) return false;
  const { numUpdatedRows } = await db
    .updateTable('polls')
    .set({ awaited })
    .where('id', '=', poll.id)
    .where('awaited', 'is distinct from', awaited)
    .where('awaited', 'is not', null)
    .executeTakeFirst();
  return awaited === null && numUpdatedRows > 0n;
}
