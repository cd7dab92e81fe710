/** `folkmoot verify-log`: every entry of a log, and that it still begins with what was seen of it last time (REC-2). */
import { basename, dirname } from 'node:path';
import { type Check, counted, failed, passed } from '../ledger/recount/check.ts';
import { openCheckpoint } from '../ledger/log/checkpoint.ts';
import type { Verifier } from '../ledger/log/keys.ts';
import { rootAt } from '../ledger/log/proofs.ts';
import { recompute } from '../ledger/recount/recomputation.ts';
import type { Holdings } from '../ledger/recount/holdings.ts';
import { textOf } from '../charter/text/utf8.ts';
import { readEntries, type RecordEntry } from './entries.ts';
import { keysOf, longestText, ownKeysFault, type ReadLog } from './log.ts';
import type { Report } from './report.ts';
import { folderSource, type Source } from './source.ts';
import { writeWhole } from './writing.ts';

export interface VerifyLog {
  /** Of the log's own files: `checkpoint`, `keys`, `tile/…`. */
  readonly log: Source;
  /** Keys that are trusted; else the log's own. */
  readonly verifiers?: readonly Verifier[] | undefined;
  /** Where the checkpoint that was seen last time is kept. */
  readonly seen: string;
}

export async function verifyLog({ log, verifiers: trusted, seen }: VerifyLog): Promise<Report> {
  const verifiers = trusted ?? (await keysOf(log));
  if ('fault' in verifiers) return { checks: [failed('log', verifiers.fault)] };
  const notes = trusted === undefined ? [ownKeys(verifiers)] : [];
  const { read, wrong, holdings, memberKeys, custody } = await readEntries(log, verifiers, entryChecks);
  if ('fault' in read) return { checks: wrong, notes };
  const keys = await ownKeysFault(log, read, { required: false });
  if (keys !== undefined) wrong.push(failed('log', keys.fault));
  const { origin, size } = read.checkpoint;
  const held = holdingsChecks(holdings);
  wrong.push(...held.wrong);
  notes.push(...held.notes, ...memberKeys.others());
  const records =
    wrong.length > 0
      ? wrong
      : [
          passed('log', ownWord(size - memberKeys.count() - custody.count())),
          ...keysPassed(memberKeys.count()),
          ...custody.passed(),
          ...held.passed,
        ];
  const checks = [
    passed('log', logSentence(read)),
    ...records,
    ...(await sinceLastTime(read, verifiers, seen)),
  ];
  if (checks.every(({ ok }) => ok)) {
    await writeWhole(seen, Buffer.from(read.note));
    notes.push(`The checkpoint is kept in ${seen}, to be compared with next time.`);
  }
  return { checks, notes, figures: { origin, size } };
}

const ownWord = (size: number): string =>
  size === 1 ? 'The one record agrees with itself.' : `Each of the ${size} records agrees with itself.`;

/** What was found of the changes of keys, where none was wrong. */
export const keysPassed = (count: number): readonly Check[] =>
  count === 0
    ? []
    : [
        passed(
          'log',
          `Each of the ${counted(count, 'change')} of keys is the member’s own, signed by a key before it where there was one, or the registrar’s, announced before it counts (MEM-6).`,
        ),
      ];

/** What is said where nobody vouches for the keys but the log. */
export const ownKeys = (verifiers: readonly Verifier[]): string =>
  `The keys are the log’s own word; compare them with ones you trust: ${verifiers.map(({ line }) => line).join(' ')}`;

export function logSentence({ checkpoint: { origin, size, signedBy } }: ReadLog): string {
  return `The log ${origin} has ${counted(size, 'entry', 'entries')}, each of which hashes to its place in the tree that key ${signedBy} signed.`;
}

/** What the records together tell of who held what: nothing is ticked that they do not tell (ALC-1). */
export function holdingsChecks(holdings: Holdings): {
  readonly wrong: readonly Check[];
  readonly passed: readonly Check[];
  readonly notes: readonly string[];
} {
  const { wrong, unchecked, checked } = holdings.judge();
  return {
    wrong: wrong.map((sentence) => failed('log', sentence)),
    passed: checked === 0 ? [] : [passed('log', heldSentence(checked))],
    notes: unchecked,
  };
}

const heldSentence = (checked: number): string =>
  `${counted(checked, 'allocation')} or ${checked === 1 ? 'definition' : 'definitions'} of what decisions created stayed within what there was (ALC-1).`;

/** What anyone can see to be wrong with a record from the log alone. */
function entryChecks({ succession, index, record }: RecordEntry): Check[] {
  if ('fault' in record) return [failed('log', `Entry ${index}: ${record.fault}`)];
  const differences = recompute(record, null).map(({ document, pointer, sentence }) => ({
    ...failed('log', `Entry ${index} (${record.id}): ${document} ${pointer} ${sentence}.`),
    document,
    pointer,
  }));
  const after = succession(index, record);
  return after === undefined ? differences : [...differences, failed('log', `Entry ${index} ${after}.`)];
}

async function sinceLastTime(read: ReadLog, verifiers: readonly Verifier[], seen: string): Promise<Check[]> {
  const bytes = await folderSource(dirname(seen)).read(basename(seen), longestText);
  if (bytes === undefined) return [];
  const before = openCheckpoint(textOf(bytes) ?? '', verifiers);
  if ('fault' in before)
    return [
      failed(
        'log',
        `What was seen last time (${seen}) cannot be compared. ${before.fault} For another log, name another file with --seen.`,
      ),
    ];
  return [compare(before, read, await rootOfBeginning(read, before.size))];
}

/** The root that the first so many entries make now; undefined where there are not so many. */
export async function rootOfBeginning(
  { checkpoint, nodes }: ReadLog,
  size: number,
): Promise<Buffer | undefined> {
  return size > checkpoint.size ? undefined : rootAt(nodes, size);
}

function compare(
  before: { readonly origin: string; readonly size: number; readonly root: Buffer },
  { checkpoint }: ReadLog,
  root: Buffer | undefined,
): Check {
  const entries = counted(before.size, 'entry', 'entries');
  if (before.origin !== checkpoint.origin)
    return failed('log', `Last time this was the log ${before.origin}, now it is ${checkpoint.origin}.`);
  if (root === undefined)
    return failed('log', `The log went back from ${entries}, seen last time, to ${checkpoint.size}.`);
  if (!root.equals(before.root))
    return failed(
      'log',
      `The log does not begin with what was seen last time, ${entries}: its history was changed.`,
    );
  return passed('log', `It begins with what was seen last time, ${entries}, unchanged.`);
}
