/** How large the store of the embedded Temporal is: an SQLite file with its log (https://www.sqlite.org/fileformat.html#the_write_ahead_log). */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const walHeader = 32;
const frameHeader = 24;

/** Bytes of its pages as of the last commit, whether they stand in their place yet or in the log alone. */
export async function temporalStore(data: string): Promise<number> {
  const file = join(data, 'temporal', 'temporal.db');
  const [{ size }, log] = await Promise.all([stat(file), readFile(`${file}-wal`)]);
  if (log.length < walHeader) return size;
  const pageSize = log.readUInt32BE(8);
  let pages = size / pageSize;
  for (let at = walHeader; at + frameHeader + pageSize <= log.length; at += frameHeader + pageSize) {
    // What is left of the log before this one bears other salts.
    if (log.compare(log, 16, 24, at + 8, at + 16) !== 0) break;
    // Of each frame that ends a commit: pages of the whole.
    pages = log.readUInt32BE(at + 4) || pages;
  }
  return pages * pageSize;
}
