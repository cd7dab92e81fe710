/** The entries of a log one after the other: changes of keys and what became of files are checked as they come, records by who reads. */
import { type Check, failed } from '../ledger/recount/check.ts';
import { readRecord } from '../ledger/parts/evidence.ts';
import type { Verifier } from '../ledger/log/keys.ts';
import { type Holdings, openHoldings } from '../ledger/recount/holdings.ts';
import { openSuccession, type Succession } from '../ledger/recount/succession.ts';
import { type CustodyEntries, openCustodyEntries } from './custody/entries.ts';
import { type KeyEntries, openKeyEntries } from './keys/key-entries.ts';
import { type ReadLog, readLog } from './log.ts';
import { mostChecks } from './report.ts';
import type { Source } from './source.ts';

/** An entry that should be a record, and what the ones before it tell. */
export interface RecordEntry {
  readonly log: ReadLog;
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly record: ReturnType<typeof readRecord>;
  readonly succession: Succession;
  readonly memberKeys: KeyEntries;
}

/** What was read: what is wrong, at most `mostChecks` entries of it, and what the entries tell together. */
export interface ReadEntries {
  readonly read: ReadLog | { readonly fault: string };
  readonly wrong: Check[];
  readonly holdings: Holdings;
  readonly memberKeys: KeyEntries;
  readonly custody: CustodyEntries;
}

/** @param checked what is wrong with a record: the checks that failed */
export async function readEntries(
  log: Source,
  verifiers: readonly Verifier[],
  checked: (entry: RecordEntry) => readonly Check[] | Promise<readonly Check[]>,
): Promise<ReadEntries> {
  const wrong: Check[] = [];
  const succession = openSuccession();
  const holdings = openHoldings();
  const memberKeys = openKeyEntries();
  const custody = openCustodyEntries();
  const read = await readLog(log, verifiers, {
    entry: async (begun, index, bytes) => {
      const changed = memberKeys.take(begun, index, bytes) ?? custody.take(begun, index, bytes);
      if (changed !== undefined) {
        if (wrong.length < mostChecks) wrong.push(...changed);
        return;
      }
      const record = readRecord(bytes);
      if (!('fault' in record)) {
        holdings.add(index, record);
        memberKeys.pass(record.endedAt);
      }
      if (wrong.length < mostChecks)
        wrong.push(...(await checked({ log: begun, index, bytes, record, succession, memberKeys })));
    },
  });
  if ('fault' in read) wrong.unshift(failed('log', read.fault));
  return { read, wrong, holdings, memberKeys, custody };
}
