/**
 * The ledger is written for Node, whose Buffer is there without being named; in a browser it is put there before anything asks for it, with the
 * one writing that Node's has beside it: base64url (RFC 4648, section 5).
 */
import { Buffer as Plain } from 'buffer';

type From = (value: unknown, encoding?: unknown, length?: unknown) => Plain;

const from = Plain.from.bind(Plain) as From;
/** Its type leaves the prototype open. */
const prototype = Plain.prototype as Plain;
const unpatched = Reflect.get(prototype, 'toString') as (...args: unknown[]) => string;
const plainText = (of: Plain, encoding?: BufferEncoding, start?: number, end?: number): string =>
  unpatched.call(of, encoding, start, end);

const fromUrl = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/');
const toUrl = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

Object.assign(Plain, {
  from: ((value, encoding, length) =>
    encoding === 'base64url' && typeof value === 'string'
      ? from(fromUrl(value), 'base64')
      : from(value, encoding, length)) satisfies From,
});
prototype.toString = function (this: Plain, encoding?: BufferEncoding, start?: number, end?: number): string {
  return encoding === 'base64url'
    ? toUrl(plainText(this, 'base64', start, end))
    : plainText(this, encoding, start, end);
};

Object.assign(globalThis, { Buffer: Plain });

export { Plain as Buffer };
