/** Which acts of alarms their members sign where the charter has all of them signed, and which entry tells of each (AUT-1). */
import type { Facts } from '../refusal.ts';
import type { SignedActs, Says } from '../signing.ts';

/** Those that it names are its sources; who names none gives their own word (ALM-3). */
const namesThem: Says = (said, { sources }) => {
  const named = (sources as readonly { readonly observation: Facts | null }[]).flatMap(
    ({ observation }) => observation?.['id'] ?? [],
  );
  return (
    Array.isArray(said) && said.length === named.length && said.every((id, place) => id === named[place])
  );
};

export const signed: SignedActs = {
  telling: {
    corroborated: {
      acts: ['corroboration'],
      by: 'by',
      // What is seen in another status is refused, so that of what is told it is the alarm's (ALM-3).
      says: { observations: namesThem, status: () => true },
    },
    acknowledged: { acts: ['acknowledgement'], by: 'by' },
    updated: { acts: ['updates'], by: 'by' },
    refuted: { acts: ['refutation'], by: 'by' },
    cleared: { acts: ['clearance'], by: 'by' },
  },
  declared: [],
};
