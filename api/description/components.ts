/** The named schemas of the description: each once, as JSON Schema (2020-12), made of the very schemas that bodies and answers are held against. */
import { z } from 'zod';
import { exampleOf, type JsonSchema } from './examples.ts';

export interface Components {
  /** A reference to a schema under its own name, or, where it has none, under this one; with an example of it. */
  readonly named: (schema: z.ZodType, otherwise: string) => { readonly $ref: string };
  /** The schema itself, with references to what in it has a name. */
  readonly inline: (schema: z.ZodType) => JsonSchema;
  /** Whatever was referred to, in the order of the names. */
  readonly schemas: () => Readonly<Record<string, JsonSchema>>;
}

const place = '#/components/schemas/';

/**
 * Schemas are told as what goes in, before it is read: a default may be left out. What comes out fits that too, since routes answer what
 * their schemas take (`Reply` in api/http/route.ts).
 */
export function createComponents(): Components {
  const found = new Map<string, JsonSchema>();
  const shown = new Set<string>();

  const inline = (schema: z.ZodType): JsonSchema => {
    const {
      $schema: _,
      $defs = {},
      ...rest
    } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: shorten });
    for (const [name, definition] of Object.entries($defs)) found.set(name, once(referring(definition)));
    return referring(rest);
  };

  return {
    inline,
    named: (schema, otherwise) => {
      const json = inline(schema);
      const own = typeof json['$ref'] === 'string' ? json['$ref'].slice(place.length) : undefined;
      if (own === undefined) found.set(otherwise, json);
      const name = own ?? otherwise;
      shown.add(name);
      return { $ref: `${place}${name}` };
    },
    schemas: () =>
      Object.fromEntries(
        [...found]
          .map(
            ([name, json]) =>
              [name, shown.has(name) ? { ...json, examples: [exampleOf(json, found)] } : json] as const,
          )
          .sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
  };
}

const referring = (part: object): JsonSchema =>
  JSON.parse(JSON.stringify(part).replaceAll('"#/$defs/', `"${place}`)) as JsonSchema;

/** Objects that differ in some of their properties only, with what is alike in all of them said once. */
function once(json: JsonSchema): JsonSchema {
  const { oneOf, ...rest } = json;
  if (!Array.isArray(oneOf)) return json;
  const options = oneOf as readonly Readonly<Record<string, unknown>>[];
  const [first, ...others] = options.map(({ properties }) => (properties ?? {}) as Record<string, unknown>);
  const frames = options.map(({ properties, description: _, ...frame }) =>
    JSON.stringify([frame, Object.keys(properties ?? {})]),
  );
  if (first === undefined || new Set(frames).size > 1) return json;
  const isAlike = ([name, property]: readonly [string, unknown]): boolean =>
    others.every((other) => JSON.stringify(other[name]) === JSON.stringify(property));
  const own = (properties: unknown) =>
    Object.fromEntries(
      Object.entries(properties as object).filter(([name]) => !isAlike([name, first[name]])),
    );
  const { properties: _, description: __, ...frame } = options[0] ?? {};
  return {
    ...rest,
    ...frame,
    properties: Object.fromEntries(
      Object.entries(first).map((entry) => [entry[0], isAlike(entry) ? entry[1] : {}]),
    ),
    oneOf: options.map(({ description, properties }) => ({
      ...(description === undefined ? {} : { description }),
      properties: own(properties),
    })),
  };
}

/**
 * Leaves out what says nothing: bounds that every integer has, that an object of any properties has properties of any name, and of what
 * type a value is that is one of those listed.
 */
function shorten({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { minimum, maximum, propertyNames, additionalProperties, type } = jsonSchema;
  if (minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if ('const' in jsonSchema || 'enum' in jsonSchema) delete jsonSchema.type;
  if (type !== 'object') return;
  if (JSON.stringify(propertyNames) === '{"type":"string"}') delete jsonSchema.propertyNames;
  if (JSON.stringify(additionalProperties) === '{}') delete jsonSchema.additionalProperties;
}
