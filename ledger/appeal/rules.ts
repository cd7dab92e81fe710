/** What of the charter an appeal follows from, as its record holds it (CHA-1). */
import type { Charter } from '../../charter/types.ts';
import type { AppealRules } from '../parts/schema/rules.ts';
import { signed } from '../parts/signatures.ts';

/** What an appeal follows (APP-2). */
export const appealRulesOf = ({ guardian, signatures }: Charter): AppealRules => ({
  charter: { guardian, ...signed(signatures) },
});
