/** Which fields of a charter are durations: found in the schema itself, so that reading and pace can forget none. */
import { z } from 'zod';
import { valueAt, withValueAt, type Place } from './text/places.ts';
import { documentSchema, wakeSchema, windowSchema } from './schema.ts';

/** Stands in a path for every entry of a record or a list. */
const EACH = '*';

/** The paths of all durations, of a document as of a resolved charter; `*` is every entry of a record or a list. */
export const durationPaths: readonly (readonly string[])[] = pathsBelow(documentSchema, []);

function pathsBelow(schema: z.core.$ZodType, path: readonly string[]): (readonly string[])[] {
  if (schema === windowSchema || schema === wakeSchema) return [path];
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.core.$ZodType>).flatMap(([key, field]) =>
      pathsBelow(field, [...path, key]),
    );
  if (schema instanceof z.ZodRecord) return pathsBelow(schema.valueType, [...path, EACH]);
  if (schema instanceof z.ZodArray) return pathsBelow(schema.element, [...path, EACH]);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return pathsBelow(schema.unwrap(), path);
  return [];
}

/** The places of the durations that a document or charter has: those that are off (null, left out) are not among them. */
export function durationPlaces(document: unknown): readonly Place[] {
  return durationPaths.flatMap((path) => placesAlong(document, path, []));
}

function placesAlong(document: unknown, path: readonly string[], place: Place): readonly Place[] {
  const [key, ...rest] = path;
  const value = valueAt(document, place);
  if (value === undefined || value === null) return [];
  if (key === undefined) return [place];
  const keys = key === EACH ? Object.keys(value) : [key];
  return keys.flatMap((next) => placesAlong(document, rest, [...place, next]));
}

/** A copy of a document or charter with every duration it has changed. */
export function withDurations(
  document: unknown,
  change: (duration: unknown, place: Place) => unknown,
): unknown {
  return durationPlaces(document).reduce(
    (copy, place) => withValueAt(copy, place, change(valueAt(copy, place), place)),
    document,
  );
}
