/** The charter that a decision is made under: the one in force, or the one that it carries (CHA-1). */
import { charterCopy } from '../../charter/copy.ts';
import type { CharterCopy } from '../../charter/types.ts';
import { charterInForce, charterVersion } from '../../store/council/charters.ts';
import { unavailable } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';

type Sources = Pick<Services, 'db' | 'pace'>;

/** The charter in force, at the service's pace. Throws a problem `unavailable` while the council has none. */
export async function currentCharter({ db, pace }: Sources): Promise<CharterCopy> {
  const row = await charterInForce(db);
  if (row === undefined) throw unavailable('the charter', 5);
  return charterCopy(row, pace);
}

/** A version that a decision carries; it is there as long as the decision is (CHA-3). */
export async function carriedCharter({ db, pace }: Sources, version: number): Promise<CharterCopy> {
  const row = await charterVersion(db, version);
  if (row === undefined) throw new Error(`no charter version ${version}`);
  return charterCopy(row, pace);
}
