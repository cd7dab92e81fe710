/** `folkmoot new-key`: a key for a council's log, to begin with or to rotate to. */
import { open } from 'node:fs/promises';
import { isKeyName, makeSignerKey, parseSigner } from '../../ledger/log/keys.ts';
import { cliError } from '../error.ts';
import type { Report } from '../report.ts';

/** Writes the key to a file that is not there yet, with mode 0600; only its public half is printed. */
export async function newKey(file: string, origin: string): Promise<Report> {
  if (!isKeyName(origin))
    throw cliError(`A log’s name has neither white space nor a plus, unlike ${origin}.`);
  const key = makeSignerKey(origin);
  const signer = parseSigner(key);
  if ('fault' in signer) throw new Error(signer.fault);
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    throw cliError(`${file} cannot be made (${(error as Error).message}).`);
  });
  try {
    await handle.writeFile(`${key}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const { line } = signer.verifier;
  return {
    checks: [],
    notes: [`A key of the log ${origin} was written to ${file}. Its verifier key line:`, line],
    figures: { file, origin, verifier: line },
  };
}
