/** Whether what the timeline told as it happened is what the record says in the end (REC-4). */
import type { EntryKind } from '../../rules/timeline.ts';
import { type Difference, inEvidence, same } from '../recount/difference.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { asTheyHappened } from './entries.ts';
import { retryOf } from './course/path.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';
import { numberedDifferences } from '../recount/timeline.ts';

export function* timelineDifferences(
  record: ProposalRecord,
  timeline: readonly TimelineEntry[],
): Generator<Difference> {
  yield* numberedDifferences('timeline', timeline);
  for (const [place, entry] of asTheyHappened(timeline).entries()) {
    const pointer = `/timeline/${place}`;
    for (const [key, told, said] of toldBoth(record, entry))
      if (!same(told, said)) yield inEvidence(`${pointer}/${key}`, 'is not what the record says');
  }
  for (const [kind, due] of expected(record)) {
    const told = timeline.filter((entry) => entry.kind === kind).length;
    // Whose workflow was lost between the close of a poll and the word of it has none of the last (PRO-9).
    const isCut = record.outcome === 'interrupted' && told === due - 1;
    if (told !== due && !isCut)
      yield inEvidence('/timeline', `tells ${told} times of ${kind}, but the record has ${due}`);
  }
}

/** What is told once each time it happens. */
function expected(record: ProposalRecord): readonly (readonly [kind: EntryKind, times: number])[] {
  const { rounds, votes } = record;
  return [
    ['submitted', retryOf(record) === undefined ? 1 : 0],
    ['round-closed', rounds.filter(({ positions }) => positions !== null).length],
    ['vote-extended', votes.reduce((sum, { extended }) => sum + extended.length, 0)],
    ['vote-closed', votes.filter(({ tally }) => tally !== null).length],
  ];
}

type Both = readonly (readonly [key: string, told: unknown, said: unknown])[];

/** What an entry of the timeline and the record both say: where, as the one told it, as the other does. */
function toldBoth(record: ProposalRecord, { kind, facts, at }: TimelineEntry): Both {
  const { rounds, votes, submittedAt, author, electorate, counted } = record;
  switch (kind) {
    case 'submitted': {
      const { version, hash } = record.charter;
      return [
        ['at', at, submittedAt],
        ['facts/by', facts.by, author],
        // Those who were recused since were counted then (GUA-2).
        ...(counted === null ? [['facts/electorate', facts.electorate, electorate] as const] : []),
        ['facts/charter', facts.charter, { version, hash }],
      ];
    }
    case 'electors-counted':
      return [['facts/electorate', facts.electorate, electorate]];
    case 'round-closed': {
      const round = rounds.find((one) => one.round === facts.round);
      return [
        ['facts/positions', facts.positions, round?.positions?.counts],
        ['facts/consensus', facts.consensus, round?.positions?.consensus],
        ['facts/closedAt', facts.closedAt, round?.closedAt],
      ];
    }
    case 'vote-extended': {
      const vote = votes.find((one) => one.vote === facts.vote);
      const extension = vote?.extended.find((one) => one.at === facts.at);
      // What is told while the vote goes on says nothing of what was answered (VOT-7).
      const { answers } = record.rules.charter;
      return [['facts/tally', facts.tally, answers === 'at-close' ? undefined : extension?.tally]];
    }
    case 'vote-closed': {
      const vote = votes.find((one) => one.vote === facts.vote);
      return [
        ['facts/tally', facts.tally, vote?.tally],
        ['facts/closedAt', facts.closedAt, vote?.closedAt],
        ['facts/matter', facts.matter, record.asks?.[(vote?.vote ?? 0) - 1]?.matter],
      ];
    }
    default:
      return [];
  }
}
