/** Checkpoints: the log's word on how many entries it has and what its tree hashes to (C2SP tlog-checkpoint). */
import { hashOfBase64 } from '../bytes/base64.ts';
import { type Fault, fault } from '../recount/fault.ts';
import type { Signer, Verifier } from './keys.ts';
import { openNote, signNote } from './note.ts';

export interface Checkpoint {
  /** The log's name. */
  readonly origin: string;
  /** Entries in the log. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
}

/** A checkpoint whose signature was checked, with the id of the key that signed it. */
export interface OpenCheckpoint extends Checkpoint {
  readonly signedBy: string;
}

/** The signed checkpoint of a tree; Ed25519 gives the same text whenever it is signed again. */
export function signCheckpoint({ size, root }: Omit<Checkpoint, 'origin'>, signer: Signer): string {
  return signNote(`${signer.name}\n${size}\n${Buffer.from(root).toString('base64')}\n`, signer);
}

/** Whether a text is a count as the specifications write one: decimal, without leading zeroes. */
export function countOf(text: string): number | undefined {
  const count = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(count) ? count : undefined;
}

/** Opens a checkpoint that the log itself signed: the key bears the name that the checkpoint begins with. */
export function openCheckpoint(text: string, verifiers: readonly Verifier[]): OpenCheckpoint | Fault {
  const note = openNote(text, verifiers);
  if ('fault' in note) return fault(`The checkpoint ${note.fault}.`);
  const [origin = '', size = '', root = '', ...extensions] = note.text.slice(0, -1).split('\n');
  const count = countOf(size);
  const hash = hashOfBase64(root);
  if (origin === '' || count === undefined || hash === undefined || extensions.includes(''))
    return fault('The checkpoint does not consist of the log’s name, its size and its root hash.');
  const own = note.signedBy.find(({ name }) => name === origin);
  if (own === undefined)
    return fault(
      `The checkpoint is of the log ${origin}, but signed in the name of ${note.signedBy[0]?.name ?? 'nobody'}.`,
    );
  return { origin, size: count, root: hash, signedBy: own.id };
}
