/** How much of a vote stands with how few, as its readers see it (DEL-3, VOT-8). */
import type { DelegatedVote } from './named.ts';

/** How much of a vote stands with how few (DEL-3, VOT-8). */
export interface Concentration {
  /** D of DEL-3. */
  readonly delegated: number;
  /** How many votes a representative may carry; null: no limit, or no delegation. */
  readonly cap: number | null;
  /** At whom delegated votes ended, most first. */
  readonly representatives: readonly {
    readonly member: string;
    readonly received: number;
    readonly carried: number;
  }[];
  /** How many delegated votes are not carried, by the reason (DEL-2 to DEL-6), in the order of its name. */
  readonly notCarried: readonly NotCarried[];
}

export interface NotCarried {
  readonly because: Exclude<DelegatedVote['fate'], 'carried'>;
  readonly votes: number;
}
