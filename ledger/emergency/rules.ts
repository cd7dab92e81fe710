/** What of the charter an emergency follows from, as its record holds it (CHA-1). */
import type { Charter } from '../../charter/types.ts';
import type { EmergencyRules } from '../parts/schema/rules.ts';
import { signed } from '../parts/signatures.ts';

/** What an emergency follows (EMG-1 to EMG-7); undefined where the charter has none. */
export const emergencyRulesOf = ({ emergency, offline, signatures }: Charter): EmergencyRules | undefined =>
  emergency === null ? undefined : { emergency, charter: { offline, ...signed(signatures) } };
