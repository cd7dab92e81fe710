/** Composes the record of an appeal from its facts: who keeps one and who checks one do it here (APP-1, APP-2, REC-1). */
import { composeFrame, type FactsOf } from '../parts/frame.ts';
import { fact } from '../proposal/entries.ts';
import { inlineFact } from '../parts/inline.ts';
import { type Places, veiled } from '../parts/veil.ts';
import type { AppealRecord } from './schema.ts';

/** Where it names who appealed, and what was said (REC-5). */
export const appealPlaces: Places = {
  names: ['appellant', 'guardian', 'ruling.guardian', 'recused.facts.guardian'],
  texts: ['reason', 'ruling.reason'],
};

/**
 * @param facts `nameSalt`: of the names and texts that the evidence has; null where they are hashed already
 * @throws {TypeError} where the timeline has no beginning or no ending
 */
export function composeAppeal(
  facts: FactsOf<AppealRecord> & { readonly nameSalt: string | null },
): AppealRecord {
  const { begun, ended, frame } = composeFrame<AppealRecord>('appeal', facts, 'lodged');
  const { of, by, principle, reason, closes } = begun;
  const { outcome, guardian, silent, recused } = ended;
  const open = {
    ...frame,
    title: null,
    of: of as AppealRecord['of'],
    appellant: fact<string>(by),
    principle: fact<string>(principle),
    reason: inlineFact<string>(reason),
    guardian: fact<string | null>(guardian),
    closes: fact<string>(closes),
    ruling:
      silent === true || outcome === 'interrupted'
        ? null
        : {
            guardian: fact<string>(guardian),
            reason: inlineFact<string>(ended.reason),
            at: frame.endedAt,
          },
    recused: fact<AppealRecord['recused']>(recused),
  } as const;
  const { nameSalt: salt } = facts;
  const composed = salt === null ? open : veiled(open, { names: [fact<string>(by)], salt }, appealPlaces);
  return { ...composed, rationale: appealRationale(composed) };
}

/** Why it ended so: what was said to be violated, and the guardian's word or silence. */
const appealRationale = ({
  appellant,
  principle,
  reason,
  outcome,
  ruling,
  recused,
  ending,
}: Pick<
  AppealRecord,
  'appellant' | 'principle' | 'reason' | 'outcome' | 'ruling' | 'recused' | 'ending'
>): AppealRecord['rationale'] => [
  { rule: 'APP-1', by: appellant, principle, reason },
  ...(outcome === 'interrupted'
    ? []
    : [
        ruling === null
          ? { rule: 'APP-2', silent: true, recused: recused === null ? null : recused.rule }
          : { rule: 'APP-2', guardian: ruling.guardian, reason: ruling.reason },
      ]),
  { rule: ending.rule, outcome },
];
