/** The log's promise on what was just committed: the record will hold it (VOT-6). */
import { acknowledge, type Acknowledged } from '../../ledger/answers/acknowledgement.ts';
import type { Signer } from '../../ledger/log/keys.ts';

/** An entry that was committed by itself is the only one under its signature. */
export async function promise<Entry extends object>(
  entry: Entry,
  signer: Signer,
): Promise<Acknowledged<Entry>> {
  const [acknowledged] = await acknowledge([entry], signer);
  return acknowledged as Acknowledged<Entry>;
}
