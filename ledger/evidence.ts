/** Reads records and evidence from their bytes, strictly, and makes the roots that a record holds of its evidence. */
import type { z } from 'zod';
import { below } from './difference.ts';
import { areEntries, type ManyEntries, manyEntries } from './entry-shape.ts';
import { type Evidence, evidenceFormat, evidenceSchema } from './evidence-schema.ts';
import { type Fault, fault } from './fault.ts';
import { canonicalOf, isObject, jsonOf, type JsonObject, readCanonical } from './json.ts';
import { rootOfTexts } from './merkle.ts';
import { partNames, type PartName, type RecordDocument, recordSchema, type Root } from './record-schema.ts';
import { textOf } from './text.ts';

/** Bytes that a record may have; one takes 5 to 10 kB. */
export const longestRecord = 4_000_000;

/** Bytes that evidence may have: that of a million electors has 300 million. Reading it takes some eight times as much memory. */
export const longestEvidence = 400_000_000;

export interface ReadEvidence {
  readonly evidence: Evidence;
  /** The canonical text of every entry, part by part. */
  readonly texts: Readonly<Record<PartName, readonly string[]>>;
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
  const quick = new Set<PartName>(manyEntries.filter((part: ManyEntries) => areEntries(part, parts[part])));
  const wrong = wholeFault(value, parts) ?? entryFault(parts, quick);
  if (wrong !== undefined) return wrong;
  // The schema's answer is a copy; what is hashed is what was read.
  const evidence = value as Evidence;
  // Where keys stand in order and no surrogate is alone, JSON.stringify writes what RFC 8785 does, several times faster.
  const writeQuick = text.includes('\\ud') ? canonicalOf : (entry: unknown) => JSON.stringify(entry);
  const texts = textsOf(evidence, (part) => (quick.has(part) ? writeQuick : canonicalOf));
  return isMadeOf(text, { texts, salt: evidence.salt }) ? { evidence, texts } : notCanonical('evidence');
}

/** What the schema finds wrong with the whole, its parts left aside. */
function wholeFault(value: unknown, parts: JsonObject): Fault | undefined {
  const lists = partNames.filter((part) => Array.isArray(parts[part]));
  const emptied = isObject(value)
    ? { ...value, ...Object.fromEntries(lists.map((part) => [part, []])) }
    : value;
  const { error } = evidenceSchema.safeParse(emptied);
  return error && shapeFault('evidence', error);
}

/** The first entry with which the schema finds something wrong: of a million, only one needs a sentence. */
function entryFault(parts: JsonObject, quick: ReadonlySet<PartName>): Fault | undefined {
  for (const part of partNames.filter((name) => !quick.has(name))) {
    const schema: z.ZodType = evidenceSchema.shape[part].element;
    for (const [place, entry] of (parts[part] as readonly unknown[]).entries()) {
      const { error } = schema.safeParse(entry);
      if (error !== undefined) return shapeFault('evidence', error, part, place);
    }
  }
  return undefined;
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
export function textsOf(evidence: Evidence, writerOf: (part: PartName) => Write): ReadEvidence['texts'] {
  const texts = partNames.map((part) => {
    const write = writerOf(part);
    return [part, evidence[part].map((entry) => write(entry) ?? '')] as const;
  });
  return Object.fromEntries(texts) as Record<PartName, string[]>;
}

/** The keys of evidence in the order of canonical JSON. */
export const evidenceKeys = [...partNames, 'format' as const, 'salt' as const].toSorted();

/** Whether a text is the canonical one of the whole, given those of its entries: read along, for it may be a hundred megabytes long. */
function isMadeOf(
  text: string,
  { texts, salt }: Pick<ReadEvidence, 'texts'> & Pick<Evidence, 'salt'>,
): boolean {
  let at = 0;
  const isNext = (piece: string): boolean => {
    if (text.slice(at, at + piece.length) !== piece) return false;
    at += piece.length;
    return true;
  };
  const isPart = (entries: readonly string[]): boolean =>
    isNext('[') &&
    entries.every((entry, place) => (place === 0 || isNext(',')) && isNext(entry)) &&
    isNext(']');
  const isValue = (key: (typeof evidenceKeys)[number]): boolean => {
    if (key === 'format') return isNext(`"${evidenceFormat}"`);
    return key === 'salt' ? isNext(canonicalOf(salt) ?? '') : isPart(texts[key]);
  };
  const isWhole = evidenceKeys.every(
    (key, place) => isNext(`${place === 0 ? '{' : ','}"${key}":`) && isValue(key),
  );
  return isWhole && isNext('}') && at === text.length;
}

/**
 * How many entries each part has, and the RFC 6962 root over their canonical JSON. Of what is private the salt's text is one leaf more,
 * after the entries: as long as it is unknown, a root tells nothing of what it was made of (AUT-2).
 */
export function rootsOf(texts: ReadEvidence['texts'], salt: string | null): Record<PartName, Root> {
  const more = saltLeaves(salt);
  const roots = partNames.map((part) => {
    const leaves = more.length === 0 ? texts[part] : [...texts[part], ...more];
    const root = rootOfTexts(leaves).toString('hex');
    return [part, { count: texts[part].length, root }] as const;
  });
  return Object.fromEntries(roots) as Record<PartName, Root>;
}
