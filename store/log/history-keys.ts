/** The keys of Temporal's histories: the secrets in their file, the ids of those that have sealed in the database for ever (AUT-2). */
import { type HistoryKeys, makeHistoryKeyLine, parseHistoryKeys } from '../../codec/keys.ts';
import { databaseClock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { makeKeyFile, textOfFile } from './key-files.ts';
import { startError } from '../postgres/start-error.ts';

/**
 * The keys for this process, of which the first seals from now on. A council without any key gets a file made (mode 0600); of processes that
 * start at once, all get the same. Another first key is a rotation.
 * @throws a start error that says, without a word of a key, what is wrong with the file; that it is missing though a key has sealed; or that a
 * key is missing in it which an open decision needs, since what no key opens counts as forged. Else what reading and writing files throws
 */
export const openHistoryKeys = (db: Db, file: string): Promise<HistoryKeys> =>
  db.transaction().execute(async (trx) => {
    // One process at a time.
    await trx.selectFrom('council').select('single').forUpdate().execute();
    const known = await trx
      .selectFrom('history_keys')
      .select(['key_id', 'since'])
      .orderBy('number')
      .execute();
    const last = known.at(-1);
    const kept = await textOfFile(file);
    if (kept === undefined && last !== undefined)
      throw fault(
        `${file} does not exist, but this council’s histories are sealed by the key ${last.key_id}: put its file there.`,
      );
    const keys = parseHistoryKeys(kept ?? (await makeKeyFile(file, makeHistoryKeyLine())));
    if ('fault' in keys) throw fault(`${file} ${keys.fault}`);
    const lacking = await neededAndLacking(trx, keys, known);
    if (lacking !== undefined) throw fault(`${file} ${lacking}`);
    if (known.every(({ key_id }) => key_id !== keys.current.id))
      await trx
        .insertInto('history_keys')
        .values({ number: known.length + 1, key_id: keys.current.id, since: await databaseClock(trx) })
        .execute();
    return keys;
  });

const fault = (what: string): Error => startError(`FOLKMOOT_HISTORY_KEY: ${what}`);

interface Known {
  readonly key_id: string;
  readonly since: string;
}

/** A key may go once another one seals, and nothing is open that began before that. */
async function neededAndLacking(
  trx: Trx,
  { all }: HistoryKeys,
  known: readonly Known[],
): Promise<string | undefined> {
  for (const [place, { key_id: id }] of known.entries()) {
    if (all.some((key) => key.id === id)) continue;
    const next = known[place + 1];
    if (next === undefined)
      return `lacks the key ${id}, which seals this council’s histories: a new key’s line stands above it.`;
    const open = await openBefore(trx, next.since);
    if (open > 0)
      return `lacks the key ${id}, which has sealed the histories of decisions that are still open (${open}).`;
  }
  return undefined;
}

/** How many decisions are open that began before this instant. */
async function openBefore(trx: Trx, instant: string): Promise<number> {
  const open = await trx
    .selectFrom('proposals')
    .select('id')
    .where('stage', '<>', 'ended')
    .where('created_at', '<', instant)
    .unionAll(
      trx
        .selectFrom('processes')
        .select('id')
        .where('stage', '<>', 'ended')
        .where('created_at', '<', instant),
    )
    .execute();
  return open.length;
}
