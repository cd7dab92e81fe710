/** What an amendment of the charter would have changed: every record judged again under the charter that it would make (AMD-1, REC-1). */
import type { Charter } from '../charter/types.ts';
import { otherwise, type Otherwise } from '../ledger/impact.ts';
import type { ProposalRecord } from '../ledger/record-schema.ts';
import type { Db } from '../store/database.ts';
import { type RecordPlace, type ScannedRecord, scanRecords } from '../store/record-scan.ts';

/** Records read at a time: some milliseconds of work between two waits, so that others are answered meanwhile. */
const batch = 100;

/** The most records that one answer looks at; `next` leads on. */
const mostChecked = 20_000;

interface Changed extends Otherwise {
  readonly record: ProposalRecord;
  /** The charter before the amendment would have led to the same: the amendment is not why. */
  readonly already: boolean;
}

interface Impact {
  readonly items: readonly Changed[];
  /** How many records were looked at for this page. */
  readonly checked: number;
  /** Where the next page begins; null at the end of the archive. */
  readonly next: RecordPlace | null;
}

/** The decisions that would have ended otherwise, newest ending first, after a place; at most `limit`. */
export async function impactOf(
  db: Db,
  charters: { readonly before: Charter; readonly after: Charter },
  page: { readonly after: RecordPlace | undefined; readonly limit: number },
): Promise<Impact> {
  const items: Changed[] = [];
  let checked = 0;
  let place = page.after;
  while (checked < mostChecked) {
    const records = await scanRecords(db, { before: place, limit: batch });
    for (const record of records) {
      const changed = changedBy(record, charters);
      // The page is full: this one begins the next.
      if (changed !== undefined && items.length === page.limit)
        return { items, checked, next: place ?? null };
      if (changed !== undefined) items.push(changed);
      checked += 1;
      place = { endedAt: record.endedAt, decision: record.decision };
    }
    if (records.length < batch) return { items, checked, next: null };
  }
  return { items, checked, next: place ?? null };
}

function changedBy(
  { bytes }: ScannedRecord,
  { before, after }: { readonly before: Charter; readonly after: Charter },
): Changed | undefined {
  // Its shape was checked when it was kept; checking it again would take most of the time.
  const record = JSON.parse(bytes.toString('utf8')) as ProposalRecord;
  const found = otherwise(record, after);
  if (found === undefined) return undefined;
  const now = otherwise(record, before);
  const already = now?.parting.at === found.parting.at && now.would.leads === found.would.leads;
  return { ...found, record, already };
}
