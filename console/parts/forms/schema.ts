/** JSON Schemas of acts as forms need them: references followed, variants told apart, an empty value of each. */

export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly description?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** The schema with its references followed, one level deep; `root` has the definitions. */
export function followed(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  const found = name === undefined ? undefined : root.$defs?.[name];
  return found === undefined
    ? schema
    : followed({ ...found, ...(schema.description && { description: schema.description }) }, root);
}

/** Its alternatives but null; one where there are none. */
export const variantsOf = (schema: Schema, root: Schema): readonly Schema[] =>
  (schema.anyOf ?? schema.oneOf ?? [schema])
    .map((one) => followed(one, root))
    .filter(({ type }) => type !== 'null');

/** How a variant is called: by its constant, or by what only it asks for. */
export function nameOfVariant(variant: Schema): string {
  const fixed = Object.entries(variant.properties ?? {}).find(([, { const: value }]) => value !== undefined);
  if (fixed !== undefined) return typeof fixed[1].const === 'string' ? fixed[1].const : fixed[0];
  if (variant.const !== undefined) return JSON.stringify(variant.const).replaceAll('"', '');
  return (variant.required ?? Object.keys(variant.properties ?? {})).join(', ') || String(variant.type);
}

/** A member's id, as the service writes its form. */
export const isMemberId = ({ pattern }: Schema): boolean => pattern === '^[a-z0-9][a-z0-9._-]{0,63}$';

/** The one thing that an act asks for, where one press can say it: a field with a few values. Null where it needs more. */
export function onePress(
  body: Schema,
): { readonly field: string; readonly values: readonly unknown[] } | null {
  const schema = followed(body, body);
  const required = schema.required ?? [];
  const [field] = required;
  if (field === undefined || required.length > 1) return null;
  const asked = schema.properties?.[field];
  if (asked === undefined) return null;
  const { enum: values, type } = followed(asked, body);
  if (values !== undefined && values.length <= 4) return { field, values };
  return type === 'boolean' ? { field, values: [true, false] } : null;
}

/** Whether an act needs nothing said. */
export const needsNothing = (body: Schema): boolean => {
  const schema = followed(body, body);
  return schema.type === 'object' && Object.keys(schema.properties ?? {}).length === 0;
};
