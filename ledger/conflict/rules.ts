/** What of the charter a conflict follows from, as its record holds it (CHA-1). */
import type { Charter } from '../../charter/types.ts';
import type { ConflictRules } from '../parts/schema/rules.ts';
import { signed } from '../parts/signatures.ts';

/** What a conflict follows (CNF-1 to CNF-5, APP-1); undefined where the charter has none. */
export const conflictRulesOf = ({
  conflicts,
  offline,
  deadlock,
  guardian,
  appeals,
  recusal,
  signatures,
}: Charter): ConflictRules | undefined =>
  conflicts === null
    ? undefined
    : {
        conflicts,
        charter: {
          offline,
          deadlock,
          guardian,
          appeals,
          recusal,
          ...signed(signatures),
        },
      };
