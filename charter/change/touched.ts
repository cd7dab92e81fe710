/** What an amendment builds on: the values it finds where it changes the charter, kept until it runs (AMD-1). */
import { changed, difference, type Difference } from './difference.ts';
import { patchSchema, pathsOf } from './patch.ts';
import { placeOf, pointer, valueAt, type Place } from '../text/places.ts';

/** The value at a path when the amendment was submitted; without one where nothing stood there. */
export interface KeptValue {
  /** RFC 6901 JSON Pointer into the charter. */
  readonly path: string;
  readonly value?: unknown;
}

/**
 * The old value at each path that a patch touches: those its operations name, sources and tests included.
 *
 * Of a path through a list the whole list is kept, the outermost: an index names whatever stands there, so a list that has grown, shrunk
 * or changed places would have the patch change another item than the one its electors read. The innermost list would not do: two
 * principles may guard the same paths, and then the list of paths below a shifted index looks like the old one.
 *
 * Each value is that of the charter before the whole patch, whatever earlier operations put there: those touch the path as well.
 * @returns in the order in which the patch first names them; no path lies below another, so together they are no longer than the charter
 * @throws ZodError for what is no patch, which applyPatch refuses first
 */
export function touched(before: unknown, patch: readonly unknown[]): readonly KeptValue[] {
  const named = patchSchema.parse(patch).flatMap(pathsOf);
  const paths = [...new Set(named.map(({ path }) => pointer(keptPlace(before, placeOf(path)))))];
  return paths
    .filter((path) => !paths.some((other) => path.startsWith(`${other}/`)))
    .map((path) => {
      const value = valueAt(before, placeOf(path));
      return value === undefined ? { path } : { path, value };
    });
}

/** The place itself, or the outermost list that it leads through. */
function keptPlace(document: unknown, place: Place): Place {
  const depth = place.findIndex((_, index) => Array.isArray(valueAt(document, place.slice(0, index))));
  return depth < 0 ? place : place.slice(0, depth);
}

/**
 * The first kept value that the charter in force does not have any more, with both values; undefined where the amendment still finds
 * all it builds on. One that does not ends `execution-failed` (AMD-1). The order of keys makes no difference (RFC 8785).
 */
export function conflictWith(now: unknown, kept: readonly KeptValue[]): Difference | undefined {
  return kept
    .map(({ path, value }) => changed(path, value, valueAt(now, placeOf(path))))
    .find(({ before, after }) => difference(before, after).length > 0);
}
