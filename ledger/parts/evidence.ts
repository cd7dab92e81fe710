/** Reads records and evidence from their bytes, strictly, and makes the roots that a record holds of its evidence. */
import { z } from 'zod';
import { below } from '../recount/difference.ts';
import { hasShape, isEntry, manyEntries, mostFields } from '../log/entry-shape.ts';
import { type Entries, packEntries, type PackedEntries, sharing } from './entries.ts';
import type { Packed } from './packed.ts';
import { takeApart } from '../../charter/text/pieces.ts';
import { type Fault, fault } from '../recount/fault.ts';
import type { Root } from './schema/figures.ts';
import { canonicalOf, isObject, jsonOf, type JsonObject, readCanonical } from '../bytes/json.ts';
import { isOfParties, type PartName, partsOf, type RecordKind, type SaltName } from './kinds.ts';
import { type GrowingTree, growTree } from '../log/merkle.ts';
import { refusedInstead } from './refused.ts';
import { saltLeaves, saltOfPart, type Salts } from './salts.ts';
import {
  type Evidence,
  evidenceKind,
  evidenceSchemas,
  type RecordDocument,
  recordSchema,
} from './records.ts';

/** Bytes that a record may have; one takes 5 to 10 kB. */
export const longestRecord = 4_000_000;

/** Bytes that evidence may have: that of a million electors, most of whom delegated, has 500 million. */
export const longestEvidence = 1_000_000_000;

export interface ReadEvidence<Read = Evidence> {
  readonly evidence: Read;
  /**
   * How many entries each part has, and the RFC 6962 root over their canonical JSON. Of what is private the salt's text is one leaf more,
   * after the entries: as long as it is unknown, a root tells nothing of what it was made of. A room that was withheld has none (AUT-2).
   */
  readonly roots: Readonly<Partial<Record<PartName, Root>>>;
}

export type PackedEvidence = ReadEvidence<Packed<Evidence>>;

type DocumentName = 'record' | 'evidence';

const tooLong = (document: DocumentName, { length }: { readonly length: number }, longest: number): Fault =>
  fault(`The ${document} has ${length} bytes; ${longest} are the most that are read.`);

const notCanonical = (document: DocumentName): Fault =>
  fault(`The ${document} is not canonical JSON (RFC 8785): it was changed or written anew.`);

/** A record from its bytes; or why it is none, in a sentence. */
export function readRecord(bytes: Uint8Array): RecordDocument | Fault {
  if (bytes.length > longestRecord) return tooLong('record', bytes, longestRecord);
  const value = readCanonical(bytes);
  if (value === undefined) return refusedInstead(bytes) ?? notCanonical('record');
  const parsed = recordSchema.safeParse(value);
  return parsed.success ? (value as RecordDocument) : shapeFault('record', parsed.error);
}

/** Evidence from its bytes; or why it is none, in a sentence. */
export function readEvidence(bytes: Uint8Array): ReadEvidence | Fault {
  const reader = evidenceReader();
  for (let from = 0; from < bytes.length; from += atOnce) reader.add(bytes.subarray(from, from + atOnce));
  return reader.end();
}

const atOnce = 1_000_000;

export interface EvidenceReader<Read> {
  /** The next bytes; after the first fault they are passed over. */
  readonly add: (bytes: Uint8Array) => void;
  readonly end: () => Read | Fault;
}

/** Reads evidence as its bytes come, into lists of values. */
const evidenceReader = (): EvidenceReader<ReadEvidence> => readerOf(Infinity) as EvidenceReader<ReadEvidence>;

/**
 * The same of evidence of any length: what a proposal's has very many of, it keeps as columns of numbers.
 * @param most entries of a list that are kept as they are
 */
export const packingReader = (most = mostAsTheyAre): EvidenceReader<PackedEvidence> => readerOf(most);

