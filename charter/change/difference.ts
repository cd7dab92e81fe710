/** What differs between two documents of JSON values, for people to read and for rules to judge (AMD-1, CHA-4). */
import { pointer, valueAt, type Place } from '../text/places.ts';

/** A place where two documents differ. A side on which nothing stands there has no key: null is a value like any other. */
export interface Difference {
  /** RFC 6901 JSON Pointer; the empty string is the whole document. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * Everything that differs, each at the deepest place that holds it, no place below another. Two objects are compared key by key; two
 * lists item by item where they are as long as each other and of objects only, else as one value: an item has no name but its index,
 * and an index means something else when the list grows or shrinks. Putting each `after` at its path in `before`, and removing what
 * has none, gives `after`. It knows only the two documents, so no way of writing a change hides a part of it.
 * @returns in canonical order: objects by UTF-16 code units of their keys (as RFC 8785), lists by index; empty for the same values
 */
export function difference(before: unknown, after: unknown): readonly Difference[] {
  return differenceAt([], before, after);
}

/** Undefined stands for nothing: JSON has no such value. */
function differenceAt(place: Place, before: unknown, after: unknown): readonly Difference[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
    return keys.flatMap((key) =>
      differenceAt([...place, key], valueAt(before, [key]), valueAt(after, [key])),
    );
  }
  if (isList(before) && isList(after) && before.length === after.length) {
    const inside = before.flatMap((item, index) => differenceAt([...place, index], item, after[index]));
    if (inside.length === 0 || [...before, ...after].every(isObject)) return inside;
  }
  return before === after ? [] : [changed(pointer(place), before, after)];
}

/** A difference as data: a side that is undefined is left out. */
export function changed(path: string, before: unknown, after: unknown): Difference {
  return {
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
