/** The entries of a log that are of custody: hashes, of which only who may read a chain can say what they are of (ALM-6, AUT-2). */
import { readCustodyLeaf } from '../../ledger/custody/entry.ts';
import { type Check, counted, failed, passed } from '../../ledger/recount/check.ts';
import type { ReadLog } from '../log.ts';

export interface CustodyEntries {
  /** What is wrong with an entry of custody; undefined where it is none. */
  readonly take: (log: ReadLog, index: number, bytes: Uint8Array) => readonly Check[] | undefined;
  readonly count: () => number;
  /** What was found of them, where none was wrong. */
  readonly passed: () => readonly Check[];
}

export function openCustodyEntries(): CustodyEntries {
  let count = 0;
  return {
    count: () => count,
    passed: () =>
      count === 0
        ? []
        : [
            passed(
              'log',
              `${counted(count, 'entry', 'entries')} of custody ${count === 1 ? 'stands' : 'stand'} there; who may read a chain checks it (folkmoot verify-custody, ALM-6).`,
            ),
          ],
    take: ({ checkpoint: { origin } }, index, bytes) => {
      const leaf = readCustodyLeaf(bytes);
      if (leaf === undefined) return undefined;
      count += 1;
      const no = (sentence: string): readonly Check[] => [failed('log', `Entry ${index}: ${sentence}`)];
      if ('fault' in leaf) return no(leaf.fault);
      return leaf.council === origin
        ? []
        : no(`It is of custody in the council ${leaf.council}, not in ${origin}.`);
    },
  };
}
