/** Plain lines on the terminal: wrapped, with colour only where somebody sees it, and nothing hidden in the words of others. */
import { printable } from '../../cli/report.ts';

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** SGR codes: on and off (ECMA-48). */
const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
};

export interface Page {
  /** A heading between two empty lines. */
  readonly heading: (text: string) => void;
  /** A paragraph: its first line begins with the mark, the others stand below its text. */
  readonly line: (text: string, how?: { readonly mark?: string; readonly style?: Style }) => void;
  readonly blank: () => void;
}

/** Columns of a line: as wide as the terminal, but no wider than can be read. */
const widest = 100;
const narrowest = 40;
/** Columns of a mark, such as a time. */
const margin = 7;

/**
 * @param write takes whole lines
 * @param columns of the terminal; undefined or 0: there is none, or it does not say
 */
export function openPage(
  write: (text: string) => void,
  { colour, columns }: { readonly colour: boolean; readonly columns: number | undefined },
): Page {
  const width = Math.max(narrowest, Math.min(columns || widest, widest)) - margin - 1;
  const styled = (text: string, style: Style | undefined): string =>
    colour && style !== undefined ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text;
  return {
    heading: (text) => write(`\n${styled(printable(text), 'bold')}\n\n`),
    blank: () => write('\n'),
    line: (text, { mark = '', style } = {}) => {
      const lines = wrapped(printable(text), width);
      const marks = lines.map((_, place) => (place === 0 ? mark : '').padStart(margin - 2));
      write(
        lines.map((line, place) => `${styled(marks[place] ?? '', 'dim')}  ${styled(line, style)}\n`).join(''),
      );
    },
  };
}

/** Lines of so many columns at most, broken between words; a word that is longer has a line of its own. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Whether colour is wanted: on a terminal, unless NO_COLOR says otherwise (https://no-color.org). */
export const wantsColour = (
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): boolean => isTerminal && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
