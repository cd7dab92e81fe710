/** Patches of RFC 6902: what one may be, and the document that one makes of another (AMD-1). */
import jsonPatch from 'fast-json-patch';
import { z } from 'zod';
import { longestCharter } from '../defaults.ts';
import type { Finding } from '../faults/fault.ts';
import { findingsOf } from '../faults/issues.ts';
import { placeOf, valueAt } from '../text/places.ts';

/** The most operations of a patch. */
export const mostOperations = 100;

/** The longest patch, in UTF-16 code units of its JSON. */
export const longestPatch = 100_000;

/** How deep a patch and what it makes may nest: whatever reads them calls itself once a level. */
const deepest = 100;

const pathSchema = z
  .string()
  .max(1_000)
  .regex(/^(?:\/(?:[^~/]|~[01])*)*$/, { error: 'must be a JSON Pointer (RFC 6901)' });

/** Any JSON value; what is left out is none. */
const valueSchema = z.unknown().refine((value) => value !== undefined);

/** A patch by its shape (RFC 6902, sections 3 and 4); members that an operation does not define are passed over, as it says. */
export const patchSchema = z
  .array(
    z.discriminatedUnion(
      'op',
      [
        z.object({ op: z.enum(['add', 'replace', 'test']), path: pathSchema, value: valueSchema }),
        z.object({ op: z.literal('remove'), path: pathSchema }),
        z.object({ op: z.enum(['move', 'copy']), path: pathSchema, from: pathSchema }),
      ],
      { error: 'is no operation of RFC 6902' },
    ),
  )
  .max(mostOperations);

export type Operation = z.output<typeof patchSchema>[number];

/** A path that an operation names, and in which of its fields. */
interface NamedPath {
  readonly field: 'path' | 'from';
  readonly path: string;
}

/** The paths that an operation names: what it changes or tests, and where it takes a value from. */
export function pathsOf(operation: Operation): readonly NamedPath[] {
  const target = { field: 'path', path: operation.path } as const;
  return 'from' in operation ? [target, { field: 'from', path: operation.from }] : [target];
}

/**
 * The document that a patch makes; the one given stays as it is. Operations apply in order and all of them, or none
 * (RFC 6902, section 5).
 * @param patch JSON values of any shape
 * @returns the document, of which nothing is known but that it neither nests too deep nor is longer than a charter can be; or what is
 * wrong with the patch, placed in the patch: every fault of its shape, or the first operation that does not apply
 */
export function patched(
  document: unknown,
  patch: readonly unknown[],
): { readonly document: unknown } | { readonly findings: readonly Finding[] } {
  const oversize = nestsTooDeep(patch)
    ? { message: 'nests too deep', facts: { most: deepest } }
    : excess(patch, longestPatch);
  if (oversize !== undefined) return { findings: [{ place: [], ...oversize }] };
  const shape = patchSchema.safeParse(patch);
  if (!shape.success) return { findings: findingsOf(shape.error.issues, patch, patchSchema) };
  return applied(copyOf(document), copyOf(shape.data));
}

/** A copy in which no two places share an object: what is changed in place changes once. */
function copyOf<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** Applies operations to a document that is changed by it. What it grew to is asked after each: a copy can double it. */
function applied(
  document: unknown,
  operations: readonly Operation[],
): { readonly document: unknown } | { readonly findings: readonly Finding[] } {
  let current = document;
  for (const [index, operation] of operations.entries()) {
    const step = obstacle(current, operation) ?? applyOne(current, operation);
    if (!('document' in step)) return { findings: [{ ...step, place: [index, ...step.place] }] };
    current = step.document;
    if (nestsTooDeep(current)) {
      const facts = { most: deepest };
      return { findings: [{ place: [index], message: 'makes the charter nest too deep', facts }] };
    }
    const long = excess(current, longestCharter);
    if (long !== undefined)
      return { findings: [{ ...long, place: [index], message: 'makes the charter too long' }] };
  }
  return { document: current };
}

/**
 * Why an operation does not apply, as far as the paths it names tell. Not left to the library: it finds what objects inherit, moves from
 * nothing to the root, reads some texts as indexes that are none, and breaks on a root that is null.
 */
function obstacle(document: unknown, operation: Operation): Finding | undefined {
  const { op, path } = operation;
  for (const { field, path: at } of pathsOf(operation)) {
    const names = placeOf(at).filter((key) => Reflect.has(Object.prototype, key));
    if (names.length > 0)
      return { place: [field], message: 'names what every object already has', facts: { at, names } };
    const isNeeded = field === 'from' || op === 'remove' || op === 'replace' || op === 'test';
    if (isNeeded && valueAt(document, placeOf(at)) === undefined)
      return { place: [field], message: 'points at nothing in the charter', facts: { at } };
    if (at === '' && (op === 'remove' || (op === 'move' && field === 'from')))
      return { place: [field], message: 'is the whole charter', facts: { at } };
  }
  if (op === 'move' && path.startsWith(`${operation.from}/`))
    return { place: ['path'], message: 'lies within what is moved there', facts: { at: path } };
  return op === 'add' || op === 'copy' ? targetObstacle(document, path) : undefined;
}

/** A member is added to an object; an item before an index of a list, at its length, or at `-`, its end (RFC 6902, section 4.1). */
function targetObstacle(document: unknown, path: string): Finding | undefined {
  if (path === '') return undefined;
  const place = placeOf(path);
  const holder = valueAt(document, place.slice(0, -1));
  if (typeof holder !== 'object' || holder === null)
    return { place: ['path'], message: 'lies in nothing that the charter has', facts: { at: path } };
  const key = String(place.at(-1));
  if (!Array.isArray(holder) || key === '-') return undefined;
  if (/^(?:0|[1-9]\d*)$/.test(key) && Number(key) <= holder.length) return undefined;
  return { place: ['path'], message: 'is no place in the list', facts: { at: path, most: holder.length } };
}

/** One operation that nothing stops, by the library: the document it makes, or how a test fails, or what a move finds on its way. */
function applyOne(document: unknown, operation: Operation): { readonly document: unknown } | Finding {
  if (operation.op === 'move') return moved(document, operation);
  try {
    return { document: jsonPatch.applyOperation(document, operation, true).newDocument };
  } catch (error) {
    if (operation.op !== 'test' || !(error instanceof jsonPatch.JsonPatchError)) throw error;
    const { path: at } = operation;
    const found = valueAt(document, placeOf(at));
    const facts = { at, ...(typeof found === 'object' && found !== null ? {} : { found }) };
    return { place: ['value'], message: 'is not what the charter has there', facts };
  }
}

/** A move removes and then adds (RFC 6902, section 4.4): what it leaves can shift the list that it goes to. */
function moved(
  document: unknown,
  { path, from }: { readonly path: string; readonly from: string },
): { readonly document: unknown } | Finding {
  const value = valueAt(document, placeOf(from));
  const left = jsonPatch.applyOperation(document, { op: 'remove', path: from }, true).newDocument;
  const stopped = targetObstacle(left, path);
  if (stopped !== undefined) return stopped;
  return { document: jsonPatch.applyOperation(left, { op: 'add', path, value }, true).newDocument };
}

function excess(value: unknown, most: number): Omit<Finding, 'place'> | undefined {
  const { length } = JSON.stringify(value);
  return length > most ? { message: 'is too long', facts: { length, most } } : undefined;
}

function nestsTooDeep(value: unknown, levels = deepest): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => nestsTooDeep(inner, levels - 1));
}
