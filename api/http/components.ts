/** The named schemas of the description: each once, as JSON Schema (2020-12), made of the very schemas that bodies and answers are held against. */
import { z } from 'zod';
import { exampleOf } from './examples.ts';

/** What goes in, before it is read, or what comes out: a default may be left out of the one and is always there in the other. */
type Direction = 'input' | 'output';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Components {
  /** A reference to a schema under its own name, or, where it has none, under this one. */
  readonly named: (schema: z.ZodType, direction: Direction, otherwise: string) => JsonSchema;
  /** The schema itself, with references to what in it has a name. */
  readonly inline: (schema: z.ZodType, direction: Direction) => JsonSchema;
  /** Whatever was referred to, by names in order, and a document with the references as they are there. */
  readonly finish: <Document>(document: Document) => {
    readonly document: Document;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

const place = '#/components/schemas/';
/** Within a document that is not finished: in which direction what is referred to is meant. */
const reference = (direction: Direction, name: string): string => `${place}${direction}/${name}`;

export function createComponents(): Components {
  const found = { input: new Map<string, JsonSchema>(), output: new Map<string, JsonSchema>() };
  const examples = new Set<string>();

  const read = (schema: z.ZodType, direction: Direction): JsonSchema => {
    const {
      $schema: _,
      $defs = {},
      ...rest
    } = z.toJSONSchema(schema, { io: direction, unrepresentable: 'any', override: withoutSafeIntegers });
    const referring = (part: object): JsonSchema =>
      JSON.parse(
        JSON.stringify(part).replaceAll('"#/$defs/', () => `"${reference(direction, '')}`),
      ) as JsonSchema;
    for (const [name, definition] of Object.entries($defs)) found[direction].set(name, referring(definition));
    return referring(rest);
  };

  return {
    inline: read,
    named: (schema, direction, otherwise) => {
      const json = read(schema, direction);
      const isNamed = Object.keys(json).join() === '$ref';
      const $ref = isNamed ? String(json['$ref']) : reference(direction, otherwise);
      if (!isNamed) found[direction].set(otherwise, json);
      examples.add($ref);
      return { $ref };
    },
    finish: (document) => {
      const apart = different(found);
      const finished = <Part>(part: Part): Part =>
        JSON.parse(
          JSON.stringify(part).replaceAll(
            /"#\/components\/schemas\/(input|output)\/([^"]+)"/g,
            (_whole, direction: Direction, name: string) => `"${place}${nameOf(direction, name, apart)}"`,
          ),
        ) as Part;
      const schemas = Object.fromEntries(
        (['output', 'input'] as const).flatMap((direction) =>
          [...found[direction]].map(([name, json]) => {
            const shown = examples.has(reference(direction, name))
              ? { ...json, examples: [exampleOf(json, { direction, schemas: found[direction] })] }
              : json;
            return [nameOf(direction, name, apart), finished(shown)] as const;
          }),
        ),
      );
      const inOrder = Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1));
      return { document: finished(document), schemas: Object.fromEntries(inOrder) };
    },
  };
}

const nameOf = (direction: Direction, name: string, apart: ReadonlySet<string>): string =>
  direction === 'input' && apart.has(name) ? `${name}Input` : name;

/** The names of what is not the same going in as coming out, itself or in what it refers to. */
function different({
  input,
  output,
}: Readonly<Record<Direction, ReadonlyMap<string, JsonSchema>>>): ReadonlySet<string> {
  const apart = new Set<string>();
  const both = [...input].flatMap(([name, json]) => {
    const other = output.get(name);
    return other === undefined ? [] : [{ name, texts: [json, other].map(textOf) }];
  });
  for (let before = -1; before < apart.size;) {
    before = apart.size;
    for (const { name, texts } of both) {
      const [one = '', other = ''] = texts;
      const refersToOne = [...apart].some((some) => one.includes(`"${place}${some}"`));
      if (one !== other || refersToOne) apart.add(name);
    }
  }
  return apart;
}

/** Whatever the direction of what it refers to. */
const textOf = (json: JsonSchema): string =>
  JSON.stringify(json).replaceAll(/\/schemas\/(input|output)\//g, '/schemas/');

/** Bounds that every integer has say nothing of this one; what goes in is held to them by `readBody` (`api/http/body.ts`). */
function withoutSafeIntegers({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
