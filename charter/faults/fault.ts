/** A fault of a document: where it is, which rule it breaks, and why, as data; and its words for people. */
import { pointer, type Place } from '../text/places.ts';

/** One thing that is wrong with a charter (CHA-2) or with a file of members (MEM-6). */
export interface Fault {
  /** RFC 6901 JSON Pointer; the empty string is the whole document. */
  readonly path: string;
  /** The id of the rule that refuses. */
  readonly rule: string;
  /** A clause whose subject is what stands at the path: "is a share above 1", "must be …". */
  readonly message: string;
  /** What explains the fault: figures, names, what was found, what is allowed. JSON values only. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Under which docs/rules.md tells of the field there, or of the one that was meant; left out where it tells of none. */
  readonly rules?: readonly string[];
}

/** A fault while it is being looked for: its place still as keys, its rule still that of the whole document. */
export interface Finding {
  readonly place: Place;
  readonly message: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A finding as a fault of the given rule. */
export function fault(rule: string, { place, message, facts = {} }: Finding): Fault {
  return { path: pointer(place), rule, message, facts };
}

/** The faults in words, one a line: path, what is wrong, the rule, the facts. Empty without faults. */
export function describeFaults(faults: readonly Fault[]): string {
  return faults.map(describeFault).join('\n');
}

/** A fault in words: path, what is wrong, the rule, the facts. */
export function describeFault({ path, rule, message, facts, rules = [] }: Fault): string {
  const figures = Object.entries(facts).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const explanation = figures.length === 0 ? '' : ` [${figures.join(', ')}]`;
  const reading = rules.length === 0 ? '' : `; docs/rules.md tells of it under ${rules.join(', ')}`;
  return `${path === '' ? 'the document' : path} ${message} (${rule})${explanation}${reading}`;
}
