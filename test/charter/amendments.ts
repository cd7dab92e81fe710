/** Amendments for the tests: patches, and the charters that they make. */
import { applyPatch } from '../../charter/change/amend.ts';
import { describeFaults, type CharterDocument } from '../../charter/load.ts';
import { amended, defaultDocument, loaded } from './documents.ts';

/** The default charter as it is stored: complete. */
export const { document } = loaded(defaultDocument());

/** The default charter after some changes at JSON Pointers; undefined removes. */
export function since(changes: Readonly<Record<string, unknown>>): CharterDocument {
  return loaded(amended(changes)).document;
}

/** The charter that a patch makes; it must make one. */
export function after(patch: readonly unknown[], before: CharterDocument = document): CharterDocument {
  const result = applyPatch(before, patch);
  if ('faults' in result) throw new Error(describeFaults(result.faults));
  return result.document;
}

/** An operation that replaces. */
export const replace = (path: string, value: unknown) => ({ op: 'replace', path, value });

/** An operation that tests. */
export const test = (path: string, value: unknown) => ({ op: 'test', path, value });
