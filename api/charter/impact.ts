/** What an amendment of the charter would have changed: every record judged again under the charter that it would make (AMD-1, REC-1). */
import type { Charter } from '../../charter/types.ts';
import { otherwise, type Otherwise } from '../../ledger/proposal/impact/impact.ts';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import { carryAlike } from '../../rules/delegation/scope.ts';
import type { Db } from '../../store/postgres/database.ts';
import { type RecordPlace, type ScannedRecord, scanRecords } from '../../store/records/record-scan.ts';
import { delegatedAmong, recountVotes } from '../../store/ballots/recounts.ts';

/** Records read at a time: some milliseconds of work between two waits, so that others are answered meanwhile. */
const batch = 100;

/** The most records that one answer looks at; `next` leads on. */
const mostChecked = 20_000;

/** The most decisions whose votes are counted again for one answer: thirteen milliseconds each with five hundred electors. */
const mostRecounted = 200;

interface Charters {
  readonly before: Charter;
  readonly after: Charter;
}

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
  charters: Charters,
  page: { readonly after: RecordPlace | undefined; readonly limit: number },
): Promise<Impact> {
  const items: Changed[] = [];
  let checked = 0;
  let recounted = 0;
  let place = page.after;
  while (checked < mostChecked) {
    const scanned = (await scanRecords(db, { before: place, limit: batch })).map(readRecord);
    const delegated = await delegatedAmong(db, scanned.flatMap(carriedOtherwise(charters)));
    for (const { record, ...found } of scanned) {
      const recounts = delegated.has(record.id);
      if (recounts && recounted === mostRecounted) return { items, checked, next: place ?? null };
      recounted += recounts ? 1 : 0;
      const changed = await changedBy(db, record, charters, recounts);
      // The page is full: this one begins the next.
      if (changed !== undefined && items.length === page.limit)
        return { items, checked, next: place ?? null };
      if (changed !== undefined) items.push(changed);
      checked += 1;
      place = found;
    }
    if (scanned.length < batch) return { items, checked, next: null };
  }
  return { items, checked, next: place ?? null };
}

interface Read extends RecordPlace {
  readonly record: ProposalRecord;
}

const readRecord = ({ endedAt, decision, bytes }: ScannedRecord): Read => ({
  endedAt,
  decision,
  // Its shape was checked when it was kept; checking it again would take most of the time.
  record: JSON.parse(bytes.toString('utf8')) as ProposalRecord,
});

/** The decision, where one of the charters carries delegated votes otherwise than the one that it was made under. */
const carriedOtherwise =
  ({ before, after }: Charters) =>
  ({ record: { id, rules } }: Read): string[] =>
    [before, after].every(({ delegation }) => carryAlike(delegation, rules.charter.delegation)) ? [] : [id];

async function changedBy(
  db: Db,
  record: ProposalRecord,
  { before, after }: Charters,
  recounts: boolean,
): Promise<Changed | undefined> {
  const under = async (charter: Charter) =>
    recounts && !carryAlike(charter.delegation, record.rules.charter.delegation)
      ? otherwise(record, charter, await recountVotes(db, record.id, charter.delegation))
      : otherwise(record, charter);
  const found = await under(after);
  if (found === undefined) return undefined;
  const now = await under(before);
  const already = now?.parting.at === found.parting.at && now.would.leads === found.would.leads;
  return { ...found, record, already };
}
