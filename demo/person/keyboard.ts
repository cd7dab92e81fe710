/** The person at the keyboard: one question at a time, with lines of the story printed between them. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface Keyboard {
  /**
   * Asks for one line.
   * @param signal aborted when nobody is waited for any more
   * @returns what was typed; undefined where nothing was
   */
  readonly ask: (prompt: string, signal: AbortSignal) => Promise<string | undefined>;
  /** Prints lines, and the open question again below them with what was typed so far. */
  readonly print: (text: string) => void;
  readonly close: () => void;
}

export interface KeyboardOptions {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Ctrl-C, which a terminal in this state gives to nobody else. */
  readonly interrupted: () => void;
}

/** Lines that were typed ahead of their question, where the input is no terminal: a script's. */
const mostAhead = 100;

/** At a terminal what is typed before a question is asked is no answer to it; from a pipe lines answer one question after another. */
export function openKeyboard({ input, output, interrupted }: KeyboardOptions): Keyboard {
  const isTerminal = input.isTTY === true && output.isTTY === true;
  const lines = createInterface({ input, output, terminal: isTerminal });
  const ahead: string[] = [];
  let waiting: ((line: string | undefined) => void) | undefined;
  let isOver = false;
  lines.on('line', (line) => {
    if (waiting !== undefined) waiting(line);
    else if (!isTerminal && ahead.length < mostAhead) ahead.push(line);
  });
  lines.on('SIGINT', interrupted);
  lines.on('close', () => {
    isOver = true;
    waiting?.(undefined);
  });
  return {
    ask: async (prompt, signal) => {
      const [first] = ahead.splice(0, 1);
      if (first !== undefined || isOver || signal.aborted) {
        output.write(`${prompt}${first ?? ''}\n`);
        return first;
      }
      return new Promise((resolve) => {
        const over = (): void => done(undefined);
        const done = (line: string | undefined): void => {
          signal.removeEventListener('abort', over);
          waiting = undefined;
          if (line === undefined || !isTerminal) output.write('\n');
          resolve(line);
        };
        waiting = done;
        signal.addEventListener('abort', over);
        lines.setPrompt(prompt);
        // What was typed before the question is taken away.
        if (isTerminal) lines.write(null, { ctrl: true, name: 'u' });
        lines.prompt();
      });
    },
    print: (text) => {
      if (waiting === undefined || !isTerminal) output.write(text);
      else {
        output.write(`\r\u001b[K${text}`);
        lines.prompt(true);
      }
    },
    close: () => lines.close(),
  };
}
