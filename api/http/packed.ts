/** Answers that are long, say the same again and again, and are the same for everybody: kept as bytes, and compressed once for all. */
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { answered } from './route.ts';

export interface Packed {
  readonly plain: Buffer;
  readonly gzip: Buffer;
}

export function packed(document: object): Packed {
  const plain = Buffer.from(JSON.stringify(document));
  return { plain, gzip: gzipSync(plain) };
}

/** @param tag of the plain bytes; what is compressed has one of its own (RFC 9110, section 8.8.3.3) */
export function sendPacked(
  request: Request,
  response: Response,
  { plain, gzip }: Packed,
  tag?: string,
): typeof answered {
  const takesGzip = request.acceptsEncodings('gzip', 'identity') === 'gzip';
  response.type('application/json').vary('Accept-Encoding');
  if (tag !== undefined) response.set('ETag', takesGzip ? `"${tag}-gzip"` : `"${tag}"`);
  if (takesGzip) response.set('Content-Encoding', 'gzip');
  response.send(takesGzip ? gzip : plain);
  return answered;
}
