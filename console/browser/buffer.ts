/**
 * The ledger is written for Node, whose Buffer is there without being named; in a browser it is put there before anything asks for it, with the
 * one writing that Node's has beside it: base64url (RFC 4648, section 5).
 */
import { Buffer as Plain } from 'buffer';

type From = (value: unknown, encoding?: unknown, length?: unknown) => Plain;

const from = Plain.from.bind(Plain) as From;
const toString = Plain.prototype.toString;

const fromUrl = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/');
const toUrl = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

Object.assign(Plain, {
  from: ((value, encoding, length) =>
    encoding === 'base64url' && typeof value === 'string'
      ? from(fromUrl(value), 'base64')
      : from(value, encoding, length)) satisfies From,
});
Plain.prototype.toString = function (encoding?: string, start?: number, end?: number): string {
  return encoding === 'base64url'
    ? toUrl(toString.call(this, 'base64', start, end))
    : toString.call(this, encoding as BufferEncoding | undefined, start, end);
};

Object.assign(globalThis, { Buffer: Plain });

export { Plain as Buffer };
