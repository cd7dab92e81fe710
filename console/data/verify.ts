/** The proof of a record, checked here by the ledger's own code: nothing of it is asked of the service but the bytes. */
import '../browser/buffer.ts';
import '../browser/schemas.ts';
import { parseVerifiers } from '../../ledger/log/keys.ts';
import { verifyDecision, keysNotChecked, notCheckedAlone } from '../../ledger/recount/verification.ts';
import { readRecord } from '../../ledger/parts/evidence.ts';
import { bytesAt } from './client.ts';

export interface Files {
  readonly record: Uint8Array;
  readonly receipt: Uint8Array;
  readonly evidence: Uint8Array;
  readonly keys: Uint8Array;
}

export interface Verified {
  readonly checks: readonly { readonly check: string; readonly ok: boolean; readonly sentence: string }[];
  /** What these files alone cannot tell. */
  readonly notes: readonly string[];
}

export async function filesOf(id: string): Promise<Files> {
  const [record, receipt, evidence, keys] = await Promise.all(
    [
      `/v1/decisions/${id}/record`,
      `/v1/decisions/${id}/receipt`,
      `/v1/decisions/${id}/evidence`,
      '/v1/ledger/keys',
    ].map(bytesAt),
  );
  const none = new Uint8Array();
  return { record: record ?? none, receipt: receipt ?? none, evidence: evidence ?? none, keys: keys ?? none };
}

export function verify({ record, receipt, evidence, keys }: Files): Verified {
  const verifiers = parseVerifiers(new TextDecoder().decode(keys));
  if ('fault' in verifiers)
    return { checks: [{ check: 'keys', ok: false, sentence: verifiers.fault }], notes: [] };
  const checks = verifyDecision({ record, receipt, evidence }, verifiers);
  const read = readRecord(record);
  const notes =
    'fault' in read ? [] : [notCheckedAlone(read), keysNotChecked(read)].filter((note) => note !== undefined);
  return { checks, notes };
}

/** The same files with one byte of the record changed: a figure becomes another, so that it is canonical JSON as before. */
export function withOneByteChanged(files: Files): { readonly files: Files; readonly place: number } {
  const record = Uint8Array.from(files.record);
  const [zero, nine] = [48, 57];
  const place = record.findLastIndex((byte) => byte > zero && byte < nine);
  record[place] = (record[place] ?? zero) + 1;
  return { files: { ...files, record }, place };
}
