/** The newest checkpoint, opened with the keys that have signed (REC-3). */
import '../browser/buffer.ts';
import '../browser/schemas.ts';
import { openCheckpoint, type OpenCheckpoint } from '../../ledger/log/checkpoint.ts';
import { parseVerifiers } from '../../ledger/log/keys.ts';
import { bytesAt } from './client.ts';

export async function checkpoint(): Promise<OpenCheckpoint | { readonly fault: string }> {
  const [note = new Uint8Array(), keys = new Uint8Array()] = await Promise.all(
    ['/v1/ledger/checkpoint', '/v1/ledger/keys'].map(bytesAt),
  );
  const text = new TextDecoder();
  const verifiers = parseVerifiers(text.decode(keys));
  return 'fault' in verifiers ? verifiers : openCheckpoint(text.decode(note), verifiers);
}
