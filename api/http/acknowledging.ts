/** The log's promise on what was just committed: the record will hold it (VOT-6). */
import { acknowledge, type Acknowledged } from '../../ledger/answers/acknowledgement.ts';
import type { Signer } from '../../ledger/log/keys.ts';

/** An entry that was committed by itself is the only one under its signature. */
export function promise<Entry extends object>(entry: Entry, signer: Signer): Acknowledged<Entry> {
  const [acknowledged] = acknowledge([entry], signer);
  return acknowledged as Acknowledged<Entry>;
}
