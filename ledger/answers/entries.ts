/** Whether the entries of the evidence are this decision's, each once, in their order, in polls that it had (REC-1, REC-2, VOT-3). */
import { type Difference, inEvidence } from '../recount/difference.ts';
import type { Answer, Declaration, Departure, Elector } from '../parts/evidence-entries.ts';
import type { DelegatedVoteEntry } from '../parts/schema/evidence.ts';
import type { Packed, PackedProposal } from '../parts/packed.ts';
import { entriesOf } from '../parts/evidence.ts';
import { type PartName, partsOf } from '../parts/kinds.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';
import type { Evidence, RecordDocument } from '../parts/records.ts';
import { correctionFault, replyFault, type Said } from '../../rules/proposal/statements.ts';

export function* entryDifferences(record: ProposalRecord, evidence: PackedProposal): Generator<Difference> {
  yield* unexpected(record, evidence);
  yield* disordered('electorate', evidence.electorate, electorBefore);
  yield* disordered('declarations', evidence.declarations, declarationBefore);
  yield* disordered('delegatedVotes', evidence.delegatedVotes, delegatedBefore);
  yield* disordered('delegations', evidence.delegations, (one, other) => one.sequence < other.sequence);
  yield* disordered('departures', evidence.departures, departureBefore);
  for (const part of answerParts) yield* disordered<Answer>(part, evidence[part], answerBefore);
  yield* statementDifferences(evidence);
  yield* mapDifferences(record, evidence);
}

const answerParts = ['ballots', 'positions', 'preferences'] as const;

/** Entries of another decision prove nothing here. */
export function* strangers({ id, kind }: RecordDocument, evidence: Packed<Evidence>): Generator<Difference> {
  for (const part of partsOf(kind))
    for (const [place, { decision }] of (entriesOf(evidence, part) ?? []).entries())
      if (decision !== id) yield inEvidence(`/${part}/${place}`, `is of the decision ${decision}`);
}

/** Answers in polls that the record does not have would be counted nowhere. */
function* unexpected({ rounds, votes }: ProposalRecord, evidence: PackedProposal): Generator<Difference> {
  const most = {
    ballots: votes.length,
    delegatedVotes: votes.length,
    positions: rounds.length,
    preferences: rounds.length,
  };
  for (const part of [...answerParts, 'delegatedVotes'] as const)
    for (const [place, { pollNumber }] of evidence[part].entries())
      if (pollNumber > most[part])
        yield inEvidence(`/${part}/${place}`, `is of poll ${pollNumber}, which the record does not have`);
}

/** Whether the first stands before the second; texts are ordered by their UTF-16 code units. */
export type IsBefore<Entry> = (one: Entry, other: Entry) => boolean;

export const electorBefore: IsBefore<Elector> = (one, other) => one.member < other.member;

export const declarationBefore: IsBefore<Declaration> = (one, other) => {
  if (one.kind !== other.kind) return one.kind < other.kind;
  if (one.member !== other.member) return one.member < other.member;
  return one.number < other.number;
};

const delegatedBefore: IsBefore<DelegatedVoteEntry> = (one, other) =>
  one.pollNumber === other.pollNumber ? one.elector < other.elector : one.pollNumber < other.pollNumber;

export const departureBefore: IsBefore<Departure> = (one, other) => {
  if (one.poll !== other.poll) return one.poll < other.poll;
  if (one.pollNumber !== other.pollNumber) return one.pollNumber < other.pollNumber;
  return one.member < other.member;
};

export const answerBefore: IsBefore<Answer> = (one, other) => {
  if (one.poll !== other.poll) return one.poll < other.poll;
  if (one.pollNumber !== other.pollNumber) return one.pollNumber < other.pollNumber;
  if (one.elector !== other.elector) return one.elector < other.elector;
  return one.number < other.number;
};

/** Entries stand in one order, and none of them twice: so the same facts have one root, and nobody counts double. */
export function* disordered<Entry>(
  part: PartName,
  entries: Iterable<Entry>,
  isBefore: IsBefore<Entry>,
): Generator<Difference> {
  let before: Entry | undefined;
  let place = 0;
  for (const entry of entries) {
    if (before !== undefined && !isBefore(before, entry))
      yield inEvidence(`/${part}/${place}`, 'stands out of order, or a second time (REC-1, VOT-3)');
    before = entry;
    place += 1;
  }
}

/** Statements are numbered in their decision without a gap: one left out would leave one; what they name stands before them (PRO-4, REC-2). */
function* statementDifferences({ statements }: PackedProposal): Generator<Difference> {
  const before = new Map<number, Said & { readonly correctedBy: number | null }>();
  for (const [place, statement] of statements.entries()) {
    const { number, member, replyTo, corrects } = statement;
    const where = `/statements/${place}`;
    if (number !== place + 1)
      yield inEvidence(where, `bears the number ${number}, but statement ${place + 1} is due (REC-2)`);
    const replied =
      replyTo === null ? undefined : replyFault({ number: replyTo, found: before.get(replyTo) });
    if (replied !== undefined)
      yield inEvidence(`${where}/replyTo`, `names ${replyTo}, which stands not before it (PRO-4)`);
    if (corrects !== null) {
      const found = before.get(corrects);
      const fault = correctionFault(member, { number: corrects, found });
      if (fault !== undefined)
        yield inEvidence(`${where}/corrects`, `names ${corrects}, which ${member} could not correct (REC-2)`);
      else if (found !== undefined) {
        before.set(corrects, { ...found, correctedBy: number });
        if (found.replyTo !== replyTo)
          yield inEvidence(`${where}/replyTo`, `is not what statement ${corrects} answers (REC-2)`);
      }
    }
    before.set(number, { number, member, replyTo, corrects, correctedBy: null });
  }
}

/** The whole preference map of every round that was judged stands in the evidence, and no other (CON-1). */
function* mapDifferences(
  { rounds }: ProposalRecord,
  { preferenceMaps }: PackedProposal,
): Generator<Difference> {
  const due = rounds.flatMap(({ round, preferences }) => (preferences === null ? [] : [round]));
  const kept = preferenceMaps.map(({ round }) => round);
  if (due.join() !== kept.join())
    yield inEvidence(
      '/preferenceMaps',
      `has the maps of the rounds ${kept.join(', ') || 'none'}, but ${due.join(', ') || 'none'} were judged (CON-1)`,
    );
}
