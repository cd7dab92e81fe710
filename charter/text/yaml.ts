/** YAML or JSON text read into plain values, strictly: no repeated key, no alias, no tag, no second document, no abyss. */
import { CST, Lexer, parseDocument } from 'yaml';
import type { YAMLError } from 'yaml';
import type { Finding } from '../faults/fault.ts';

/** How deep a text may nest. The parser calls itself once a level, and an exhausted stack can end the process. */
const DEEPEST = 100;

export type Reading = { readonly value: unknown } | { readonly findings: readonly Finding[] };

/**
 * Reads one YAML 1.2 document (JSON is YAML).
 * @param most the longest text accepted, in UTF-16 code units
 * @returns the value as JSON has them, or everything that is wrong with the text, at the document's root
 */
export function readText(text: string, most: number): Reading {
  if (text.length > most) return refused('is too long', { length: text.length, most });
  if (isTooDeep(text)) return refused('nests too deep', { most: DEEPEST });
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    resolveKnownTags: false,
  });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) return { findings: problems.map(syntaxFinding) };
  try {
    return { value: document.toJS({ maxAliasCount: 0 }) as unknown };
  } catch (error) {
    if (error instanceof ReferenceError) return refused('uses an alias', {});
    throw error;
  }
}

function refused(message: string, facts: Readonly<Record<string, unknown>>): Reading {
  return { findings: [{ place: [], message, facts }] };
}

function syntaxFinding(problem: YAMLError): Finding {
  const [start] = problem.linePos ?? [];
  const [message = ''] = problem.message.split(/ at line \d+/, 1);
  return {
    place: [],
    message: `cannot be read: ${message}`,
    facts: { line: start?.line, column: start?.col },
  };
}

/** Measured on the lexer's tokens, which come one by one without recursion: open brackets, and in blocks the indentation. */
function isTooDeep(text: string): boolean {
  let brackets = 0;
  let indentation = 0;
  let atStart = true;
  for (const token of new Lexer().lex(text)) {
    const kind = CST.tokenType(token);
    if (kind === 'doc-mode' || kind === 'byte-order-mark') continue;
    if (kind === 'newline') {
      indentation = 0;
      atStart = true;
      continue;
    }
    if (kind === 'flow-seq-start' || kind === 'flow-map-start') brackets += 1;
    if (kind === 'flow-seq-end' || kind === 'flow-map-end') brackets -= 1;
    atStart &&= INDENTS.has(kind);
    if (atStart && brackets === 0) indentation += token.length;
    if (brackets > DEEPEST || indentation > DEEPEST) return true;
  }
  return false;
}

const INDENTS: ReadonlySet<string | null> = new Set([
  'space',
  'seq-item-ind',
  'explicit-key-ind',
  'map-value-ind',
]);
