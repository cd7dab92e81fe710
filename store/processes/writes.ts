/** The numbers of what workflows write: each is taken once, by one content (docs/decisions/0014). */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from '../postgres/database.ts';

/** A number is taken by other content: what the workflow holds and what readers saw have parted company. */
export class ConflictingWrite extends Error {
  readonly process: string;
  readonly sequence: number;

  constructor(process: string, sequence: number) {
    super(`write ${sequence} of ${process} is taken by other content`);
    this.name = 'ConflictingWrite';
    this.process = process;
    this.sequence = sequence;
  }
}

/**
 * Takes a number for what is written in the same transaction. Two who ask at once wait for each other.
 * @param content data, the same to the byte each time it is asked for
 * @returns false where the same content has been written under it before
 * @throws {ConflictingWrite} where other content has
 */
export async function takeNumber(
  trx: Trx,
  process: string,
  sequence: number,
  content: unknown,
): Promise<boolean> {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest();
  const { rows: taken } = await sql`/* take-number */
    insert into writes (process, sequence, hash) values (${process}, ${sequence}, ${hash})
    on conflict do nothing returning sequence`.execute(trx);
  if (taken.length > 0) return true;
  const before = await trx
    .selectFrom('writes')
    .select('hash')
    .where('process', '=', process)
    .where('sequence', '=', sequence)
    .executeTakeFirstOrThrow();
  if (!before.hash.equals(hash)) throw new ConflictingWrite(process, sequence);
  return false;
}
