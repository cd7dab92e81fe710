/** What else there would be: the charter says how many at least; the status quo is always among the options. */
import { TextInput } from '../../parts/forms/fields.tsx';
import { useSay } from '../../words/words.tsx';

interface Alternative {
  readonly title: string;
  readonly text: string;
}

interface Props {
  readonly least: number;
  readonly most: number;
  readonly value: readonly Alternative[];
  readonly isTried: boolean;
  readonly onChange: (value: readonly Alternative[]) => void;
}

export function Alternatives({ least, most, value, isTried, onChange }: Props) {
  const say = useSay();
  const put = (place: number, part: Partial<Alternative>) =>
    onChange(value.map((one, other) => (other === place ? { ...one, ...part } : one)));
  return (
    <fieldset className="stack">
      <legend className="label">{say('field.alternatives')}</legend>
      <p className="small soft">{say('propose.alternatives.help', { least })}</p>
      {value.map((one, place) => (
        <div key={place} className="stack tight">
          <TextInput
            label={say('propose.alternative', { n: place + 1 })}
            required={place < least}
            longest={200}
            fault={isTried && place < least && one.title.trim() === '' ? say('propose.missing') : undefined}
            value={one.title}
            onChange={(title) => put(place, { title })}
          />
          <TextInput
            label={say('propose.alternative.text', { n: place + 1 })}
            required={place < least}
            lines="some"
            longest={10_000}
            value={one.text}
            onChange={(text) => put(place, { text })}
          />
          {value.length > least && (
            <div>
              <button
                type="button"
                className="button small quiet"
                onClick={() => onChange(value.filter((_, other) => other !== place))}
              >
                {say('form.remove')}
              </button>
            </div>
          )}
        </div>
      ))}
      {value.length < most && (
        <div>
          <button
            type="button"
            className="button small"
            onClick={() => onChange([...value, { title: '', text: '' }])}
          >
            {say('propose.alternative.add')}
          </button>
        </div>
      )}
    </fieldset>
  );
}
