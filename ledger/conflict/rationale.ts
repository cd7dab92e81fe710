/** Why a conflict ended so: the stages it climbed, the figures of its arbitration, the guardian's words; no names of what stayed in its room (REC-1, AUT-2). */
import { appealReasons, tallyReason } from '../proposal/rationale.ts';
import { tooFewLeft } from './decided.ts';
import type { ConflictRecord } from './schema.ts';

type Reasoned = Pick<
  ConflictRecord,
  'path' | 'electorate' | 'remedies' | 'vote' | 'resolution' | 'appeal' | 'outcome' | 'ending' | 'rules'
>;

export function conflictRationale(record: Reasoned): ConflictRecord['rationale'] {
  const { path, remedies, vote, resolution, appeal, outcome, ending } = record;
  const few = tooFewLeft(record);
  return [
    ...path.map(({ stage, step, opens }) => ({ rule: 'CNF-5', stage, step, opens })),
    ...(remedies === null
      ? []
      : [{ rule: 'CNF-4', put: remedies.put, rankings: remedies.rankings, schulze: remedies.schulze }]),
    ...(vote?.tally == null ? [] : [{ rule: 'CNF-4', remedy: vote.remedy, ...tallyReason(vote.tally) }]),
    ...(few === undefined ? [] : [{ rule: 'GUA-2', ...few }]),
    ...(resolution === null
      ? []
      : [
          {
            rule: 'CNF-4',
            guardian: resolution.guardian,
            remedy: resolution.remedy,
            reason: resolution.reason,
          },
        ]),
    ...(appeal === null ? [] : appealReasons(appeal)),
    { rule: ending.rule, outcome },
  ];
}
