/** English as no language has it: longer, and with marks, so that a text that comes from no catalogue stands out, and one that has no room does too. */
import type { Catalogue } from './en/index.ts';

const marks: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  O: 'Ó',
  y: 'ý',
};

/** What stands between braces is left alone, but for the texts of its branches. */
export function pseudo(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(catalogue).map(([id, text]) => [id, `⟦${marked(text)}⟧`]),
  ) as unknown as Catalogue;
}

function marked(text: string): string {
  let depth = 0;
  return Array.from(text)
    .map((letter) => {
      if (letter === '{') depth += 1;
      if (letter === '}') depth -= 1;
      return depth === 0 ? (marks[letter] ?? letter) : letter;
    })
    .join('');
}
