/** The charter that a decision is made under: the one in force, or the one that it carries (CHA-1). */
import { setImmediate as turn } from 'node:timers/promises';
import { charterCopy } from '../../charter/copy.ts';
import type { CharterCopy } from '../../charter/types.ts';
import { charterInForce, type CharterVersion, charterVersion } from '../../store/council/charters.ts';
import type { Db } from '../../store/postgres/database.ts';
import { unavailable } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';

type Sources = Pick<Services, 'db' | 'pace'>;

/** The charter in force, at the service's pace. Throws a problem `unavailable` while the council has none. */
export async function currentCharter({ db, pace }: Sources): Promise<CharterCopy> {
  const row = await newest(db);
  if (row === undefined) throw unavailable('the charter', 5);
  return charterCopy(row, pace);
}

/** The looks that have not begun. */
const looks = new WeakMap<Db, Promise<CharterVersion | undefined>>();

/** Who asks in the same turn of the event loop is answered by one look, which begins once all of them have asked. */
function newest(db: Db): Promise<CharterVersion | undefined> {
  const known = looks.get(db);
  if (known !== undefined) return known;
  const look = turn().then(() => {
    looks.delete(db);
    return charterInForce(db);
  });
  looks.set(db, look);
  return look;
}

/** A version that a decision carries; it is there as long as the decision is (CHA-3). */
export async function carriedCharter({ db, pace }: Sources, version: number): Promise<CharterCopy> {
  const row = await charterVersion(db, version);
  if (row === undefined) throw new Error(`no charter version ${version}`);
  return charterCopy(row, pace);
}
