/** The founding of a family, as the council stands: whether it can be, and its end, in one transaction with the family itself (MEM-7). */
import { evolve } from '../../../rules/family/evolve.ts';
import type { FamilyEntry } from '../../../rules/family/entries.ts';
import type { FamilyState } from '../../../rules/family/state.ts';
import type { Refusal } from '../../../rules/refusal.ts';
import { found, type FoundingAsked, foundingFault } from '../../../store/families/foundings.ts';
import { processById } from '../../../store/processes/processes.ts';
import type { Services } from '../../services.ts';
import { concludeProcessIn, type ProcessWrite } from '../process.ts';
import { writeOnce } from '../writing.ts';

export const familyActivities = (services: Services) => ({
  /** Why it cannot be founded any more; null where it can. */
  async foundingRefused(asked: FoundingAsked): Promise<Refusal | null> {
    return (await foundingFault(services.db, asked)) ?? null;
  },

  /**
   * Founds a family whose founders have all accepted, and ends its founding with that; where it cannot be founded as things stand then, it
   * lapses instead, and says why. Answers what it has come to; done before, the same.
   * @param ending its last write, as it is where nothing stands against it
   */
  async foundFamily(ending: ProcessWrite<'family'>): Promise<FamilyState> {
    const { id, family, founders, endedAt } = ending.state;
    if (endedAt === null) throw new Error(`family ${id} has not ended`);
    await writeOnce(services, ending, async (trx) => {
      const refused = await found(trx, { family, founders }, { founding: id, at: endedAt });
      await concludeProcessIn(services, trx, refused === undefined ? ending : lapsed(ending, refused));
    });
    const state = await processById<FamilyState>(services.db, 'family', id);
    if (state === undefined) throw new Error(`family ${id} has no row`);
    return state;
  },
});

/** The same write with another ending. */
function lapsed(ending: ProcessWrite<'family'>, refused: Refusal): ProcessWrite<'family'> {
  const facts = { outcome: 'lapsed', rule: 'MEM-7', refused } as const;
  const entries = ending.entries.map((entry): FamilyEntry =>
    entry.kind === 'ended' ? { ...entry, facts } : entry,
  );
  return { ...ending, entries, state: entries.slice(-1).reduce(evolve, ending.state) };
}
