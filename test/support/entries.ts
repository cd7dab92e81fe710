/** Entries of timelines, for tests of what is said about them: each with the facts that its story needs. */
import type { Entries } from '../../rules/timeline.ts';
import type { Json } from './http.ts';

export function entryIn<Process extends keyof Entries>(
  _process: Process,
  kind: Entries[Process]['kind'],
  more: { readonly at?: string; readonly facts?: object; readonly room?: boolean },
): Entries[Process] {
  const entry: Json = { at: '2026-03-02T09:00:00.000Z', kind, facts: {}, ...more };
  return entry;
}
