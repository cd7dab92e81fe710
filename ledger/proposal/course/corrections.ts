/** Whether new texts were amendments or corrections as the charter lets them be, and what is a correction came before any answer (PRO-6). */
import { type Difference, inRecord } from '../../recount/difference.ts';
import type { PackedProposal } from '../../parts/packed.ts';
import type { ProposalRecord } from '../../parts/schema/record.ts';
import { clockDifference, millisecond } from './windows.ts';

/** From the record alone: how many, within the time after the submission, in review at once, before any objection. */
export function* correctionFigures({
  versions,
  vetoes,
  submittedAt,
  rules,
}: ProposalRecord): Generator<Difference> {
  const { most, corrections } = rules.charter.amendments;
  const made = versions.filter(({ correction }) => correction).length;
  const amended = versions.length - 1 - made;
  if (amended > most)
    yield inRecord('/versions', `have ${amended} amendments, but the charter allows ${most} (PRO-6)`);
  if (made > (corrections?.most ?? 0))
    yield inRecord(
      '/versions',
      `have ${made} corrections, but the charter allows ${corrections?.most ?? 0} (PRO-6)`,
    );
  const until = millisecond(submittedAt) + (corrections?.window ?? 0);
  for (const [place, { version, at, inForceAt, correction }] of versions.entries()) {
    if (!correction) continue;
    const isInTime = submittedAt <= at && millisecond(at) < until;
    if (version === 1 || !isInTime || inForceAt !== at)
      yield inRecord(`/versions/${place}/correction`, 'is true, but it was put at another time (PRO-6)');
    if (vetoes.some((veto) => veto.at < at))
      yield inRecord(`/versions/${place}/correction`, 'is true, but somebody had objected (PRO-6)');
  }
}

/** From the evidence: nobody but the author had said anything. Of what came in the last moments nobody can say whether it was seen. */
export function* correctionDifferences(
  { versions, author }: ProposalRecord,
  { declarations, statements }: PackedProposal,
): Generator<Difference> {
  const said = [...declarations, ...statements].filter(({ member }) => member !== author);
  for (const [place, { at, correction }] of versions.entries())
    if (correction && said.some((one) => millisecond(one.at) + clockDifference < millisecond(at)))
      yield inRecord(`/versions/${place}/correction`, 'is true, but somebody had answered (PRO-6)');
}
