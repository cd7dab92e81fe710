/** An archive on disk: which file lies where, and `folkmoot verify DIR`, which proves all of it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { electorKeyFaults } from '../../ledger/acts/elector-keys.ts';
import { type Check, counted, failed, passed } from '../../ledger/recount/check.ts';
import {
  longestEvidence,
  longestRecord,
  readEvidence,
  type ReadEvidence,
} from '../../ledger/parts/evidence.ts';
import type { Verifier } from '../../ledger/log/keys.ts';
import { verifyReceipt } from '../../ledger/log/receipt.ts';
import type { RecordDocument } from '../../ledger/parts/records.ts';
import { verifyDecision } from '../../ledger/recount/verification.ts';
import { attachmentsIn, openAttachments } from './attachments.ts';
import { charterCheck, longestCharter } from './charter.ts';
import { cliError } from '../error.ts';
import { readEntries } from '../entries.ts';
import type { KeyEntries } from '../keys/key-entries.ts';
import { keysOf, longestText, ownKeysFault, type ReadLog } from '../log.ts';
import { mostChecks, type Report } from '../report.ts';
import { folderSource, isMissing, type Source, within } from '../source.ts';
import { holdingsChecks, keysPassed, logSentence, ownKeys, rootOfBeginning } from '../verify-log.ts';

/** The files of an archive, below its folder. */
export const files = {
  log: 'ledger',
  decisions: 'decisions',
  record: (id: string) => `decisions/${id}/record.json`,
  receipt: (id: string) => `decisions/${id}/receipt.tlog-proof`,
  evidence: (id: string) => `decisions/${id}/evidence.json`,
  /** The canonical JSON of a charter version: its SHA-256 is the hash in the records. */
  charter: (version: number) => `charter/${version}.json`,
};

/** An id may name a folder only where it can name nothing else. */
export const isFolderName = (id: string): boolean => /^[0-9a-f][0-9a-f-]{0,63}$/.test(id);

/** @param trusted keys that are trusted; else the archive's own are taken, and a note says so */
export async function verifyArchive(
  folder: string,
  trusted: readonly Verifier[] | undefined,
): Promise<Report> {
  const archive = folderSource(folder);
  const log = within(archive, files.log);
  const verifiers = trusted ?? (await keysOf(log));
  if ('fault' in verifiers) return { checks: [failed('log', verifiers.fault)] };
  const notes = trusted === undefined ? [ownKeys(verifiers)] : [];
  const seen = { ids: new Set<string>(), evidence: 0 };
  const attachments = openAttachments(archive);
  const { read, wrong, holdings, memberKeys, custody } = await readEntries(log, verifiers, async (entry) => {
    const { record, index, succession } = entry;
    const no = (check: Check): Check => ({ ...check, sentence: `Entry ${index}: ${check.sentence}` });
    if ('fault' in record) return [no(failed('record', record.fault))];
    seen.ids.add(record.id);
    const after = succession(index, record);
    const before = after === undefined ? [] : [no(failed('record', `it ${after}.`))];
    if (!isFolderName(record.id))
      return [...before, no(failed('record', `its id cannot name a folder: ${record.id}`))];
    const { checks, hasEvidence } = await decisionChecks(archive, {
      ...entry,
      record,
      verifiers,
      attachments,
    });
    if (hasEvidence) seen.evidence += 1;
    return [...before, ...checks.filter(({ ok }) => !ok).map(no)];
  });
  if ('fault' in read) return { checks: wrong, notes };
  const keys = await ownKeysFault(log, read, { required: true });
  if (keys !== undefined) wrong.push(failed('log', keys.fault));
  wrong.push(...(await strangers(folder, seen.ids)), ...(await attachments.strangers(folder)));
  const { origin, size } = read.checkpoint;
  const decided = size - memberKeys.count() - custody.count();
  const together = holdingsChecks(holdings);
  wrong.push(...together.wrong);
  notes.push(...together.notes, ...memberKeys.others());
  const held =
    wrong.length > 0
      ? wrong
      : [
          ...heldChecks(decided, seen.evidence),
          ...keysPassed(memberKeys.count()),
          ...custody.passed(),
          ...together.passed,
        ];
  const { here, missing } = attachments.seen;
  if (here + missing > 0)
    notes.push(`Of the attachments that the texts name ${here} are here and hold, ${missing} are not here.`);
  const without = decided - seen.evidence;
  if (without > 0)
    notes.push(
      `Of ${counted(without, 'decision')} no evidence is here: the figures were not counted again from the ballots.`,
    );
  return {
    checks: [passed('log', logSentence(read)), ...held],
    notes,
    figures: { origin, size, evidence: seen.evidence },
  };
}

