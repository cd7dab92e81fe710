/** `folkmoot verify`: a record, its receipt and what else is at hand, from files, without a network (REC-3). */
import { type JsonReading, readJson } from '../charter/text/json.ts';
import { pointer } from '../charter/text/places.ts';
import { failed } from '../ledger/recount/check.ts';
import {
  packingReader,
  longestEvidence,
  longestRecord,
  type PackedEvidence,
  readRecord,
} from '../ledger/parts/evidence.ts';
import type { Fault } from '../ledger/recount/fault.ts';
import { isObject } from '../ledger/bytes/json.ts';
import { parseVerifiers, type Verifier } from '../ledger/log/keys.ts';
import { textOf } from '../charter/text/utf8.ts';
import { keysNotChecked, notCheckedAlone, verifyDecision } from '../ledger/recount/verification.ts';
import { charterBytes, charterCheck, longestCharter } from './archive/charter.ts';
import { cliError } from './error.ts';
import { longestText } from './log.ts';
import type { Report } from './report.ts';
import { eachPiece, fileBytes } from './source.ts';

/** Bytes of a file of acknowledgements or proofs: thousands of them. */
const longestAnswers = 64_000_000;

const answersLimits = { deepest: 100, mostFindings: 1 };

export interface VerifyFiles {
  readonly record: string;
  readonly receipt: string;
  readonly key: string;
  readonly evidence?: string | undefined;
  readonly charter?: string | undefined;
  readonly acknowledgements: readonly string[];
  readonly proofs: readonly string[];
}

export async function verifyFiles(given: VerifyFiles): Promise<Report> {
  const verifiers = await readKeys(given.key);
  const files = {
    record: await fileBytes(given.record, longestRecord),
    receipt: await fileBytes(given.receipt, longestText),
    evidence: given.evidence === undefined ? undefined : await evidenceIn(given.evidence),
    acknowledgements: (await Promise.all(given.acknowledgements.map(answersIn))).flat(),
    proofs: (await Promise.all(given.proofs.map(answersIn))).flat(),
  };
  const checks = verifyDecision(files, verifiers);
  const record = readRecord(files.record);
  if ('fault' in record) return { checks };
  const { version, hash } = record.charter;
  const notes = [
    ...[notCheckedAlone(record), keysNotChecked(record)].filter((note) => note !== undefined),
    ...(given.evidence === undefined ? [withoutEvidence] : []),
  ];
  if (given.charter === undefined) return { checks, notes: [...notes, withoutCharter(version, hash)] };
  const charter = charterBytes(await fileBytes(given.charter, longestCharter));
  const charterChecked =
    charter === undefined
      ? failed('charter', `${given.charter} is not JSON.`)
      : charterCheck(given.charter, charter, record);
  return { checks: [...checks, charterChecked], notes };
}

/** Read as its bytes come: that of a large council is longer than what can be held beside what it says. */
async function evidenceIn(file: string): Promise<PackedEvidence | Fault> {
  const reader = packingReader();
  await eachPiece(file, longestEvidence, (bytes) => reader.add(bytes));
  return reader.end();
}

const withoutEvidence =
  'Not checked: whether the figures are those of the ballots and positions themselves (--evidence).';

const withoutCharter = (version: number, hash: string): string =>
  `Not checked: whether its rules are those of charter version ${version}, SHA-256 ${hash} (--charter).`;

/** The keys that are trusted: verifier key lines, one a line. */
export async function readKeys(file: string): Promise<readonly Verifier[]> {
  const verifiers = parseVerifiers(textOf(await fileBytes(file, longestText)) ?? '');
  if ('fault' in verifiers) throw cliError(`${file} ${verifiers.fault}.`);
  return verifiers;
}

/** Acknowledgements or proofs as they were saved: one, a list of them, or the whole answers that they came in. */
async function answersIn(file: string): Promise<readonly unknown[]> {
  const reading = readJson(textOf(await fileBytes(file, longestAnswers)) ?? '', answersLimits);
  if (!('value' in reading)) throw cliError(`${file} cannot be read: ${whyNot(reading)}.`);
  const answers = listed(reading.value).flatMap(listed).map(unwrapped);
  if (answers.length === 0) throw cliError(`${file} holds nothing to check.`);
  return answers;
}

/** What is wrong with a text of JSON, in a clause. */
function whyNot(reading: Exclude<JsonReading, { readonly value: unknown }>): string {
  const [found] = reading.findings;
  if (found === undefined) return 'malformed' in reading ? reading.malformed : 'it is not JSON';
  return `${pointer(found.place)} ${found.message}`;
}

function listed(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) && Array.isArray(value.items) ? value.items : [value];
}

const unwrapped = (value: unknown): unknown =>
  isObject(value) && 'acknowledgement' in value ? value.acknowledgement : value;
