/** The entries of a log that change members' keys: each checked after those before it (MEM-6). */
import { type Check, failed } from '../ledger/recount/check.ts';
import { readKeyChange } from '../ledger/acts/key-change.ts';
import { type KeyHistory, openKeyHistory } from '../ledger/acts/key-history.ts';
import type { ReadLog } from './log.ts';

export interface KeyEntries extends Pick<KeyHistory, 'find'> {
  /** What is wrong with an entry that changes keys; undefined where it is none of these. */
  readonly take: (log: ReadLog, index: number, bytes: Uint8Array) => readonly Check[] | undefined;
  /** How many there were. */
  readonly count: () => number;
}

export function openKeyEntries(): KeyEntries {
  const history = openKeyHistory();
  let count = 0;
  return {
    find: history.find,
    count: () => count,
    take: ({ checkpoint: { origin } }, index, bytes) => {
      const change = readKeyChange(bytes);
      if (change === undefined) return undefined;
      count += 1;
      const no = (sentence: string): readonly Check[] => [failed('log', `Entry ${index}: ${sentence}`)];
      if ('fault' in change) return no(change.fault);
      const { member, council } = change;
      if (council !== origin) return no(`It changes keys of the council ${council}, not of ${origin}.`);
      const wrong = history.add(index, change);
      return wrong === undefined ? [] : no(`The change of keys of ${member} ${wrong} (MEM-6).`);
    },
  };
}
