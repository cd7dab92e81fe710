/** Reads a file that a council is filled from, or says what is wrong with it. */
import { readFile } from 'node:fs/promises';
import { describeFaults, type Fault } from '../../charter/faults/fault.ts';
import { startError } from '../../store/postgres/start-error.ts';

/** What a file says, and its path. */
export interface Read<Content> {
  readonly file: string;
  readonly read: Content;
}

/**
 * @param variable which names the file
 * @throws a start error with every fault and its path
 */
export async function readWhole<Content extends object>(
  parse: (text: string) => Content | { readonly faults: readonly Fault[] },
  file: string,
  variable: string,
): Promise<Read<Content>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw startError(
      `${file} cannot be read (${(error as Error).message}). ${variable} names the file.`,
      error,
    );
  }
  const reading = parse(text);
  if ('faults' in reading) throw refusedFile(file, reading.faults);
  return { file, read: reading };
}

/** A start error that tells the faults of a file. */
export const refusedFile = (file: string, faults: readonly Fault[]): Error =>
  startError(`${file} is refused:\n${describeFaults(faults)}`);
