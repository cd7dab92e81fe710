/** What a zod schema finds wrong with a document, as findings in plain words. */
import { z } from 'zod';
import type { Finding } from './fault.ts';
import { exampleOf, fieldsAmong, formOf, nearest, pathsByName, schemasAt, whyNot } from './forms.ts';
import { valueAt, type Place } from '../text/places.ts';

type Issue = z.core.$ZodIssue;

/** Each issue of a failed parse as one finding or more, with what stands at its place in `document`, which `schema` refused. */
export function findingsOf(
  issues: readonly Issue[],
  document: unknown,
  schema: z.core.$ZodType,
): readonly Finding[] {
  return issues.flatMap((issue) => findingsOfIssue(issue, [], { document, schema }));
}

interface Parsed {
  readonly document: unknown;
  readonly schema: z.core.$ZodType;
}

function findingsOfIssue(issue: Issue, above: Place, parsed: Parsed): readonly Finding[] {
  const place = [...above, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  const found = valueAt(parsed.document, place);
  if (found === undefined) return [{ place, message: 'is missing' }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(place, key, parsed.schema));
    case 'invalid_key':
      return issue.issues.map(({ message }) => ({ place, message }));
    case 'invalid_union': {
      const meant = issue.errors.find(isMeant);
      if (meant !== undefined) return meant.flatMap((inner) => findingsOfIssue(inner, place, parsed));
      return [{ place, message: issue.message, facts: shown(found) }];
    }
    case 'invalid_type':
      return [{ place, message: `must be ${kindOf(issue.expected, place, parsed)}`, facts: shown(found) }];
    case 'invalid_value':
      return [
        { place, message: 'is none of what it may be', facts: { ...shown(found), allowed: issue.values } },
      ];
    case 'too_small':
      return [
        {
          place,
          message: issue.origin === 'int' || issue.origin === 'number' ? 'is too low' : 'is too short',
          facts: { ...shown(found), least: issue.minimum },
        },
      ];
    case 'too_big':
      return [
        {
          place,
          message: issue.origin === 'int' || issue.origin === 'number' ? 'is too high' : 'is too long',
          facts: { ...shown(found), most: issue.maximum },
        },
      ];
    case 'custom':
      // A fault that brings its own facts says what of the text is to be shown.
      return [{ place, message: issue.message, facts: issue.params ?? shown(found) }];
    default:
      return [{ place, message: issue.message, facts: shown(found) }];
  }
}

const nouns: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

/** What a value must be, with its form where it has parts; of a number, whether it is a whole one, which zod says of fractions only. */
function kindOf(expected: string, place: Place, { schema }: Parsed): string {
  const schemas = schemasAt(schema, place);
  const isWhole = schemas.some((form) => form instanceof z.ZodNumber && (form.format ?? '').includes('int'));
  const noun = nouns[expected === 'number' && isWhole ? 'int' : expected] ?? expected;
  const form = ['object', 'record', 'array'].includes(expected) ? formOf(schemas) : undefined;
  return form === undefined ? noun : `${noun}, such as ${form}`;
}

/** Other places of a field that are told. */
const mostPlaces = 5;

/** A field that there is not, with why, where that is known; or with the one that was meant and its form; or where there is one of its name; or, where none is like it, those there are. */
function unknownField(place: Place, key: string, schema: z.core.$ZodType): Finding {
  const message = 'is no field of the document';
  const schemas = schemasAt(schema, place);
  const fields = fieldsAmong(schemas);
  const at = [...place, key];
  const because = schemas.flatMap((form) => whyNot.get(form)?.[key] ?? [])[0];
  if (because !== undefined) return { place: at, message: because, facts: { fields } };
  const meant = nearest(key, fields);
  if (meant !== undefined) {
    const example = exampleOf(schemasAt(schema, [...place, meant]));
    const form = example === undefined ? '' : `, such as ${example}`;
    return { place: at, message: `${message}; the nearest is ${meant}${form}`, facts: { nearest: meant } };
  }
  const places = (pathsByName(schema).get(key) ?? []).slice(0, mostPlaces);
  return places.length === 0
    ? { place: at, message, facts: { fields } }
    : { place: at, message: `${message} here, but at ${places.join(', ')}`, facts: { places } };
}

/** The form of a union that the writer meant: one whose kind of value it is, and that fails inside only. */
function isMeant(issues: readonly Issue[]): boolean {
  return issues.every(
    ({ code, path }) => path.length > 0 || code === 'custom' || code === 'unrecognized_keys',
  );
}

/** What stands at a place as a fact, where it is short enough to show. */
function shown(found: unknown): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(found);
  return text.length <= 200 ? { found } : {};
}
