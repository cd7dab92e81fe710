/** Whom a proposal names, in categories that ask for it: parents of who is admitted, and whose case it is (REP-1, JUS-1). */
import type { categoryOf } from '../../data/way.ts';
import { TextInput } from '../../parts/forms/fields.tsx';
import { MembersInput } from '../../parts/forms/members-input.tsx';
import { useSay } from '../../words/words.tsx';
import type { Draft } from './draft.ts';

type Part = Pick<Draft, 'parents' | 'diversity' | 'accused' | 'victims'>;

interface Props {
  readonly category: ReturnType<typeof categoryOf>;
  readonly value: Part;
  readonly onChange: (part: Partial<Part>) => void;
}

export function Named({ category, value, onChange }: Props) {
  const say = useSay();
  return (
    <>
      {(category?.gates?.length ?? 0) > 0 && (
        <fieldset className="stack">
          <legend className="label">{say('propose.gates')}</legend>
          <MembersInput
            label={say('field.parents')}
            value={value.parents}
            onChange={(parents) => onChange({ parents })}
          />
          <TextInput
            label={say('field.diversity')}
            lines="some"
            longest={20_000}
            value={value.diversity}
            onChange={(diversity) => onChange({ diversity })}
          />
        </fieldset>
      )}
      {category?.hearing === true && (
        <fieldset className="stack">
          <legend className="label">{say('propose.hearing')}</legend>
          <MembersInput
            label={say('field.accused')}
            value={value.accused === '' ? [] : [value.accused]}
            onChange={(ids) => onChange({ accused: ids.at(-1) ?? '' })}
          />
          <MembersInput
            label={say('field.victims')}
            value={value.victims}
            onChange={(victims) => onChange({ victims })}
          />
        </fieldset>
      )}
    </>
  );
}
