/** What somebody may name beside a text, or when it is to begin, to bend things: pages, files of theirs and of others, starts (PRO-1, PRO-2). */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Attempt } from './hostile.ts';
import { content } from './story.ts';

/** Files that anybody may bring; until somebody does, nobody has them. */
const files = ['a map of the yard', 'a plan of the well', 'a list of names'] as const;
const someFile = fc.constantFrom(...files);
const hashOf = (bytes: string): string => createHash('sha256').update(bytes).digest('hex');
const named = (bytes: string) => ({
  name: 'file.txt',
  mediaType: 'text/plain',
  sha256: hashOf(bytes),
  size: bytes.length,
});

const attachments = fc.oneof(
  { weight: 3, arbitrary: fc.uniqueArray(someFile).map((some) => some.map(named)) },
  someFile.map((bytes) => [{ ...named(bytes), size: bytes.length + 1 }]),
  someFile.map((bytes) => [named(bytes), named(bytes)]),
  someFile.map((bytes) => [{ ...named(bytes), name: '../file.txt' }]),
);

const references = fc.constantFrom(
  [{ title: 'The yard', url: 'https://example.org/yard' }],
  [{ title: 'The yard', url: 'https://anna:secret@example.org/' }],
  [{ title: 'The yard', url: 'javascript:alert(1)' }],
  [{ title: ' ', url: 'https://example.org/' }],
  [],
);

/** Hours from now; null takes a start back. */
const startsIn = fc.constantFrom(null, -1, 0, 1, 25, 49, 24 * 29, 24 * 40);

/** Parts of a body as {@link dated} takes it. */
export const beside = fc.record({ attachments, references, startsIn }, { requiredKeys: [] });

/** The same for who cannot name a start. */
export const besideSubmitted = fc.record({ attachments, references }, { requiredKeys: [] });

/** A body with the instant in it that so many hours from now are. @param now ISO 8601, UTC */
export function dated(body: unknown, now: string): unknown {
  if (typeof body !== 'object' || body === null || !('startsIn' in body)) return body;
  const { startsIn: hours, ...rest } = body as { readonly startsIn: number | null };
  const startsAt = hours === null ? null : new Date(Date.parse(now) + hours * 3_600_000).toISOString();
  return { ...rest, startsAt };
}

type Tried = Pick<Attempt, 'method' | 'path' | 'body'>;

/** Somebody brings a file, under its own hash or under another's. */
export const brings: fc.Arbitrary<Tried> = fc
  .tuple(someFile, fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, someFile))
  .map(([bytes, other]) => ({
    method: 'put',
    path: `/v1/attachments/${hashOf(other ?? bytes)}`,
    body: bytes,
  }));

/** Somebody begins a draft. */
export const drafts: fc.Arbitrary<Tried> = beside.map((more) => ({
  method: 'post',
  path: '/v1/proposals',
  body: { ...content, ...more, draft: true },
}));
