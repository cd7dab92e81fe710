/** The entries of a log that change members' keys: each checked after those before it (MEM-6). */
import { type Check, failed } from '../../ledger/recount/check.ts';
import { type KeyChange, readKeyChange } from '../../ledger/acts/key-change.ts';
import { type KeyHistory, openKeyHistory } from '../../ledger/acts/key-history.ts';
import type { ReadLog } from '../log.ts';

export interface KeyEntries extends Pick<KeyHistory, 'find' | 'pass'> {
  /** What is wrong with an entry that changes keys; undefined where it is none of these. */
  readonly take: (log: ReadLog, index: number, bytes: Uint8Array) => readonly Check[] | undefined;
  /** How many there were. */
  readonly count: () => number;
  /** What others did with members' keys, which their members should know of: the first hundred, in sentences. */
  readonly others: () => readonly string[];
}

/** Changes by others that are told one by one. */
const mostOthers = 100;

function othersSentence(
  index: number,
  { by, member, change, fingerprint, at, countsFrom, charter, pace }: KeyChange,
): string {
  const hours = Math.floor((Date.parse(countsFrom) - Date.parse(at)) / 3_600_000);
  const what = change === 'register' ? 'put a key under the name of' : 'revoked a key of';
  return `Entry ${index}: ${by} ${what} ${member}, ${fingerprint}, on ${at}, announced ${hours} hours before it counts unless the member stopped it, under version ${charter} of the charter${pace === 1 ? '' : `, at the pace ${pace} of a trial`} (MEM-6).`;
}

export function openKeyEntries(): KeyEntries {
  const history = openKeyHistory();
  let count = 0;
  const others: string[] = [];
  return {
    find: history.find,
    pass: history.pass,
    count: () => count,
    others: () => others,
    take: ({ checkpoint: { origin } }, index, bytes) => {
      const change = readKeyChange(bytes);
      if (change === undefined) return undefined;
      count += 1;
      const no = (sentence: string): readonly Check[] => [failed('log', `Entry ${index}: ${sentence}`)];
      if ('fault' in change) return no(change.fault);
      const { member, council, by } = change;
      if (by !== member && others.length < mostOthers) others.push(othersSentence(index, change));
      if (council !== origin) return no(`It changes keys of the council ${council}, not of ${origin}.`);
      const wrong = history.add(index, change);
      return wrong === undefined ? [] : no(`The change of keys of ${member} ${wrong} (MEM-6).`);
    },
  };
}
