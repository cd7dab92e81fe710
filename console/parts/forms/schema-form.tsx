/** A form made of a JSON Schema: what an act asks for, whatever kind of process it is of. */
import { isMemberId, followed, nameOfVariant, type Schema, variantsOf } from './schema.ts';
import { SelectInput } from './fields.tsx';
import { MembersInput } from './members-input.tsx';
import { type Asked, labelOf, PlainField } from './plain-field.tsx';
import { useSay } from '../../words/words.tsx';

export function SchemaField(asked: Asked) {
  const schema = followed(asked.schema, asked.root);
  const variants = variantsOf(schema, asked.root);
  if (variants.length > 1) return <Variants {...asked} schema={schema} variants={variants} />;
  const only = variants[0] ?? schema;
  if (only.properties !== undefined) return <ObjectFields {...asked} schema={only} />;
  if (only.type === 'array') return <ListField {...asked} schema={only} />;
  return <PlainField {...asked} schema={only} />;
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** Fields that the console fills in by itself, or that a person has no use for. */
const silent = ['version', 'signed'];

export function ObjectFields({
  schema,
  root,
  value,
  onChange,
  path,
  faults,
}: Omit<Asked, 'name' | 'required'>) {
  const held = objectOf(value);
  return (
    <div className="stack">
      {Object.entries(schema.properties ?? {})
        .filter(([name]) => !silent.includes(name))
        .map(([name, field]) => (
          <SchemaField
            key={name}
            schema={field}
            root={root}
            name={name}
            path={`${path}/${name}`}
            required={schema.required?.includes(name) ?? false}
            value={held[name]}
            faults={faults}
            onChange={(next) => {
              const { [name]: _before, ...others } = held;
              onChange(next === undefined ? others : { ...others, [name]: next });
            }}
          />
        ))}
    </div>
  );
}

function Variants({ variants, ...asked }: Asked & { readonly variants: readonly Schema[] }) {
  const say = useSay();
  const { value, onChange, name, root, schema } = asked;
  const held = objectOf(value);
  const fixedOf = (variant: Schema) =>
    Object.fromEntries(
      Object.entries(variant.properties ?? {}).flatMap(([key, field]) =>
        field.const === undefined ? [] : [[key, field.const]],
      ),
    );
  const isChosen = (variant: Schema): boolean =>
    variant.properties === undefined
      ? variant.type === 'array'
        ? Array.isArray(value)
        : variant.const === undefined
          ? typeof value === variant.type
          : value === variant.const
      : typeof value === 'object' &&
        !Array.isArray(value) &&
        Object.entries(fixedOf(variant)).every(([key, fixed]) => held[key] === fixed) &&
        Object.keys(held).every((key) => key in (variant.properties ?? {})) &&
        (Object.keys(fixedOf(variant)).length > 0 ||
          variants.find((one) => Object.keys(held).every((key) => key in (one.properties ?? {}))) ===
            variant);
  const chosen = variants.findIndex(isChosen);
  const variant = variants[chosen];
  return (
    <div className="stack">
      <SelectInput
        label={say.named('field', labelOf(name))}
        help={schema.description}
        required={asked.required}
        value={String(chosen)}
        onChange={(place) => {
          const next = variants[Number(place)];
          if (next === undefined) onChange(undefined);
          else if (next.properties !== undefined) onChange(fixedOf(next));
          else onChange(next.const ?? (next.type === 'array' ? [] : ''));
        }}
        options={[
          ...(chosen === -1 ? [{ value: '-1', label: say('form.choose') }] : []),
          ...variants.map((one, place) => ({
            value: String(place),
            label: say.named('choice', nameOfVariant(one)),
          })),
        ]}
      />
      {variant?.properties !== undefined &&
        Object.keys(variant.properties).length > Object.keys(fixedOf(variant)).length && (
          <fieldset>
            <legend className="hidden">{say.named('choice', nameOfVariant(variant))}</legend>
            <ObjectFields {...asked} schema={variant} root={root} />
          </fieldset>
        )}
      {variant !== undefined && variant.properties === undefined && variant.const === undefined && (
        <SchemaField {...asked} schema={variant} />
      )}
    </div>
  );
}

function ListField({ schema, root, value, onChange, name, path, faults }: Asked) {
  const say = useSay();
  const label = say.named('field', labelOf(name));
  const item = followed(schema.items ?? {}, root);
  const held = Array.isArray(value) ? (value as unknown[]) : [];
  if (isMemberId(item))
    return (
      <MembersInput
        label={label}
        help={schema.description}
        value={held as string[]}
        onChange={(ids) => onChange(ids.length === 0 ? undefined : ids)}
      />
    );
  return (
    <fieldset className="stack">
      <legend>{label}</legend>
      {held.map((one, place) => (
        <div key={place} className="stack tight">
          <SchemaField
            schema={item}
            root={root}
            name={item.properties === undefined ? name : String(place + 1)}
            path={`${path}/${place}`}
            required
            value={one}
            faults={faults}
            onChange={(next) => onChange(held.map((before, other) => (other === place ? next : before)))}
          />
          <div>
            <button
              type="button"
              className="button small quiet"
              onClick={() => onChange(held.filter((_, other) => other !== place))}
            >
              {say('form.remove')}
            </button>
          </div>
        </div>
      ))}
      <div>
        <button
          type="button"
          className="button small"
          onClick={() => onChange([...held, item.properties === undefined ? '' : {}])}
        >
          {say('form.add')}
        </button>
      </div>
    </fieldset>
  );
}
