/** Prints what was checked: sentences for people, or one JSON document for programs. */
import type { Check } from '../ledger/recount/check.ts';

/** Where a command's words go; the terminal, or a test. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly problem: (text: string) => void;
}

export interface Report {
  readonly checks: readonly Check[];
  /** What is worth knowing beside the checks. */
  readonly notes?: readonly string[];
  /** Figures for programs. */
  readonly figures?: Readonly<Record<string, unknown>>;
}

/** Checks that one command answers: more of them would help nobody. */
export const mostChecks = 1_000;

/** UTF-16 code units of one sentence that are printed: what a record says may have any length. */
const longestSentence = 2_000;

/**
 * What a terminal could take for a command, or a reader for another line: control and format characters, line and paragraph separators.
 * The joiners U+200C and U+200D are letters' business and stay.
 */
const unprintable = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const hexadecimal = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, '0');

/** What cannot be printed, as JSON writes it. */
const escaped = (letter: string): string =>
  letter
    .split('')
    .map((unit) => `\\u${hexadecimal(unit)}`)
    .join('');

const clipped = (text: string): string =>
  text.length > longestSentence ? `${text.slice(0, longestSentence)}…` : text;

/** A text on one line, in which nothing is hidden. */
export const printable = (text: string): string => clipped(text).replaceAll(unprintable, escaped);

/** JSON that is as safe to print; programs read the same values. */
const printableJson = (document: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(document, null, 2)
    .split('\n')
    .map((line) => line.replaceAll(unprintable, escaped))
    .join('\n');

/** Prints a report and answers the exit code: 0 where every check holds, else 1. */
export function print(
  { out }: Terminal,
  { checks, notes = [], figures = {} }: Report,
  asJson: boolean,
): number {
  const ok = checks.every((check) => check.ok);
  if (asJson) {
    const short = checks.map((check) => ({ ...check, sentence: clipped(check.sentence) }));
    out(`${printableJson({ ok, ...figures, checks: short, notes })}\n`);
  } else {
    for (const check of checks) out(`${check.ok ? '✔' : '✖'} ${printable(check.sentence)}\n`);
    for (const note of notes) out(`  ${printable(note)}\n`);
    const failures = checks.filter((check) => !check.ok).length;
    const summary = ok
      ? 'Everything that could be checked holds.'
      : `${failures} of ${checks.length} checks failed.`;
    if (checks.length > 0) out(`${summary}\n`);
  }
  return ok ? 0 : 1;
}

/** Says what stopped a command before it could check anything, and answers the exit code. */
export function printProblem({ out, problem }: Terminal, sentence: string, asJson: boolean): number {
  if (asJson) out(`${printableJson({ ok: false, problem: clipped(sentence), checks: [], notes: [] })}\n`);
  else problem(`${printable(sentence)}\n`);
  return 1;
}
