/** What the commands of `folkmoot` have in common. */
import { cliError } from './error.ts';
import { longestText } from './log.ts';
import type { Report } from './report.ts';
import { fileBytes } from './source.ts';

export interface Options {
  readonly json?: true;
}

export type Reporting = (checking: () => Promise<Report>, options: Options) => Promise<void>;

export const asJson = 'one JSON document instead of sentences';

/** Where `npm start` listens. */
export const localServer = 'http://127.0.0.1:7400';

export const exampleOf = (...lines: readonly string[]): string =>
  `\nFor example:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;

/** What the file of a token holds; checked here, so that no error of the HTTP client can quote it. */
export async function tokenIn(file: string): Promise<string> {
  const token = String(await fileBytes(file, longestText)).trim();
  if (!/^[\x21-\x7e]+$/.test(token)) throw cliError(`${file} holds no token.`);
  return token;
}
