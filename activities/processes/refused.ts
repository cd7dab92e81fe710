/** A refusal found within a transaction: thrown, so that nothing of it stays, and answered where it is caught. */
import type { Refusal } from '../../rules/refusal.ts';

export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
