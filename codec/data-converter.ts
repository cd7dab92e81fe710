/** What client, worker and workflows of a council turn values into, and back: nothing of it is readable, or counts, without the keys. */
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { HistoryKeys } from './keys.ts';
import { payloadCodec } from './payload-codec.ts';

/** Of the module that turns errors into failures; workflows are bundled with it. */
export const failureConverterPath = fileURLToPath(new URL('failures.cjs', import.meta.url));

/** Seals payloads, and the messages and stacks of failures with them. */
export const sealing = (keys: HistoryKeys): DataConverter => ({
  payloadCodecs: [payloadCodec(keys)],
  failureConverterPath,
});
