/** Why a conflict ended so: the stages it climbed, the figures of its arbitration, the guardian's words; no names of what stayed in its room (REC-1, AUT-2). */
import { appealReasons, tallyReason } from '../proposal/rationale.ts';
import { enoughJudge } from '../../rules/polls/recusal.ts';
import type { ConflictRecord } from './schema.ts';

type Reasoned = Pick<
  ConflictRecord,
  'path' | 'electorate' | 'remedies' | 'vote' | 'resolution' | 'appeal' | 'outcome' | 'ending' | 'rules'
>;

/** Too few were left to judge what was put: last, at the close of the vote, or where there was none of the ranking (GUA-2). */
function tooFewLeft({
  electorate,
  remedies,
  vote,
  rules,
}: Reasoned): { readonly left: number; readonly council: number } | undefined {
  const left = vote?.tally?.electorate ?? remedies?.electorate ?? null;
  // A timeline may tell something else than a number.
  const council: unknown = electorate?.council;
  if (typeof council !== 'number' || !Number.isSafeInteger(council) || left === null) return undefined;
  const isAsked = (remedies?.schulze ?? []).length > 0;
  return isAsked && !enoughJudge(left, council, rules.charter) ? { left, council } : undefined;
}

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
