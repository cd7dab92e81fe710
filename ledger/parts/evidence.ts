/** Reads records and evidence from their bytes, strictly, and makes the roots that a record holds of its evidence. */
import { z } from 'zod';
import { below } from '../recount/difference.ts';
import { areEntries, type ManyEntries, manyEntries } from '../log/entry-shape.ts';
import { evidenceFormat } from './evidence-entries.ts';
import { type Fault, fault } from '../recount/fault.ts';
import type { Root } from './figures-schema.ts';
import { canonicalOf, isObject, jsonOf, type JsonObject, readCanonical } from '../bytes/json.ts';
import { isSalted, type PartName, partsOf, type RecordKind } from './kinds.ts';
import { rootOfTexts } from '../log/merkle.ts';
import {
  type Evidence,
  evidenceKind,
  evidenceSchemas,
  type RecordDocument,
  recordSchema,
} from './records.ts';
import { textOf } from '../bytes/text.ts';

/** Bytes that a record may have; one takes 5 to 10 kB. */
export const longestRecord = 4_000_000;

/** Bytes that evidence may have: that of a million electors has 300 million. Reading it takes some eight times as much memory. */
export const longestEvidence = 400_000_000;

/** The canonical text of every entry, part by part; a room that was withheld has none (AUT-2). */
export type EvidenceTexts = Readonly<Partial<Record<PartName, readonly string[]>>>;

export interface ReadEvidence<Read extends Evidence = Evidence> {
  readonly evidence: Read;
  readonly texts: EvidenceTexts;
}

type DocumentName = 'record' | 'evidence';

const tooLong = (document: DocumentName, { length }: Uint8Array, longest: number): Fault =>
  fault(`The ${document} has ${length} bytes; ${longest} are the most that are read.`);

const notCanonical = (document: DocumentName): Fault =>
  fault(`The ${document} is not canonical JSON (RFC 8785): it was changed or written anew.`);

/** A record from its bytes; or why it is none, in a sentence. */
export function readRecord(bytes: Uint8Array): RecordDocument | Fault {
  if (bytes.length > longestRecord) return tooLong('record', bytes, longestRecord);
  const value = readCanonical(bytes);
  if (value === undefined) return notCanonical('record');
  const parsed = recordSchema.safeParse(value);
  return parsed.success ? (value as RecordDocument) : shapeFault('record', parsed.error);
}

/** Evidence from its bytes; or why it is none, in a sentence. */
export function readEvidence(bytes: Uint8Array): ReadEvidence | Fault {
  if (bytes.length > longestEvidence) return tooLong('evidence', bytes, longestEvidence);
  const text = textOf(bytes);
  const value = text === undefined ? undefined : jsonOf(text);
  if (text === undefined || value === undefined) return notCanonical('evidence');
  const parts: JsonObject = isObject(value) ? value : {};
  const kind = evidenceKind(parts);
  const quick = new Set<PartName>(
    manyEntries[kind].filter((part: ManyEntries) => areEntries(part, parts[part])),
  );
  const wrong = wholeFault(kind, value, parts) ?? entryFault(kind, parts, quick);
  if (wrong !== undefined) return wrong;
  // The schema's answer is a copy; what is hashed is what was read.
  const evidence = value as Evidence;
  // Where keys stand in order and no surrogate is alone, JSON.stringify writes what RFC 8785 does, several times faster.
  const writeQuick = text.includes('\\ud') ? canonicalOf : (entry: unknown) => JSON.stringify(entry);
  const texts = textsOf(evidence, (part) => (quick.has(part) ? writeQuick : canonicalOf));
  return isMadeOf(text, { texts, evidence }) ? { evidence, texts } : notCanonical('evidence');
}

/** What the schema finds wrong with the whole, its parts left aside. */
function wholeFault(kind: RecordKind, value: unknown, parts: JsonObject): Fault | undefined {
  const lists = partsOf(kind).filter((part) => Array.isArray(parts[part]));
  const emptied = isObject(value)
    ? { ...value, ...Object.fromEntries(lists.map((part) => [part, []])) }
    : value;
  const { error } = evidenceSchemas[kind].safeParse(emptied);
  return error && shapeFault('evidence', error);
}

/** The first entry with which the schema finds something wrong: of a million, only one needs a sentence. */
function entryFault(kind: RecordKind, parts: JsonObject, quick: ReadonlySet<PartName>): Fault | undefined {
  for (const part of partsOf(kind).filter((name) => !quick.has(name))) {
    const schema = entrySchema(kind, part);
    for (const [place, entry] of ((parts[part] ?? []) as readonly unknown[]).entries()) {
      const { error } = schema.safeParse(entry);
      if (error !== undefined) return shapeFault('evidence', error, part, place);
    }
  }
  return undefined;
}

