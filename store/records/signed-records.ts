/** Whose decision a record is of, where anything in it is signed (AUT-1). */
import { logName } from '../log/log-keys.ts';
import type { Trx } from '../postgres/database.ts';

/** The log's name, where the rules have something signed; nothing where they do not. */
export async function councilOf(
  trx: Trx,
  { charter }: { readonly charter: { readonly signatures?: 'ballots' | 'all' | undefined } },
): Promise<{ readonly council?: string }> {
  return charter.signatures === undefined ? {} : { council: await logName(trx) };
}
