/** The parts of the evidence, read from the rows that a decision left, each in its order (REC-1). */
import { canonicalJson } from '../../ledger/bytes/canonical.ts';
import type { Departure, TimelineEntry } from '../../ledger/parts/evidence-entries.ts';
import type { EvidenceEntry } from '../../ledger/parts/evidence.ts';
import type { PreferenceMapEntry, VersionEntry } from '../../ledger/parts/schema/evidence.ts';
import type { PartName, PartOf, RecordKind } from '../../ledger/parts/kinds.ts';
import { emergencyPollKinds } from '../../rules/emergency/state.ts';
import type { PollKind } from '../../rules/model.ts';
import type { AnswerEntry } from '../ballots/answers/answer.ts';
import { answerRows } from '../ballots/answers/answers.ts';
import { type DeclarationEntry, listDeclarations } from '../ballots/declarations.ts';
import { pollsOf } from '../ballots/polls.ts';
import { type StatementEntry, statementsOf } from '../ballots/statements.ts';
import {
  type DelegatedVoteEntry,
  delegatedVoteRows,
  type DelegationEntry,
  delegationRows,
} from '../delegation/evidence.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { page, pagesOf, type Read } from '../postgres/entry-text.ts';
import { versionsOf } from '../processes/proposals.ts';
import { electorsByPoll, ownElectors } from './electorate-part.ts';

/** The same of what there are few of, or what its rows do not hold as it is told. */
const written = (read: (db: Db | Trx, decision: string) => AsyncGenerator<EvidenceEntry>): Read =>
  async function* (db, decision, as) {
    for await (const entry of read(db, decision)) yield as.of([canonicalJson(entry)]);
  };

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
const given = (...kinds: readonly PollKind[]): Read =>
  async function* (db, decision, as) {
    for (const kind of kinds)
      for (const poll of await pollsOf(db, decision, kind))
        yield* pagesOf(db, as, (after: AnswerEntry | undefined) => answerRows(poll, after));
  };

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

/** What became of each delegated vote, by poll and elector. */
const delegatedVotes: Read = async function* (db, decision, as) {
  for (const poll of await pollsOf(db, decision, 'votes'))
    yield* pagesOf(db, as, (after: DelegatedVoteEntry | undefined) => delegatedVoteRows(poll, after));
};

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

const declarations = written((db, decision) =>
  paged((after: DeclarationEntry | undefined) => listDeclarations(db, decision, { after, limit: page })),
);

/** The parts that are read in one way, of whatever kind. */
const common = {
  declarations,
  departures: written(departures),
  electorate: ownElectors,
  room: written(timeline(true)),
  timeline: written(timeline(false)),
} as const;

type Common = keyof typeof common;

/** Every other part of the evidence, of each kind that has any, and what it reads in its own way. */
const readers: {
  readonly [Kind in RecordKind as Exclude<PartOf<Kind>, Common> extends never ? never : Kind]: Readonly<
    Record<Exclude<PartOf<Kind>, Common>, Read> & Partial<Record<Common, Read>>
  >;
} = {
  proposal: {
    ballots: given('votes'),
    delegatedVotes,
    delegations: (db, decision, as) =>
      pagesOf(db, as, (after: DelegationEntry | undefined) => delegationRows(decision, after)),
    positions: given('positions'),
    preferenceMaps: written(preferenceMaps),
    preferences: given('preferences'),
    statements: written((db, decision) =>
      paged((after: StatementEntry | undefined) =>
        statementsOf(db, decision, { after: after?.number ?? 0, limit: page }),
      ),
    ),
    versions: written(versions),
  },
  emergency: { ballots: given(...emergencyPollKinds), electorate: electorsByPoll },
  conflict: {
    ballots: given('votes'),
    preferences: given('remedies'),
  },
};

export const readersOf = (kind: RecordKind): Readonly<Partial<Record<PartName, Read>>> => ({
  ...common,
  ...(readers as Readonly<Partial<Record<RecordKind, object>>>)[kind],
});
