/** The keys of Temporal's histories: a file of lines, the first of which seals; all of them open what they sealed (rotation). */
import { createHash, randomBytes } from 'node:crypto';

export interface HistoryKey {
  /** 8 lower-case hexadecimal digits, of SHA-256 of the secret; stands beside what it sealed. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

export interface HistoryKeys {
  readonly current: HistoryKey;
  readonly all: readonly HistoryKey[];
}

const prefix = 'folkmoot-history-key';
const secretLength = 32;

/** A line of a key's file: `folkmoot-history-key:` and 32 random bytes in base64. */
export const makeHistoryKeyLine = (): string => `${prefix}:${randomBytes(secretLength).toString('base64')}`;

/** Reads a file of keys, one a line; the fault says what is wrong without a word of a key. */
export function parseHistoryKeys(file: string): HistoryKeys | { readonly fault: string } {
  const lines = file.split('\n').filter((line) => line.trim() !== '');
  const all = lines.map(parseLine);
  const wrong = all.indexOf(undefined);
  if (wrong >= 0) return { fault: `line ${wrong + 1} is not \`${prefix}:\` and the base64 of 32 bytes` };
  const keys = all.filter((key) => key !== undefined);
  const [current] = keys;
  return current === undefined ? { fault: 'holds no key' } : { current, all: keys };
}

function parseLine(line: string): HistoryKey | undefined {
  const [name, encoded = '', ...rest] = line.trim().split(':');
  const secret = Buffer.from(encoded, 'base64');
  if (name !== prefix || rest.length > 0 || secret.length !== secretLength) return undefined;
  if (secret.toString('base64') !== encoded) return undefined;
  return { id: createHash('sha256').update(secret).digest('hex').slice(0, 8), secret };
}
