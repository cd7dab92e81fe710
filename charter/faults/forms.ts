/** What a schema has at a place of a document: the fields there, and the form of what stands there; for the words of faults. */
import { closestMatch } from 'leven';
import { z } from 'zod';
import type { Place } from '../text/places.ts';

type Schema = z.core.$ZodType;

/** The longest form that is shown, in UTF-16 code units; a longer one leaves out what is inside its parts, or all values. */
const longest = 120;

/** Of a schema: why it does not take a field that one would look for there, by the field; a whole message. */
export const whyNot = z.registry<Readonly<Record<string, string>>>();

/** Above this many UTF-16 code units no name is held against others. */
const longestName = 64;

/** The schemas that a value at a place is held against; several where it may be of several forms, none where it may not be. */
export function schemasAt(schema: Schema, place: Place): readonly Schema[] {
  const forms = formsOf(schema);
  const [key, ...rest] = place;
  return key === undefined
    ? forms
    : forms.flatMap((form) => {
        const inner = innerOf(form, key);
        return inner === undefined ? [] : schemasAt(inner, rest);
      });
}

/** A schema as it is for a value that is neither null nor left out, each form of a union by itself. */
function formsOf(schema: Schema): readonly Schema[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return formsOf(schema.unwrap());
  return schema instanceof z.ZodUnion ? (schema.options as readonly Schema[]).flatMap(formsOf) : [schema];
}

function innerOf(form: Schema, key: string | number): Schema | undefined {
  if (form instanceof z.ZodObject) return fieldsOf(form).find(([field]) => field === key)?.[1];
  if (form instanceof z.ZodRecord) return form.valueType;
  return form instanceof z.ZodArray ? form.element : undefined;
}

const fieldsOf = (form: z.ZodObject): readonly (readonly [string, Schema])[] => Object.entries(form.shape);

/** The fields that an object has by its schemas. */
export function fieldsAmong(schemas: readonly Schema[]): readonly string[] {
  const fields = schemas.flatMap((form) => (form instanceof z.ZodObject ? fieldsOf(form) : []));
  return [...new Set(fields.map(([field]) => field))];
}

/** The name that was meant, perhaps: of those there are the one with the fewest letters to change, a third of them at most. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  if (name.length > longestName) return undefined;
  return closestMatch(name, names, { maxDistance: Math.max(1, Math.floor(name.length / 3)) });
}

/**
 * A value with parts as YAML writes it, such as `{num: 2, den: 3}`, without what can be left out; undefined where no form has parts.
 * One that would be long is told without what is inside its parts, or by the names of its fields alone.
 */
export function formOf(schemas: readonly Schema[]): string | undefined {
  const form = schemas.find(hasParts);
  if (form === undefined) return undefined;
  const forms = [written(form, deepest), written(form, 1)];
  return forms.find(({ length }) => length <= longest) ?? `{${fieldsAmong([form]).join(', ')}}`;
}

/** The same, and of a value without parts an example: `24h`, `true`; undefined where that would tell nothing. */
export function exampleOf(schemas: readonly Schema[]): string | undefined {
  const [first] = schemas;
  const example = formOf(schemas) ?? (first && written(first, deepest));
  return example === 'text' ? undefined : example;
}

/** Where fields are in the whole of a schema, by their names, as paths in which `*` is every entry. */
export function pathsByName(schema: Schema): ReadonlyMap<string, readonly string[]> {
  const known = indexed.get(schema);
  if (known !== undefined) return known;
  const paths = new Map<string, string[]>();
  collect(schema, '', paths);
  indexed.set(schema, paths);
  return paths;
}

const indexed = new WeakMap<Schema, ReadonlyMap<string, readonly string[]>>();

function collect(schema: Schema, above: string, paths: Map<string, string[]>): void {
  for (const form of formsOf(schema)) {
    if (form instanceof z.ZodRecord) collect(form.valueType, `${above}/*`, paths);
    else if (form instanceof z.ZodArray) collect(form.element, `${above}/*`, paths);
    else if (form instanceof z.ZodObject)
      for (const [field, inner] of fieldsOf(form)) {
        const path = `${above}/${field}`;
        paths.set(field, [...(paths.get(field) ?? []), path]);
        collect(inner, path, paths);
      }
  }
}

const deepest = 5;

const hasParts = (form: Schema): boolean =>
  form instanceof z.ZodObject || form instanceof z.ZodRecord || form instanceof z.ZodArray;

function written(schema: Schema, levels: number): string {
  const example = z.globalRegistry.get(schema)?.examples as readonly unknown[] | undefined;
  if (example !== undefined) return String(example[0]);
  const forms = formsOf(schema);
  const form = forms.find(hasParts) ?? forms[0];
  if (form instanceof z.ZodArray) return levels === 0 ? '[…]' : `[${written(form.element, levels - 1)}]`;
  if (form instanceof z.ZodRecord)
    return levels === 0 ? '{…}' : `{name: ${written(form.valueType, levels - 1)}}`;
  if (form instanceof z.ZodObject) {
    if (levels === 0) return '{…}';
    const needed = fieldsOf(form).filter(
      ([, field]) => !(field instanceof z.ZodOptional || field instanceof z.ZodDefault),
    );
    return `{${needed.map(([name, field]) => `${name}: ${written(field, levels - 1)}`).join(', ')}}`;
  }
  if (form instanceof z.ZodEnum) return String(form.options[0]);
  if (form instanceof z.ZodLiteral) return String([...form.values][0]);
  if (form instanceof z.ZodBoolean) return 'true';
  return form instanceof z.ZodNumber ? '1' : 'text';
}
