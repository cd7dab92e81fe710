/** Deletes observations once their days are over; those that an alarm names stand in its timeline (ALM-1). */
import { charterCopy } from '../../charter/copy.ts';
import { deleteObservations } from '../../store/alarms/kept-observations.ts';
import { charterInForce } from '../../store/council/charters.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';

/** In milliseconds: where the charter has no alarms any more, what was observed before is kept as long. */
const otherwise = 2_592_000_000;

/** Answers how many; nothing before the council has a charter. */
export async function forgetObservations({
  db,
  clock,
  pace,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly pace: number;
}): Promise<number> {
  const inForce = await charterInForce(db);
  if (inForce === undefined) return 0;
  const keep = charterCopy(inForce, pace).charter.alarms?.keep ?? otherwise;
  return deleteObservations(db, new Date(Date.parse(await clock(db)) - keep).toISOString());
}