function entrySchema(kind: RecordKind, part: PartName): z.ZodType {
  const shape: Readonly<Record<string, z.ZodType>> = evidenceSchemas[kind].shape;
  const list = shape[part];
  const whole = list instanceof z.ZodNullable ? list.unwrap() : list;
  return whole instanceof z.ZodArray ? (whole.element as z.ZodType) : z.never();
}

/** What a schema found wrong, as one sentence with the place. */
function shapeFault(
  document: DocumentName,
  { issues }: z.ZodError,
  ...above: readonly (string | number)[]
): Fault {
  const [first] = issues;
  const pointer = below('', ...above, ...(first?.path ?? []).map(String));
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return fault(
    `The ${document} has not the form that this version knows: ${pointer === '' ? 'the whole' : pointer} ${first?.message ?? 'is wrong'}${more}.`,
  );
}

/** The text of the leaf that comes after the entries of each part: none where nothing is private. */
export const saltLeaves = (salt: string | null): readonly string[] =>
  salt === null ? [] : [JSON.stringify(salt)];

type Write = (entry: unknown) => string | undefined;

/** The text of every entry, part by part, each part as its writer writes it. */
export function textsOf(evidence: Evidence, writerOf: (part: PartName) => Write): EvidenceTexts {
  const parts: Partial<Record<PartName, string[]>> = {};
  for (const part of partsOf(evidenceKind(evidence))) {
    const entries = entriesOf(evidence, part);
    const write = writerOf(part);
    if (entries !== null) parts[part] = entries.map((entry) => write(entry) ?? '');
  }
  return parts;
}

/** The entries of a part; null where they were withheld. */
export function entriesOf(evidence: Evidence, part: PartName): readonly EvidenceEntry[] | null {
  const parts = evidence as unknown as Readonly<Record<PartName, readonly EvidenceEntry[] | null>>;
  return parts[part];
}

/** What every entry has. */
export interface EvidenceEntry {
  readonly decision: string;
}

/** The keys of evidence of a kind in the order of canonical JSON. */
export const evidenceKeys = (kind: RecordKind): readonly EvidenceKey[] =>
  [
    ...partsOf(kind),
    'format' as const,
    'salt' as const,
    ...(kind === 'proposal' ? [] : ['kind' as const]),
  ].toSorted();

type EvidenceKey = PartName | 'format' | 'kind' | 'salt';

/** Whether a text is the canonical one of the whole, given those of its entries: read along, for it may be a hundred megabytes long. */
function isMadeOf(text: string, { texts, evidence }: ReadEvidence): boolean {
  let at = 0;
  const isNext = (piece: string): boolean => {
    if (text.slice(at, at + piece.length) !== piece) return false;
    at += piece.length;
    return true;
  };
  const isPart = (entries: readonly string[] | undefined): boolean =>
    entries === undefined
      ? isNext('null')
      : isNext('[') &&
        entries.every((entry, place) => (place === 0 || isNext(',')) && isNext(entry)) &&
        isNext(']');
  const kind = evidenceKind(evidence);
  const isValue = (key: EvidenceKey): boolean => {
    if (key === 'format') return isNext(`"${evidenceFormat}"`);
    if (key === 'kind') return isNext(`"${kind}"`);
    return key === 'salt' ? isNext(canonicalOf(evidence.salt) ?? '') : isPart(texts[key]);
  };
  const isWhole = evidenceKeys(kind).every(
    (key, place) => isNext(`${place === 0 ? '{' : ','}"${key}":`) && isValue(key),
  );
  return isWhole && isNext('}') && at === text.length;
}

/**
 * How many entries each part has, and the RFC 6962 root over their canonical JSON. Of what is private the salt's text is one leaf more,
 * after the entries: as long as it is unknown, a root tells nothing of what it was made of (AUT-2). Of what was withheld there is none.
 */
export function rootsOf(
  texts: EvidenceTexts,
  evidence: Pick<Evidence, 'salt'>,
): Readonly<Partial<Record<PartName, Root>>> {
  const kind = evidenceKind(evidence);
  const roots: Partial<Record<PartName, Root>> = {};
  for (const part of partsOf(kind)) {
    const entries = texts[part];
    if (entries === undefined) continue;
    const more = isSalted(kind, part) ? saltLeaves(evidence.salt) : [];
    const root = rootOfTexts(more.length === 0 ? entries : [...entries, ...more]).toString('hex');
    roots[part] = { count: entries.length, root };
  }
  return roots;
}
