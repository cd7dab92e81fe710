/** From a text or a stored document to a charter in force, or to everything that is wrong with it (CHA-2, CHA-3). */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { findContradictions } from './contradictions/index.ts';
import { longestCharter, withDefaults } from './defaults.ts';
import { rulesAt } from './describe.ts';
import { fault, type Fault, type Finding } from './faults/fault.ts';
import { findingsOf } from './faults/issues.ts';
import { type Place, valueAt } from './text/places.ts';
import { resolveCharter } from './resolve.ts';
import { documentSchema, type CharterDocument } from './schema.ts';
import type { Charter } from './types.ts';
import { readText } from './text/yaml.ts';

export { defaultCharterFile, exampleMembersFile, firstMembersFile } from './defaults.ts';
export { describeFault, describeFaults, type Fault } from './faults/fault.ts';
export { atPace, paceFaults } from './pace.ts';
export type { CharterDocument } from './schema.ts';

/** A charter that may come into force. */
export interface LoadedCharter {
  /** What is stored, hashed and amended: complete, so that a later release's defaults change no council's charter. */
  readonly document: CharterDocument;
  readonly charter: Charter;
  /** SHA-256 of the document's canonical JSON (RFC 8785), lower-case hex. */
  readonly hash: string;
}

/** A charter refused as a whole (CHA-2); never without a fault. */
export interface RefusedCharter {
  readonly faults: readonly Fault[];
}

/** Reads a charter from YAML or JSON text of at most a million UTF-16 code units. */
export function parseCharter(text: string): LoadedCharter | RefusedCharter {
  const reading = readText(text, longestCharter);
  return 'findings' in reading ? refused(reading.findings) : readCharter(reading.value);
}

/** Reads a charter from plain values: a stored version, or one as an amendment would leave it (AMD-1). */
export function readCharter(document: unknown): LoadedCharter | RefusedCharter {
  const whole = withDefaults(document);
  const parsed = documentSchema.safeParse(whole);
  const misshapen = [
    ...(parsed.success ? [] : findingsOf(parsed.error.issues, whole, documentSchema)),
    ...prototypeKeys(whole),
  ];
  const findings = [...misshapen, ...findContradictions(whole, misshapen)];
  if (!parsed.success || findings.length > 0) return refused(findings);
  return {
    document: parsed.data,
    charter: resolveCharter(parsed.data),
    hash: charterHash(parsed.data),
  };
}

/** The SHA-256 of a document's canonical JSON (RFC 8785), lower-case hex: the same for the same values, however they are written. */
export function charterHash(document: CharterDocument): string {
  const text = canonicalize(document);
  if (text === undefined) throw new TypeError('a charter document is an object');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The schema library passes over the key `__proto__` of a record in silence; a charter with one is refused. */
function prototypeKeys(document: unknown): readonly Finding[] {
  return ['tiers', 'categories']
    .map((record) => [record, '__proto__'])
    .filter((place) => valueAt(document, place) !== undefined)
    .map((place) => ({ place, message: 'is a name that every object already has' }));
}

function refused(findings: readonly Finding[]): RefusedCharter {
  return {
    faults: findings.map((finding) => {
      const rules = rulesAt(meantBy(finding));
      return { ...fault('CHA-2', finding), ...(rules.length === 0 ? {} : { rules }) };
    }),
  };
}

/** The place of the field that was meant, where what is there is none. */
function meantBy({ place, facts }: Finding): Place {
  const nearest = facts?.['nearest'];
  return typeof nearest === 'string' ? [...place.slice(0, -1), nearest] : place;
}
