/** Reads files of members (MEM-6): a short one whole, YAML or JSON; a long one, JSON, entry by entry. */
import { fault, type Fault, type Finding } from './faults/fault.ts';
import { findingsOf } from './faults/issues.ts';
import { openChecks } from './members-checks.ts';
import { fileLists, type MembersFile, membersFileSchema } from './members.ts';
import { type JsonReading, readJson } from './text/json.ts';
import { longestPiece, takeApart } from './text/pieces.ts';
import type { Place } from './text/places.ts';
import { readText, type Reading } from './text/yaml.ts';

/** YAML takes seconds and hundreds of times the memory for a text of this many UTF-16 code units; a longer file is JSON. */
export const longestYaml = 5_000_000;
/** Levels that a file of members nests at most. */
const deepest = 64;
/** Faults of a long file, and findings in a JSON text itself, that are listed; beyond them nothing more is looked for. */
export const mostFaults = 100;

/** Reads a members file, YAML or JSON, or says everything that is wrong with it, each with its path (MEM-6). */
export function parseMembers(text: string): MembersFile | { readonly faults: readonly Fault[] } {
  const reading = readAsJson(text) ?? readText(text, longestYaml);
  if ('findings' in reading) return refused(reading.findings);
  const parsed = membersFileSchema.safeParse(reading.value);
  if (!parsed.success) return refused(findingsOf(parsed.error.issues, reading.value, membersFileSchema));
  const checks = openChecks();
  for (const list of listNames) for (const entry of parsed.data[list]) checks[list](entry as never);
  const findings = checks.end();
  return findings.length > 0 ? refused(findings) : parsed.data;
}

const json = (text: string): JsonReading => readJson(text, { deepest, mostFindings: mostFaults });

/** JSON is read by its own parser, many times faster than as YAML and as strictly; null when the text is none. */
function readAsJson(text: string): Reading | null {
  const reading = json(text);
  return 'malformed' in reading && reading.findings.length === 0 ? null : reading;
}

function refused(findings: readonly Finding[]): { readonly faults: readonly Fault[] } {
  return { faults: findings.map((finding) => fault('MEM-6', finding)) };
}

type List = keyof typeof fileLists;
const listNames = Object.keys(fileLists) as readonly List[];

/**
 * Reads a members file of JSON as its bytes come. Whatever is in it, what is held at once are some thousand entries, and of those before them
 * the names that must not come again.
 * @param most faults after which nothing more is looked for
 * @returns entries in the order of the file, none from its first fault on; at the end of a faulty one what is wrong with it, as `parseMembers` says it
 */
export async function* membersIn(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most = mostFaults,
): AsyncGenerator<MembersFile | { readonly faults: readonly Fault[] }, void> {
  const reading = openReading();
  for await (const some of bytes) {
    if (!reading.add(some)) break;
    if (reading.found().length >= most) {
      yield refused(reading.found().slice(0, most));
      return;
    }
    if (reading.held() >= atOnce) yield reading.take();
  }
  const findings = reading.end();
  yield findings.length > 0 ? refused(findings.slice(0, most)) : reading.take();
}

/** Entries that are handed over together. */
const atOnce = 1_000;

type Writable = { [Name in List]: MembersFile[Name][number][] };
const nothing = (): Writable => ({ families: [], members: [], resources: [], identities: [] });

function openReading() {
  const checks = openChecks();
  /** Findings in the texts and shapes of entries: what entries say against each other is told of a file without them. */
  const misshapen: Finding[] = [];
  /** The file with its lists emptied. */
  const whole = new Map<string, unknown>();
  const counts = new Map<string, number>();
  let batch = nothing();
  let held = 0;
  const found = (): readonly Finding[] => (misshapen.length > 0 ? misshapen : checks.found);

  function note(place: Place, reading: JsonReading): void {
    if (!('findings' in reading)) return;
    if ('malformed' in reading && reading.findings.length === 0)
      misshapen.push({ place, message: `cannot be read: ${reading.malformed}` });
    for (const { place: below, ...finding } of reading.findings)
      misshapen.push({ ...finding, place: [...place, ...below] });
  }
  function begin(key: string, value: unknown): void {
    if (whole.has(key)) misshapen.push({ place: [key], message: 'is there more than once' });
    whole.set(key, value);
  }
  function entryOf(list: List, at: number, value: unknown): void {
    const { entry, most } = fileLists[list];
    if (at === most) misshapen.push({ place: [list], message: 'is too long', facts: { most } });
    const parsed = entry.safeParse(value);
    if (!parsed.success) {
      const items: unknown[] = [];
      items[at] = value;
      const issues = parsed.error.issues.map((issue) => ({ ...issue, path: [list, at, ...issue.path] }));
      misshapen.push(...findingsOf(issues, { [list]: items }, membersFileSchema));
      return;
    }
    checks[list](parsed.data as never);
    if (found().length > 0) return;
    batch[list].push(parsed.data as never);
    held += 1;
  }

  const parts = takeApart(
    {
      value: (key, text) => {
        const reading = json(text);
        note([key], reading);
        begin(key, 'value' in reading ? reading.value : null);
      },
      list: (key) => begin(key, []),
      entry: (key, text) => {
        const at = counts.get(key) ?? 0;
        counts.set(key, at + 1);
        const reading = json(text);
        note([key, at], reading);
        if ('value' in reading && isList(key)) entryOf(key, at, reading.value);
      },
    },
    { spaced: true },
  );
  return {
    /** False where no JSON goes on so. */
    add: parts.add,
    /** How many entries were read since the last time. */
    held: () => held,
    take: (): MembersFile => {
      const taken = batch;
      batch = nothing();
      held = 0;
      return taken;
    },
    found,
    end: (): readonly Finding[] => {
      if (parts.end()) {
        const document = Object.fromEntries(whole);
        const issues = membersFileSchema.safeParse(document).error?.issues ?? [];
        misshapen.push(...findingsOf(issues, document, membersFileSchema));
      } else
        misshapen.push({
          place: [],
          message: `is no JSON, or has an entry of more than ${longestPiece} bytes`,
          facts: { read: Object.fromEntries(counts) },
        });
      return misshapen.length > 0 ? misshapen : checks.end();
    },
  };
}

const isList = (key: string): key is List => Object.hasOwn(fileLists, key);
