/** A refusal: why an act is not allowed, as data. It is turned into words and a status in one place, api/problems/problem.ts (PRO-10). */

/** Every reason for which the engine refuses an act. */
export type RefusalCode =
  | 'wrong-stage'
  | 'window-closed'
  | 'not-permitted'
  | 'not-an-elector'
  | 'stale-version'
  | 'already-done'
  | 'forged'
  | 'action-not-permitted'
  | 'address-refused'
  | 'unknown-category'
  | 'unknown-option'
  | 'unknown-member'
  | 'unknown-word'
  | 'withdrawn-before'
  | 'unknown-matter'
  | 'unknown-principle'
  | 'repeated-option'
  | 'incomplete'
  | 'too-many-alternatives'
  | 'interests-undeclared'
  | 'empty-electorate'
  | 'personal-matter'
  | 'family-matter'
  | 'family-taken'
  | 'in-a-family'
  | 'not-in-family'
  | 'not-mature'
  | 'opens-by-itself'
  | 'limit-reached'
  | 'import-closed'
  | 'status-final'
  | 'past-instant'
  | 'too-far-ahead'
  | 'switched-off'
  | 'category-not-permitted'
  | 'repeated-member'
  | 'unknown-mandate'
  | 'invalid-amendment'
  | 'wrong-class'
  | 'changes-nothing'
  | 'to-oneself'
  | 'over-cap'
  | 'recused'
  | 'own-case'
  | 'unknown-obligation'
  | 'not-owed'
  | 'lasting-failure'
  | 'changed-since'
  | 'no-reversal'
  | 'repeated-act'
  | 'replaced-terms'
  | 'unknown-terms'
  | 'unknown-remedy'
  | 'unknown-statement'
  | 'unknown-attachment'
  | 'hash-mismatch'
  | 'too-many-attachments'
  | 'beyond-limit'
  | 'part-not-permitted'
  | 'too-many-named'
  | 'of-family-maturity'
  | 'other-parents'
  | 'other-shares'
  | 'not-held'
  | 'unknown-resource'
  | 'over-total'
  | 'below-allocated'
  | 'other-unit'
  | 'not-named'
  | 'wrong-category'
  | 'still-running'
  | 'not-linked'
  | 'scope-missing'
  | 'invalid-invitation'
  | 'last-identity'
  | 'not-a-person'
  | 'signature-required'
  | 'signature-refused'
  | 'unknown-key'
  | 'key-needed';

/** JSON facts that explain a refusal: ids, instants (ISO 8601), figures. */
export type Facts = Readonly<Record<string, unknown>>;

export interface Refusal {
  readonly code: RefusalCode;
  /** The id of the rule that refuses, as in docs/rules.md. */
  readonly rule: string;
  readonly facts: Facts;
}

export function refuse(code: RefusalCode, rule: string, facts: Facts = {}): Refusal {
  return { code, rule, facts };
}
