/** A charter is read once from a document that nobody can change, and anew from any other. */
import { expect, it } from 'vitest';
import { charterCopy } from '../../charter/copy.ts';
import { defaultDocument } from './documents.ts';

const version = { version: 1, hash: 'a'.repeat(64) };

it('CHA-1 each pace has its own copy of the same document, and each version its own number and hash', () => {
  const document = Object.freeze(defaultDocument());
  const [one, same, quick] = [1, 1, 10].map((pace) => charterCopy({ ...version, document }, pace));
  expect(same?.charter).toBe(one?.charter);
  expect(quick?.charter.wake).toBe((one?.charter.wake ?? 0) / 10);
  const again = { version: 3, hash: 'b'.repeat(64), document };
  expect(charterCopy(again, 1)).toEqual({ version: 3, hash: 'b'.repeat(64), pace: 1, charter: one?.charter });
});

it('CHA-1 a document that is changed is read as it is now', () => {
  const document = defaultDocument();
  const before = charterCopy({ ...version, document }, 1).charter.wake;
  const after = charterCopy({ ...version, document: Object.assign(document, { wake: '12h' }) }, 1).charter
    .wake;
  expect(after).toBe(before / 2);
});
