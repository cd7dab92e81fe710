/** Examples of bodies and answers, made of their schemas: what a property of a name is by way of example, stands here. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What references lead to, by names. */
type Schemas = ReadonlyMap<string, JsonSchema>;

const id = '019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071';
const instant = '2026-11-22T09:30:00.000Z';
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** By the names of properties; one that does not fit its schema is passed over. */
const byName: Readonly<Record<string, unknown>> = {
  category: 'operations',
  choice: 'for',
  family: 'ash',
  hash,
  leaf: 'eyJraW5kIjoicHJvcG9zYWwifQ==',
  matter: 'personal.time',
  name: 'Anna',
  principle: 'autonomy',
  ranking: [['proposal'], ['status-quo']],
  resource: 'compute',
  title: 'Open the workshop on Sundays',
  token: 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl',
  unit: 'hour',
  url: 'https://example.org/hook',
};

/** What a text is where neither its name nor its form says more. */
const byForm: Readonly<Record<string, unknown>> = {
  'date-time': instant,
  date: '2026-11-22',
  uuid: id,
  uri: 'https://example.org/hook',
};

/**
 * One value that a schema takes, always the same.
 * @param name of the property that holds it
 */
export function exampleOf(schema: JsonSchema, schemas: Schemas, name = ''): unknown {
  const { example, examples, $ref, anyOf, oneOf, enum: some, type, properties } = schema;
  if (example !== undefined) return example;
  if (Array.isArray(examples)) return examples[0];
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  if (typeof $ref === 'string')
    return exampleOf(schemas.get($ref.split('/').at(-1) ?? '') ?? {}, schemas, name);
  if (Array.isArray(oneOf) && properties !== undefined) {
    const own = oneOf[0] as JsonSchema;
    return exampleOf(
      { ...schema, oneOf: undefined, properties: { ...properties, ...(own['properties'] as object) } },
      schemas,
    );
  }
  const [first] = ([some, anyOf, oneOf].find(Array.isArray) ?? []) as readonly unknown[];
  if (first !== undefined) return some === undefined ? exampleOf(first as JsonSchema, schemas, name) : first;
  const one: unknown = Array.isArray(type) ? type[0] : type;
  if (Object.hasOwn(byName, name) && typeOf(byName[name]) === one) return byName[name];
  switch (one) {
    case 'object':
      return ofObject(schema, schemas);
    case 'array':
      return ofArray(schema, schemas);
    case 'string':
      return ofText(schema, name);
    case 'integer':
    case 'number':
      return schema['minimum'] ?? schema['exclusiveMinimum'] ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return {};
  }
}

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

/** With what must be there, or else its first property. */
function ofObject({ properties = {}, required = [] }: JsonSchema, schemas: Schemas): unknown {
  const needed = required as readonly string[];
  const all = Object.entries(properties as Record<string, JsonSchema>);
  const shown = needed.length > 0 ? all.filter(([name]) => needed.includes(name)) : all.slice(0, 1);
  return Object.fromEntries(shown.map(([name, property]) => [name, exampleOf(property, schemas, name)]));
}

/** One item; none where it has a name, under which its own example stands. */
function ofArray({ items, prefixItems }: JsonSchema, schemas: Schemas): unknown {
  if (Array.isArray(prefixItems)) return prefixItems.map((one) => exampleOf(one as JsonSchema, schemas));
  return typeof items === 'object' && items !== null && !('$ref' in items)
    ? [exampleOf(items as JsonSchema, schemas)]
    : [];
}

function ofText({ format, pattern }: JsonSchema, name: string): unknown {
  if (typeof format === 'string' && Object.hasOwn(byForm, format)) return byForm[format];
  // The form of names (charter/text/text.ts).
  if (typeof pattern === 'string') return 'anna';
  return `The ${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) || 'text'}`;
}
