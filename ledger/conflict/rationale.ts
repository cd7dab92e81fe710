/** Why a conflict ended so: the stages it climbed, the figures of its arbitration, the guardian's words; no names of what stayed in its room (REC-1, AUT-2). */
import { appealReasons, tallyReason } from '../rationale.ts';
import type { ConflictRecord } from './schema.ts';

type Reasoned = Pick<
  ConflictRecord,
  'path' | 'electorate' | 'remedies' | 'vote' | 'resolution' | 'appeal' | 'outcome' | 'ending'
>;

export function conflictRationale({
  path,
  electorate,
  remedies,
  vote,
  resolution,
  appeal,
  outcome,
  ending,
}: Reasoned): ConflictRecord['rationale'] {
  return [
    ...path.map(({ stage, step, opens }) => ({ rule: 'CNF-5', stage, step, opens })),
    ...(electorate?.size === 0 ? [{ rule: 'CNF-4', electors: 0 }] : []),
    ...(remedies === null
      ? []
      : [{ rule: 'CNF-4', put: remedies.put, rankings: remedies.rankings, schulze: remedies.schulze }]),
    ...(vote?.tally == null ? [] : [{ rule: 'CNF-4', remedy: vote.remedy, ...tallyReason(vote.tally) }]),
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
