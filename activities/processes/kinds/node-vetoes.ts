/** What node vetoes ask of the council: the electors of a panel and their lots, the charter that a question is under; and that they lapse with their act (NVP-1, NVP-3). */
import { getClient } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/common';
import { charterCopy } from '../../../charter/copy.ts';
import type { CharterCopy } from '../../../charter/types.ts';
import type { KindName } from '../../../rules/kinds.ts';
import { vetoable } from '../../../rules/node-veto/state.ts';
import { fixElectorate } from '../../../store/ballots/electorates.ts';
import { charterVersion } from '../../../store/council/charters.ts';
import type { Db } from '../../../store/postgres/database.ts';
import { drawn, openNodeVetoesOf } from '../../../store/processes/kinds/node-vetoes.ts';
import { lapse } from '../../../workflows/messages.ts';
import type { Services } from '../../services.ts';

/** A charter as a process carries it. */
interface Copied {
  readonly version: number;
  readonly pace: number;
}

export interface Drawing {
  /** The node veto: under its id stand the electors, fixed at the first draw (MEM-3). */
  readonly id: string;
  readonly act: string;
  readonly draw: number;
  readonly size: number;
  /** Whose own case it is, and who was drawn before. */
  readonly excluded: readonly string[];
  readonly silent: readonly string[];
  readonly charter: Copied;
  readonly at: string;
}

export const nodeVetoActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** Draws a panel by lot; asked again, the same. `electors`: of how many. */
  async drawPanel({ id, excluded, charter, at, ...draw }: Drawing): Promise<{
    readonly electors: number;
    readonly panel: readonly string[];
  }> {
    const copy = await copyOf(db, charter);
    return db.transaction().execute(async (trx) => {
      const body = { maturity: 'council', family: null, excluded } as const;
      const electors = await fixElectorate(trx, id, body, copy.charter, at);
      return { electors, panel: await drawn(trx, id, draw) };
    });
  },

  /** The charter that a node veto carries, for the question that it asks (CHA-1). */
  async charterCarried(charter: Copied): Promise<CharterCopy> {
    return copyOf(db, charter);
  },
});

async function copyOf(db: Db, { version, pace }: Copied): Promise<CharterCopy> {
  const kept = await charterVersion(db, version);
  if (kept === undefined) throw new Error(`no charter version ${version}`);
  return charterCopy(kept, pace);
}

export const isVetoable = (kind: KindName): boolean => (vetoable as readonly string[]).includes(kind);

/** What they stopped was interrupted, and its matter opens anew: there a node may stop it again (PRO-9, NVP-1). */
export async function lapseNodeVetoes(db: Db, act: string): Promise<void> {
  for (const { id } of await openNodeVetoesOf(db, act))
    try {
      await getClient().workflow.getHandle(id).signal(lapse, { because: 'the act was interrupted' });
    } catch (error) {
      // One that has ended meanwhile takes no signal.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
}
