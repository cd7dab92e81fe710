/** Signed notes: a text with signature lines below it (C2SP signed-note). */
import { bytesOfBase64 } from '../bytes/base64.ts';
import { type Fault, fault } from '../recount/fault.ts';
import { isKeyName, type KeyId, type Signer, type Verifier } from './keys.ts';
import { isWellFormed } from '../bytes/text.ts';

/** More signatures than this are not looked at, as in Go's `sumdb/note`. */
const mostSignatures = 100;

export interface Note {
  /** Ends with a newline. */
  readonly text: string;
  /** Whose signatures were checked and hold; never none. */
  readonly signedBy: readonly KeyId[];
}

/** No control characters but newlines, and nothing that UTF-8 cannot say. */
const isNoteText = (text: string): boolean =>
  isWellFormed(text) && !/[\u0000-\u0009\u000b-\u001f]/u.test(text);

/**
 * The note of a text with one signature.
 * @throws {TypeError} for a text that does not end with a newline or has control characters
 */
export function signNote(text: string, signer: Signer): string {
  if (!text.endsWith('\n') || !isNoteText(text)) throw new TypeError('not the text of a note');
  const signature = Buffer.concat([Buffer.from(signer.id, 'hex'), signer.sign(text)]);
  return `${text}\n— ${signer.name} ${signature.toString('base64')}\n`;
}

/**
 * Opens a note: at least one signature is by a key that is known here, and every one by such a key holds. Signatures by others are
 * passed over, as the specification asks.
 */
export function openNote(note: string, verifiers: readonly Verifier[]): Note | Fault {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !isNoteText(note) || !note.endsWith('\n')) return fault('is not a signed note');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > mostSignatures) return fault(`has more than ${mostSignatures} signatures`);
  const signedBy: KeyId[] = [];
  const others: KeyId[] = [];
  for (const line of lines) {
    const signature = parseSignature(line);
    if (signature === undefined) return fault('has a line that is not a signature below its text');
    const { name, id } = signature;
    const verifier = verifiers.find((known) => known.name === name && known.id === id);
    if (verifier === undefined) others.push({ name, id });
    else if (!verifier.verify(text, signature.bytes))
      return fault(`bears a signature of ${name} (key ${id}) that does not hold: it or the text was changed`);
    else signedBy.push({ name, id });
  }
  return signedBy.length > 0 ? { text, signedBy } : fault(unknownSigners(others, verifiers));
}

function parseSignature(line: string): (KeyId & { readonly bytes: Buffer }) | undefined {
  const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = bytesOfBase64(base64);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined;
  return { name, id: bytes.toString('hex', 0, 4), bytes: bytes.subarray(4) };
}

const named = (keys: readonly KeyId[]): string =>
  keys.map(({ name, id }) => `${name} (key ${id})`).join(', ');

function unknownSigners(others: readonly KeyId[], verifiers: readonly KeyId[]): string {
  return `is signed by ${named(others)}, not by ${named(verifiers)}`;
}
