/**
 * The payload codec: what workflows and activities are told stands in Temporal's store encrypted, for those who hold the key (AUT-2), and
 * proves who wrote it. AES-256-GCM (NIST SP 800-38D) with the workflow's id as additional authenticated data: what was sealed for one decision
 * opens in no other.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import protocol from '@temporalio/proto';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { shownMark } from '../workflows/messages.ts';
import type { HistoryKey, HistoryKeys } from './keys.ts';

const encoding = 'binary/encrypted';
const cipher = 'aes-256-gcm';
/** Bytes of a nonce and of a tag. A nonce is drawn anew for each payload: safe for 2^32 of them under one key (SP 800-38D, 8.3). */
const nonceLength = 12;
const tagLength = 16;

/** Bytes from which on a payload is compressed before it is sealed, for afterwards nobody can: a charter comes to a sixth. */
const long = 1_024;
/** How such a payload is marked inside the seal, as Temporal's own codecs have it. */
const compressed = 'binary/zlib';

const text = new TextEncoder();
const words = new TextDecoder();
const { Payload: wire } = protocol.temporal.api.common.v1;

/** What stands in the place of a payload that no key of ours opens: validators and workflows refuse it (see workflows/kit/proof.ts). */
const forged: Payload = {
  metadata: { encoding: text.encode('json/plain') },
  data: text.encode('{"forged":true}'),
};

/**
 * Seals with the first of the keys, and opens with any of them. What is shown to operators is left readable (`shown` in
 * workflows/messages.ts); unsealed, it opens as little as anything else.
 */
export function payloadCodec(keys: HistoryKeys): PayloadCodec {
  return {
    encode: async (payloads, context) =>
      payloads.map((payload) => (isShown(payload) ? payload : seal(keys.current, payload, context))),
    decode: async (payloads, context) => payloads.map((payload) => open(keys, payload, context)),
  };
}

const shownStart = text.encode(JSON.stringify(shownMark).slice(0, -1));

/** Bytes come from the workflows' sandbox as a plain array. */
const isShown = ({ data }: Payload): boolean =>
  data != null && Buffer.from(data).subarray(0, shownStart.length).equals(shownStart);

function seal(key: HistoryKey, payload: Payload, context: SerializationContext | undefined): Payload {
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv(cipher, key.secret, nonce).setAAD(boundTo(context));
  const data = [sealing.update(packed(payload)), sealing.final()];
  return {
    metadata: { encoding: text.encode(encoding), 'encryption-key-id': text.encode(key.id) },
    data: Buffer.concat([nonce, ...data, sealing.getAuthTag()]),
  };
}

function open(keys: HistoryKeys, payload: Payload, context: SerializationContext | undefined): Payload {
  const { metadata, data } = payload;
  const id = words.decode(metadata?.['encryption-key-id'] ?? undefined);
  const key = keys.all.find((one) => one.id === id);
  if (words.decode(metadata?.encoding ?? undefined) !== encoding || key === undefined || data == null)
    return forged;
  if (data.length < nonceLength + tagLength) return forged;
  const opening = createDecipheriv(cipher, key.secret, data.subarray(0, nonceLength), {
    authTagLength: tagLength,
  });
  opening.setAAD(boundTo(context)).setAuthTag(data.subarray(data.length - tagLength));
  try {
    const sealed = data.subarray(nonceLength, data.length - tagLength);
    return unpacked(Buffer.concat([opening.update(sealed), opening.final()]));
  } catch {
    return forged;
  }
}

function packed(payload: Payload): Uint8Array {
  const bytes = wire.encode(wire.fromObject(payload)).finish();
  if (bytes.length < long) return bytes;
  const metadata = { encoding: text.encode(compressed) };
  return wire.encode({ metadata, data: deflateSync(bytes) }).finish();
}

function unpacked(bytes: Uint8Array): Payload {
  const payload = wire.decode(bytes);
  const isCompressed = words.decode(payload.metadata.encoding) === compressed;
  return isCompressed ? wire.decode(inflateSync(payload.data)) : payload;
}

/** The workflow whose payload it is: of its start, its acts, its activities and its result alike. */
const boundTo = (context: SerializationContext | undefined): Uint8Array =>
  text.encode(context?.workflowId ?? '');
