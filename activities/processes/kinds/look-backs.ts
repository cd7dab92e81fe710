/** Who is asked, as a decision is looked back upon (PRO-14). */
import { charterCopy } from '../../../charter/copy.ts';
import { charterVersion } from '../../../store/council/charters.ts';
import { askedToLookBack } from '../../../store/processes/kinds/look-backs.ts';
import type { Services } from '../../services.ts';

/** Which decision, under which version of the charter, at which instant (ISO 8601, UTC). */
export interface LookingBack {
  readonly of: string;
  readonly version: number;
  readonly at: string;
}

export const lookbackActivities = ({ db }: Pick<Services, 'db'>) => ({
  async askedToLookBack({ of, version, at }: LookingBack): Promise<string[]> {
    const charter = await charterVersion(db, version);
    if (charter === undefined) throw new Error(`no charter version ${version}`);
    return askedToLookBack(db, of, charterCopy(charter, 1).charter, at);
  },
});
