/** Examples of bodies and answers, made of their schemas: what a property of a name is by way of example, stands here. */
import type { JsonSchema } from './components.ts';

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
  path: ['n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg='],
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

interface Place {
  /** Of what goes in, only what must be there is shown. */
  readonly direction: 'input' | 'output';
  /** What references lead to, by names. */
  readonly schemas: ReadonlyMap<string, JsonSchema>;
}

/**
 * One value that a schema takes, always the same.
 * @param name of the property that holds it
 */
export function exampleOf(schema: JsonSchema, place: Place, name = ''): unknown {
  const { example, examples, $ref, anyOf, oneOf, enum: some, type } = schema;
  if (example !== undefined) return example;
  if (Array.isArray(examples)) return examples[0];
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  if (typeof $ref === 'string')
    return exampleOf(place.schemas.get($ref.split('/').at(-1) ?? '') ?? {}, place, name);
  const [first] = [some, anyOf, oneOf].find(Array.isArray) ?? [];
  if (first !== undefined) return some === undefined ? exampleOf(first as JsonSchema, place, name) : first;
  if (Object.hasOwn(byName, name) && typeOf(byName[name]) === type) return byName[name];
  switch (type) {
    case 'object':
      return ofObject(schema, place);
    case 'array':
      return ofArray(schema, place);
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

function ofObject({ properties = {}, required = [] }: JsonSchema, place: Place): unknown {
  const needed = required as readonly string[];
  const shown = Object.entries(properties as Record<string, JsonSchema>).filter(([name]) =>
    needed.includes(name),
  );
  return Object.fromEntries(shown.map(([name, property]) => [name, exampleOf(property, place, name)]));
}

function ofArray({ items, prefixItems }: JsonSchema, place: Place): unknown {
  if (Array.isArray(prefixItems)) return prefixItems.map((one) => exampleOf(one as JsonSchema, place));
  return typeof items === 'object' && items !== null ? [exampleOf(items as JsonSchema, place)] : [];
}

function ofText({ format, pattern }: JsonSchema, name: string): unknown {
  if (typeof format === 'string' && Object.hasOwn(byForm, format)) return byForm[format];
  // The form of names (charter/text/text.ts).
  if (typeof pattern === 'string') return 'anna';
  return `The ${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) || 'text'}`;
}
