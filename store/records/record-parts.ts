/** The parts of the evidence, read from the rows that a decision left, each in its order (REC-1). */
import { sql } from 'kysely';
import type { EmergencyEvidence } from '../../ledger/emergency/schema.ts';
import type { Departure, Elector, TimelineEntry } from '../../ledger/parts/evidence-entries.ts';
import type { EvidenceEntry } from '../../ledger/parts/evidence.ts';
import type {
  DelegatedVoteEntry,
  PreferenceMapEntry,
  VersionEntry,
} from '../../ledger/parts/evidence-schema.ts';
import type { PartName, PartOf, RecordKind } from '../../ledger/parts/kinds.ts';
import { listAnswers } from '../ballots/answers.ts';
import type { AnswerEntry } from '../ballots/answer.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { type DeclarationEntry, listDeclarations } from '../ballots/declarations.ts';
import { type DelegationEntry, listDelegatedVotes, listDelegationEntries } from '../delegation/evidence.ts';
import { pollsOf } from '../ballots/polls.ts';
import { versionsOf } from '../processes/proposals.ts';
import { listStatements, type StatementEntry } from '../ballots/statements.ts';
import type { PollKind } from '../../rules/model.ts';
import { emergencyPollKinds } from '../../rules/emergency/state.ts';

/** Rows read at a time, so that evidence of any size takes the same memory. */
const page = 1_000;

/** Every row of a list that is read page by page, each after the last row of the one before. */
async function* paged<Row>(read: (after: Row | undefined) => Promise<readonly Row[]>): AsyncGenerator<Row> {
  for (let after: Row | undefined; ;) {
    const rows = await read(after);
    yield* rows;
    after = rows.at(-1);
    if (rows.length < page) return;
  }
}

/** Every answer, replaced ones too, by poll, elector and number (PRO-7). */
async function* answers(db: Db | Trx, decision: string, kind: PollKind): AsyncGenerator<AnswerEntry> {
  const read = (after: Parameters<typeof listAnswers>[1]['after']) =>
    listAnswers(db, { decision, kind, after, limit: page });
  for await (const { replaced, ...current } of paged(read)) yield* [...replaced, current];
}

/** Who had departed without an answer as a poll closed, and when (MEM-2). */
async function* departures(db: Db | Trx, decision: string): AsyncGenerator<Departure> {
  const polls = await db
    .selectFrom('polls')
    .select(['id', 'kind as poll', 'number as pollNumber'])
    .where('decision', '=', decision)
    .orderBy('kind')
    .orderBy('number')
    .execute();
  for (const { id, ...poll } of polls)
    yield* paged<Departure>(async (after) => {
      const rows = await db
        .selectFrom('departures as d')
        .innerJoin('members as m', 'm.id', 'd.member')
        .select(['d.member', 'm.status_at as at'])
        .where('d.poll', '=', id)
        .where('d.member', '>', after?.member ?? '')
        .orderBy('d.member')
        .limit(page)
        .execute();
      return rows.map((row) => ({ decision, ...poll, ...row }));
    });
}

/**
 * Of who was offline as the electorate was fixed: when they were, as far as its polls were open (MEM-4). What came after the last close
 * is no part of it.
 */
const absences = sql<Elector['absences'] | null>`case when offline then (
  select coalesce(json_agg(json_build_object(
    'from', to_char(ab.counts_from, ${'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'}),
    'until', case when ab.lifted_at < p.closed then to_char(ab.lifted_at, ${'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'}) end
  ) order by ab.counts_from), '[]')
  from absences ab,
    (select min(opens) as opened, max(closed_at) as closed from polls 
      where polls.electorate = electors.electorate or starts_with(polls.electorate, electors.electorate || '/')) p
  where ab.member = electors.member and ab.counts_from < p.closed
    and (ab.lifted_at is null or ab.lifted_at > greatest(p.opened, ab.counts_from))
) end`;

/** An electorate as it was fixed (MEM-3, MEM-4). */
async function* electors(db: Db | Trx, electorate: string): AsyncGenerator<Omit<Elector, 'decision'>> {
  const read = async (after: { readonly member: string } | undefined) => {
    const rows = await db
      .selectFrom('electors')
      .select(['member', 'offline', absences.as('absences')])
      .where('electorate', '=', electorate)
      .where('member', '>', after?.member ?? '')
      .orderBy('member')
      .limit(page)
      .execute();
    return rows.map(({ absences: away, ...elector }) =>
      away === null ? elector : { absences: away, ...elector },
    );
  };
  yield* paged(read);
}