const heldChecks = (size: number, evidence: number): readonly Check[] => [
  passed('receipt', `Each of the ${counted(size, 'decision')} has its record and its receipt.`),
  passed('charter', 'Each was decided under the rules of its charter version.'),
  passed(
    'evidence',
    `${evidence} of them have their evidence, and were computed again from it with the same outcome.`,
  ),
];

interface Entry {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly record: RecordDocument;
  readonly log: ReadLog;
  readonly verifiers: readonly Verifier[];
  readonly memberKeys: KeyEntries;
  readonly attachments: ReturnType<typeof openAttachments>;
}

/** Checks the files of one decision against its entry in the log. */
async function decisionChecks(
  archive: Source,
  { index, bytes, record: { id }, record: entry, log, verifiers, memberKeys, attachments }: Entry,
): Promise<{ readonly checks: readonly Check[]; readonly hasEvidence: boolean }> {
  const record = await archive.read(files.record(id), longestRecord);
  const receipt = await archive.read(files.receipt(id), longestText);
  const evidenceBytes = await archive.read(files.evidence(id), longestEvidence);
  const hasEvidence = evidenceBytes !== undefined;
  if (record === undefined || receipt === undefined) {
    const missing = record === undefined ? files.record(id) : files.receipt(id);
    return { checks: [failed('record', `${missing} is missing.`)], hasEvidence };
  }
  const evidence = evidenceBytes && readEvidence(evidenceBytes);
  const path = files.charter(entry.charter.version);
  const charter = await archive.read(path, longestCharter);
  const checks = [
    ...verifyDecision({ record, receipt, evidence }, verifiers),
    ...(evidence === undefined || 'fault' in evidence
      ? []
      : [
          ...electorChecks(memberKeys, { index, record: entry, evidence }),
          ...(await attachments.check(attachmentsIn(evidence))),
        ]),
    ...(Buffer.compare(record, bytes) === 0
      ? []
      : [failed('record', `${files.record(id)} is not the entry.`)]),
    ...(await receiptChecks(receipt, { index, bytes, log, verifiers })),
    charter === undefined ? failed('charter', `${path} is missing.`) : charterCheck(path, charter, entry),
  ];
  return { checks, hasEvidence };
}

/** The keys of electors are those of the log. */
function electorChecks(
  keys: KeyEntries,
  { evidence: { evidence }, ...of }: Pick<Entry, 'index' | 'record'> & { readonly evidence: ReadEvidence },
): readonly Check[] {
  const faults: Check[] = [];
  for (const sentence of electorKeyFaults(keys, { ...of, evidence })) {
    if (faults.length === mostChecks) break;
    faults.push(failed('evidence', sentence));
  }
  return faults;
}

/** A receipt that holds by itself may be of another history of the same log, shown to somebody else. */
async function receiptChecks(
  receipt: Uint8Array,
  { index, bytes, log, verifiers }: Omit<Entry, 'record' | 'memberKeys' | 'attachments'>,
): Promise<readonly Check[]> {
  const proven = verifyReceipt(receipt, bytes, verifiers);
  if ('fault' in proven) return [];
  const { size, root } = proven.checkpoint;
  if (proven.index !== index) return [failed('receipt', `its receipt is of entry ${proven.index}.`)];
  const own = await rootOfBeginning(log, size);
  if (own === undefined)
    return [
      failed('receipt', `its receipt is of ${counted(size, 'entry', 'entries')}, more than this log has.`),
    ];
  return own.equals(root)
    ? []
    : [failed('receipt', 'its receipt is of another history of the log: two were signed. Keep both.')];
}

/** Folders of decisions that are not in the log prove nothing, and do not belong here. */
async function strangers(folder: string, known: ReadonlySet<string>): Promise<Check[]> {
  const names = await readdir(join(folder, files.decisions)).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw cliError(`${join(folder, files.decisions)} cannot be read (${(error as Error).message}).`);
  });
  return names
    .filter((name) => !known.has(name))
    .slice(0, mostChecks)
    .map((name) => failed('record', `${files.decisions}/${name} is of no decision in the log.`));
}
