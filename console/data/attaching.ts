/** Files that a text names: sent under the SHA-256 of their bytes before they are named (PRO-2). */
import type { Schemas } from './client.ts';
import { putBytes } from './client.ts';

export type Attachment = Schemas['Attachment'];

/** As the service takes it; what a browser says otherwise, or does not know, is bytes. */
const mediaTypeOf = ({ type }: File): string =>
  /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(type) ? type : 'application/octet-stream';

/** @throws a Refusal */
export async function attach(file: File): Promise<Attachment> {
  const bytes = await file.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  await putBytes(`/v1/attachments/${sha256}`, bytes);
  return { name: file.name, mediaType: mediaTypeOf(file), sha256, size: bytes.byteLength };
}
