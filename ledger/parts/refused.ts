/** A refusal that was saved in the place of a record: the file says itself why it holds none. */
import { isObject, type JsonObject } from '../bytes/json.ts';
import { textOf } from '../../charter/text/utf8.ts';
import { type Fault, fault } from '../recount/fault.ts';

/** Bytes of a refusal; more are none. */
const longest = 100_000;

/** What a server said in the place of a record, such as that the decision has not ended (RFC 9457). */
export function refusedInstead(bytes: Uint8Array): Fault | undefined {
  const { type, detail } = looseObject(bytes);
  if (typeof type !== 'string' || !type.startsWith('/problems/')) return undefined;
  return fault(`This is no record, but the refusal of one: ${typeof detail === 'string' ? detail : type}`);
}

/** The JSON object in a small file; an empty one where there is none. */
function looseObject(bytes: Uint8Array): JsonObject {
  if (bytes.length > longest) return {};
  try {
    const value: unknown = JSON.parse(textOf(bytes) ?? '');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