const mostAsTheyAre = 10_000;
/** Each entry is checked, hashed and kept as a value, and its text is forgotten. */
function readerOf(most: number): EvidenceReader<PackedEvidence> {
  // Without a prototype: whatever a key is called, it is one.
  const values = Object.create(null) as Record<string, unknown>;
  const trees = Object.create(null) as Record<string, GrowingTree>;
  /** The entries that have not the usual shape of their part. */
  const unusual = Object.create(null) as Record<string, Unusual[]>;
  const lists = Object.create(null) as Record<string, PackedEntries>;
  const shared = sharing();
  let isWhole = true;
  let isMade = true;
  const keys: string[] = [];
  const next = (key: string, value: unknown): void => {
    keys.push(key);
    values[key] = value;
  };
  const parts = takeApart({
    value: (key, text) => {
      const value = jsonOf(text);
      isWhole &&= value !== undefined;
      isMade &&= canonicalOf(value) === text;
      next(key, value);
    },
    list: (key) => {
      next(key, []);
      trees[key] = growTree();
      unusual[key] = [];
    },
    entry: (key, text) => {
      const entry = jsonOf(text);
      isWhole &&= entry !== undefined;
      const entries = values[key] as unknown[];
      const isUsual = hasShape(key) && isEntry(key, entry);
      if (!isUsual) unusual[key]?.push({ place: trees[key]?.size() ?? 0, entry });
      // Where keys stand in order and no surrogate is alone, JSON.stringify writes what RFC 8785 does, several times faster.
      isMade &&= (isUsual && !text.includes('\\ud') ? JSON.stringify(entry) : canonicalOf(entry)) === text;
      trees[key]?.add(text);
      if (hasShape(key) && lists[key] === undefined && entries.length === most) {
        const list = packEntries(shared, mostFields[key]);
        for (const one of entries) list.add(one);
        lists[key] = list;
        entries.length = 0;
      }
      if (lists[key] === undefined) entries.push(entry);
      else lists[key].add(entry);
    },
  });
  let length = 0;
  return {
    add: (bytes) => {
      length += bytes.length;
      if (isWhole && length <= longestEvidence) isWhole = parts.add(bytes);
    },
    end: () => {
      if (length > longestEvidence) return tooLong('evidence', { length }, longestEvidence);
      if (!isWhole || !parts.end()) return notCanonical('evidence');
      const kind = evidenceKind(values);
      const wrong = wholeFault(kind, values, values) ?? entryFault(kind, values, unusual);
      if (wrong !== undefined) return wrong;
      for (const [part, list] of Object.entries(lists)) values[part] = kind === 'proposal' ? list : [...list];
      const evidence = values as unknown as Packed<Evidence>;
      isMade &&= keys.join() === evidenceKeys(kind).join();
      return isMade ? { evidence, roots: rootsOf(trees, kind, evidence) } : notCanonical('evidence');
    },
  };
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
function entryFault(
  kind: RecordKind,
  parts: JsonObject,
  unusual: Readonly<Record<string, readonly Unusual[]>>,
): Fault | undefined {
  const usual: readonly PartName[] = manyEntries[kind] ?? [];
  for (const part of partsOf(kind)) {
    const entries = (parts[part] ?? []) as readonly unknown[];
    const schema = entrySchema(kind, part);
    const asked = usual.includes(part)
      ? (unusual[part] ?? [])
      : entries.map((entry, place) => ({ place, entry }));
    for (const { place, entry } of asked) {
      const { error } = schema.safeParse(entry);
      if (error !== undefined) return shapeFault('evidence', error, part, place);
    }
  }
  return undefined;
}

interface Unusual {
  readonly place: number;
  readonly entry: unknown;
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

/** The entries of a part; null where they were withheld. */
export function entriesOf(evidence: Packed<Evidence>, part: PartName): Entries<EvidenceEntry> | null {
  const parts = evidence as unknown as Readonly<Record<PartName, Entries<EvidenceEntry> | null>>;
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
    ...(isOfParties(kind) ? ['nameSalt' as const] : []),
  ].toSorted();

type EvidenceKey = PartName | SaltName | 'format' | 'kind';

function rootsOf(
  trees: Readonly<Record<string, GrowingTree>>,
  kind: RecordKind,
  salts: Salts,
): ReadEvidence['roots'] {
  const roots: Partial<Record<PartName, Root>> = {};
  for (const part of partsOf(kind)) {
    const tree = trees[part];
    if (tree === undefined) continue;
    const count = tree.size();
    for (const leaf of saltLeaves(saltOfPart(kind, part, salts))) tree.add(leaf);
    roots[part] = { count, root: tree.root().toString('hex') };
  }
  return roots;
}
