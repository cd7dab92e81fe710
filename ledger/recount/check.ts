/** What one check found, as a sentence. */
import type { Document } from './difference.ts';

export interface Check {
  readonly check:
    | 'receipt'
    | 'record'
    | 'participation'
    | 'figures'
    | 'evidence'
    | 'acknowledgement'
    | 'proof'
    | 'charter'
    | 'log'
    | 'service'
    | 'processes';
  readonly ok: boolean;
  readonly sentence: string;
  /** Where a difference lies: in which document, and a JSON Pointer into it. */
  readonly document?: Document;
  readonly pointer?: string;
}

export const passed = (check: Check['check'], sentence: string): Check => ({ check, ok: true, sentence });
export const failed = (check: Check['check'], sentence: string): Check => ({ check, ok: false, sentence });

/** A number with its noun: `1 vote`, `2 votes`. */
export const counted = (number: number, one: string, more = `${one}s`): string =>
  `${number} ${number === 1 ? one : more}`;
