/** `folkmoot export`: the whole archive as files: the log, every record with its receipt, evidence, charter versions, public keys. */
import { join } from 'node:path';
import { type Check, counted, failed, passed } from '../../ledger/recount/check.ts';
import { openCheckpoint, type OpenCheckpoint } from '../../ledger/log/checkpoint.ts';
import { longestEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { type Fault, fault } from '../../ledger/recount/fault.ts';
import type { Verifier } from '../../ledger/log/keys.ts';
import { proveInclusion } from '../../ledger/log/proofs.ts';
import { writeReceipt } from '../../ledger/log/receipt.ts';
import type { RecordDocument } from '../../ledger/parts/records.ts';
import { textOf } from '../../charter/text/utf8.ts';
import { evidenceChecks } from '../../ledger/recount/verification.ts';
import { attachmentsIn, takeAttachments } from './attachments.ts';
import { files, isFolderName } from './archive.ts';
import { charterBytes, charterCheck, longestCharter } from './charter.ts';
import { cliError } from '../error.ts';
import { openCustodyEntries } from '../custody/entries.ts';
import { openKeyEntries } from '../keys/key-entries.ts';
import { keysOf, longestText, type ReadLog, readLog } from '../log.ts';
import { mostChecks, type Report } from '../report.ts';
import { folderSource, type Source, within } from '../source.ts';
import { logSentence, ownKeys, rootOfBeginning } from '../verify-log.ts';
import { writeWhole } from '../writing.ts';

export interface Export {
  /** Below a server’s `/v1`. */
  readonly server: Source;
  readonly folder: string;
  /** Keys that are trusted; else the log's own. */
  readonly verifiers?: readonly Verifier[] | undefined;
  /** Whether the server was given a token, so that evidence can be read. */
  readonly isMember: boolean;
}

/**
 * Writes what the log proves: the evidence that a record was made of, the charter that it names, nothing else; and the checkpoint last, so
 * that an archive that was cut off is none. One that is there is brought up to date, if the log still begins with it.
 */
export async function exportArchive({
  server,
  folder,
  verifiers: trusted,
  isMember,
}: Export): Promise<Report> {
  const log = within(server, 'ledger');
  const verifiers = trusted ?? (await keysOf(log));
  if ('fault' in verifiers) return { checks: [failed('log', verifiers.fault)] };
  const before = await keptCheckpoint(folder, verifiers);
  if (before !== undefined && 'fault' in before) return { checks: [failed('log', before.fault)] };

  const write = (path: string, bytes: Uint8Array): Promise<void> =>
    writeWhole(join(folder, ...path.split('/')), bytes);
  const written = { evidence: 0, charters: new Set<string>() };
  const wrong: Check[] = [];
  const attachments = takeAttachments(server, folderSource(folder), write);
  const memberKeys = openKeyEntries();
  const custody = openCustodyEntries();
  const read = await readLog(log, verifiers, {
    begun: async (begun) => {
      if (before === undefined || (await rootOfBeginning(begun, before.size))?.equals(before.root) === true)
        return;
      return fault(
        `The log does not begin with the ${before.size} entries of the archive in ${folder}: its history was changed. Nothing was written.`,
      );
    },
    entry: async (begun, index, bytes) => {
      const changed = memberKeys.take(begun, index, bytes) ?? custody.take(begun, index, bytes);
      if (changed !== undefined) {
        wrong.push(...changed.slice(0, mostChecks - wrong.length));
        return;
      }
      const record = recordAt(index, bytes);
      const { id, charter } = record;
      memberKeys.pass(record.endedAt);
      const no = (check: Check): void => {
        if (wrong.length < mostChecks)
          wrong.push({ ...check, sentence: `Entry ${index}: ${check.sentence}` });
      };
      await write(files.record(id), bytes);
      await write(files.receipt(id), await receiptAt(begun, index));
      if (!written.charters.has(charter.hash)) {
        const path = files.charter(charter.version);
        const answer = await charterOf(server, charter.version);
        const check = charterCheck(path, answer, record);
        if (check.ok) await write(path, answer);
        else no(check);
        written.charters.add(charter.hash);
      }
      const evidence = isMember ? await server.read(`decisions/${id}/evidence`, longestEvidence) : undefined;
      if (evidence === undefined) return;
      const own = evidenceChecks(evidence, record);
      for (const check of own.checks) if (!check.ok) no(check);
      if (!own.isOwn) return;
      await write(files.evidence(id), evidence);
      written.evidence += 1;
      for (const check of await attachments.take(id, attachmentsIn(own.read))) no(check);
    },
    file: async (path, bytes) => {
      if (path === 'checkpoint') await write(`${files.log}/keys`, lines(verifiers));
      await write(`${files.log}/${path}`, bytes);
    },
  });
  if ('fault' in read) return { checks: [failed('log', read.fault)] };
  const { origin, size } = read.checkpoint;
  return {
    checks: [passed('log', logSentence(read)), ...wrong],
    notes: [
      `${counted(size - memberKeys.count() - custody.count(), 'record')} with receipts were written to ${folder}, ${written.evidence} of them with evidence.`,
      ...(attachments.count() === 0
        ? []
        : [`Attachments that their texts name: ${attachments.count()} lie beside them.`]),
      ...(isMember ? [] : ['Evidence is for members: --token names the file of a member’s token.']),
      ...(trusted === undefined ? [ownKeys(verifiers)] : []),
    ],
    figures: { origin, size, evidence: written.evidence, folder },
  };
}

const lines = (verifiers: readonly Verifier[]): Buffer =>
  Buffer.from(verifiers.map(({ line }) => `${line}\n`).join(''));

function recordAt(index: number, bytes: Uint8Array): RecordDocument {
  const record = readRecord(bytes);
  if ('fault' in record) throw cliError(`Entry ${index}: ${record.fault}`);
  if (!isFolderName(record.id))
    throw cliError(`Entry ${index} has an id that cannot name a folder: ${record.id}`);
  return record;
}

/** The checkpoint of the archive that is there already, opened. */
async function keptCheckpoint(
  folder: string,
  verifiers: readonly Verifier[],
): Promise<OpenCheckpoint | Fault | undefined> {
  const note = await folderSource(folder).read(`${files.log}/checkpoint`, longestText);
  if (note === undefined) return undefined;
  const opened = openCheckpoint(textOf(note) ?? '', verifiers);
  return 'fault' in opened ? fault(`${folder} holds an archive of another log. ${opened.fault}`) : opened;
}

/** A receipt needs no server: it follows from the log. */
async function receiptAt({ checkpoint, nodes, note }: ReadLog, index: number): Promise<Buffer> {
  const path = await proveInclusion(nodes, index, checkpoint.size);
  return Buffer.from(writeReceipt({ index, path, checkpoint: note }));
}

/** The document of a charter version, as canonical JSON. */
async function charterOf(server: Source, version: number): Promise<Buffer> {
  const answer = await server.read(`charter/versions/${version}`, longestCharter);
  const bytes = answer && charterBytes(answer);
  if (bytes === undefined) throw cliError(`${server.name} has no charter version ${version}.`);
  return bytes;
}
