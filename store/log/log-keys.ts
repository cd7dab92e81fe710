/** The log's keys: the private half in its file, the public halves in the database for ever (REC-3). */
import { type Fault, fault } from '../../ledger/recount/fault.ts';
import { isKeyName, makeSignerKey, parseSigner, type Signer } from '../../ledger/log/keys.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { makeKeyFile, textOfFile } from './key-files.ts';

/** The log's name where none is chosen. */
const defaultOrigin = 'folkmoot.local/council';

export interface LogKeyFile {
  /** Where the private half is kept: made with mode 0600 where the log has never had a key. */
  readonly file: string;
  /** The log's name, a URL without its scheme, chosen once: it stands in every checkpoint. Null: the key's own, or the default. */
  readonly origin: string | null;
}

/**
 * The key that signs from now on, for this process. A log without any key gets one made; of processes that start at once, all get
 * the same. A file with another key than the one that signed last is a rotation: the keys before it stay known, so that what they signed
 * stays verifiable. The fault says, without a word of the key, what is wrong with a file; that a key which was replaced does not
 * come back; that a log keeps its name; and where the file is missing though the log has a key, since a key made in silence would be
 * a rotation that nobody chose.
 * @param at ISO 8601, UTC
 * @throws what reading and writing files throws, but for a file that is not there
 */
export const openLogKey = (db: Db, { file, origin }: LogKeyFile, at: string): Promise<Signer | Fault> =>
  withKeys(db, async (trx, known) => {
    const [current] = known;
    const name = origin ?? defaultOrigin;
    if (!isKeyName(name))
      return fault(`FOLKMOOT_LOG_ORIGIN has neither white space nor a plus, unlike \`${name}\`.`);
    const kept = await textOfFile(file);
    if (kept === undefined && current !== undefined)
      return fault(
        `${file} does not exist, but this council’s log is signed by the key ${current.key_id}: put its file there, or a new key’s (folkmoot new-key).`,
      );
    const signer = parseSigner((kept ?? (await makeKeyFile(file, makeSignerKey(name)))).trim());
    if ('fault' in signer) return fault(`${file} ${signer.fault}`);
    if (origin !== null && origin !== signer.name)
      return fault(`${file} holds a key of the log ${signer.name}, not of ${origin} (FOLKMOOT_LOG_ORIGIN).`);
    return (await register(trx, signer, known, at)) ?? signer;
  });

/** Makes a key the one that signs from now on. Called with the key that signs already, it changes nothing; faults as for `openLogKey`. */
export const registerLogKey = (db: Db, signer: Signer, at: string): Promise<Fault | undefined> =>
  withKeys(db, (trx, known) => register(trx, signer, known, at));

interface KnownKey {
  readonly key_id: string;
  readonly verifier: string;
}

/** One process at a time, with the log's keys, the one that signs first. */
function withKeys<Result>(
  db: Db,
  step: (trx: Trx, known: readonly KnownKey[]) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (trx) => {
    await trx.selectFrom('council').select('single').forUpdate().execute();
    const known = await trx
      .selectFrom('ledger_keys')
      .select(['key_id', 'verifier'])
      .orderBy('number', 'desc')
      .execute();
    return step(trx, known);
  });
}

async function register(
  trx: Trx,
  { name, id, verifier }: Signer,
  known: readonly KnownKey[],
  at: string,
): Promise<Fault | undefined> {
  const [current] = known;
  if (current?.key_id === id && current.verifier === verifier.line) return undefined;
  if (known.some(({ key_id }) => key_id === id))
    return fault(
      `The key ${id} was replaced by ${current?.key_id ?? 'another'} and does not sign again: FOLKMOOT_LOG_KEY names the file of the new one.`,
    );
  const origin = current && nameIn(current.verifier);
  if (origin !== undefined && origin !== name)
    return fault(`The key is of the log ${name}, but this council’s log is ${origin}.`);
  await trx
    .insertInto('ledger_keys')
    .values({ number: known.length + 1, key_id: id, verifier: verifier.line, since: at })
    .execute();
  return undefined;
}

/** The log's name, which every key of it bears. @throws where it has no key */
export async function logName(db: Db | Trx): Promise<string> {
  const { verifier } = await db
    .selectFrom('ledger_keys')
    .select('verifier')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return nameIn(verifier);
}

/** A name has no plus. */
const nameIn = (line: string): string => line.split('+')[0] ?? '';

/** Every verifier key line that the log has had, the one that signs first. */
export async function verifierLines(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('ledger_keys').select('verifier').orderBy('number', 'desc').execute();
  return rows.map(({ verifier }) => verifier);
}
