/** What happens once it is adopted: of all actions those that the category may carry, with their fields as their schema has them. */
import type { CharterDocument } from '../../../charter/schema.ts';
import { followed, nameOfVariant, type Schema, variantsOf } from '../../parts/forms/schema.ts';
import { ObjectFields } from '../../parts/forms/schema-form.tsx';
import { Choices } from '../../parts/forms/fields.tsx';
import { useSay } from '../../words/words.tsx';
import { CharterPatch } from './charter-patch.tsx';

interface Props {
  /** The body of a new proposal. */
  readonly schema: Schema;
  readonly permitted: readonly string[];
  readonly charter: CharterDocument;
  readonly value: Readonly<Record<string, unknown>>;
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (value: Readonly<Record<string, unknown>>) => void;
}

/** Permissions that are told apart by more than the action's type (TIE-1). */
const also: Readonly<Record<string, readonly string[]>> = {
  'allocation.grant': ['allocation.temporary', 'allocation.permanent'],
};

export function ActionField({ schema, permitted, charter, value, faults, onChange }: Props) {
  const say = useSay();
  const action = followed(followed(schema, schema).properties?.['action'] ?? {}, schema);
  const variants = variantsOf(action, schema).filter((variant) => {
    const type = nameOfVariant(variant);
    return [type, ...(also[type] ?? [])].some((name) => permitted.includes(name));
  });
  const chosen = variants.find((variant) => nameOfVariant(variant) === value['type']);
  return (
    <fieldset className="stack">
      <legend className="label">{say('field.action')}</legend>
      <p className="small soft">{say('propose.action.help')}</p>
      <Choices
        label={say('propose.action')}
        value={typeof value['type'] === 'string' ? value['type'] : undefined}
        onChange={(type) => onChange({ type })}
        options={variants.map((variant) => ({
          value: nameOfVariant(variant),
          label: say.named('choice', nameOfVariant(variant)),
        }))}
      />
      {value['type'] === 'charter.amend' ? (
        <CharterPatch
          charter={charter}
          value={value['patch']}
          onChange={(patch) => onChange({ type: 'charter.amend', patch })}
        />
      ) : (
        chosen !== undefined && (
          <ObjectFields
            schema={chosen}
            root={schema}
            value={value}
            path="/action"
            faults={faults}
            onChange={(next) => onChange({ ...(next as object), type: value['type'] })}
          />
        )
      )}
    </fieldset>
  );
}
