/** The id of a retry: one for what is retried, whoever asks for it and however often (EXE-2). */
import { createHash } from 'node:crypto';
import { v7 } from 'uuid';

/** A version 7 UUID like all, of the instant at which what is retried ended, so that ids grow with time. */
export function retryOf({ id, endedAt }: { readonly id: string; readonly endedAt: string | null }): string {
  const random = createHash('sha256').update(`retry of ${id}`).digest().subarray(0, 16);
  return v7({ msecs: Date.parse(endedAt ?? ''), random });
}