/** Of what has one electorate, under its own id. */
async function* ownElectors(db: Db | Trx, decision: string): AsyncGenerator<Elector> {
  for await (const elector of electors(db, decision)) yield { decision, ...elector };
}

/** Of an emergency: of each poll that was opened its own. */
async function* electorsByPoll(
  db: Db | Trx,
  decision: string,
): AsyncGenerator<EmergencyEvidence['electorate'][number]> {
  for (const poll of emergencyPollKinds)
    for (const { electorate, number: pollNumber } of await pollsOf(db, decision, poll))
      for await (const elector of electors(db, electorate)) yield { decision, poll, pollNumber, ...elector };
}

async function* ballotsByPoll(db: Db | Trx, decision: string): AsyncGenerator<AnswerEntry> {
  for (const poll of emergencyPollKinds) yield* answers(db, decision, poll);
}

/** The map of each round that was judged (CON-1). */
async function* preferenceMaps(db: Db | Trx, decision: string): AsyncGenerator<PreferenceMapEntry> {
  for (const { number, result } of await pollsOf(db, decision, 'preferences'))
    if (result !== null) yield { decision, round: number, map: result as PreferenceMapEntry['map'] };
}

/**
 * What happened, from the beginning to the ending. A draft is its author's alone (AUT-2), and what came later is no part of it.
 * @param room what happened in a room, or outside of it
 */
const timeline = (room: boolean) =>
  async function* (db: Db | Trx, decision: string): AsyncGenerator<TimelineEntry> {
    const entries = await db
      .selectFrom('timeline')
      .select(['at', 'kind', 'facts'])
      .where('decision', '=', decision)
      .where('room', '=', room)
      .where('kind', 'not in', ['drafted', 'edited'])
      .orderBy('sequence')
      .orderBy('part')
      .execute();
    for (const [place, entry] of entries.entries()) {
      yield { decision, number: place + 1, ...entry };
      if (entry.kind === 'ended') return;
    }
  };

/** Every version of the text (PRO-6). */
async function* versions(db: Db | Trx, decision: string): AsyncGenerator<VersionEntry> {
  for (const version of await versionsOf(db, decision))
    yield { decision, ...version } as unknown as VersionEntry;
}

/** The entries of a part, in order. */
type Read = (db: Db | Trx, decision: string) => AsyncGenerator<EvidenceEntry>;

const given =
  (kind: PollKind): Read =>
  (db, decision) =>
    answers(db, decision, kind);

const declarations: Read = (db, decision) =>
  paged((after: DeclarationEntry | undefined) => listDeclarations(db, decision, { after, limit: page }));

/** Every part of the evidence of each kind. */
const readers: { readonly [Kind in RecordKind]: { readonly [Part in PartOf<Kind>]: Read } } = {
  proposal: {
    ballots: given('votes'),
    declarations,
    delegatedVotes: (db, decision) =>
      paged((after: DelegatedVoteEntry | undefined) =>
        listDelegatedVotes(db, decision, { after, limit: page }),
      ),
    delegations: (db, decision) =>
      paged((after: DelegationEntry | undefined) =>
        listDelegationEntries(db, decision, { after: after?.sequence, limit: page }),
      ),
    departures,
    electorate: ownElectors,
    positions: given('positions'),
    preferenceMaps,
    preferences: given('preferences'),
    statements: (db, decision) =>
      paged((after: StatementEntry | undefined) =>
        listStatements(db, decision, { after: after?.number ?? 0, limit: page }),
      ),
    timeline: timeline(false),
    versions,
  },
  emergency: {
    ballots: ballotsByPoll,
    departures,
    electorate: electorsByPoll,
    timeline: timeline(false),
  },
  conflict: {
    ballots: given('votes'),
    declarations,
    departures,
    electorate: ownElectors,
    preferences: given('remedies'),
    room: timeline(true),
    timeline: timeline(false),
  },
  appeal: { timeline: timeline(false) },
};

export const readersOf = (kind: RecordKind): Readonly<Partial<Record<PartName, Read>>> => readers[kind];
