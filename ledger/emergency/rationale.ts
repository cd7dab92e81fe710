/** Why an emergency ended so: each step that counted, with its rule and its figures (REC-1). */
import { doneBeforeReason } from '../proposal/done-before.ts';
import { tallyReason } from '../proposal/rationale.ts';
import type { EmergencyPollRecord, EmergencyRecord } from './schema.ts';

type Reasoned = Pick<
  EmergencyRecord,
  | 'actor'
  | 'outcome'
  | 'retryOf'
  | 'dues'
  | 'report'
  | 'justification'
  | 'polls'
  | 'decided'
  | 'reversalState'
  | 'ending'
>;

export function emergencyRationale(record: Reasoned): EmergencyRecord['rationale'] {
  const { actor, dues, report, justification, polls, decided, reversalState, retryOf } = record;
  return [
    retryOf === null ? { rule: 'EMG-1', actor } : { rule: 'EXE-2', retryOf },
    ...(dues === null
      ? []
      : [
          { rule: 'EMG-3', due: dues.report, given: report?.at ?? null, late: report?.late ?? null },
          {
            rule: 'EMG-4',
            due: dues.justification,
            given: justification?.at ?? null,
            late: justification?.late ?? null,
          },
        ]),
    ...pollReason('EMG-5', 'override', polls.override),
    ...pollReason('EMG-6', 'ratification', polls.ratification),
    ...(decided === null ? [] : [{ rule: decided.rule, decided: decided.outcome, at: decided.at }]),
    ...(reversalState === null ? [] : [{ rule: 'EMG-7', reversal: reversalState }]),
    ...doneBeforeReason(record.ending),
    { rule: record.ending.rule, outcome: record.outcome },
  ];
}

const pollReason = (rule: string, poll: string, records: readonly EmergencyPollRecord[]) =>
  records.flatMap(({ tally }) => (tally === null ? [] : [{ rule, poll, ...tallyReason(tally) }]));
