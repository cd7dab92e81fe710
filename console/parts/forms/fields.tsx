/** Fields: a label, what it is for, and its fault beside it. Plain elements, so that every browser's own help works. */
import { type ReactNode, useId } from 'react';
import { useSay } from '../../words/words.tsx';

export interface Shared {
  readonly label: string;
  readonly help?: ReactNode;
  readonly fault?: string | undefined;
  readonly required?: boolean;
}

function useField({ label, help, fault, required }: Shared) {
  const id = useId();
  const say = useSay();
  const described = [help !== undefined && `${id}-help`, fault !== undefined && `${id}-fault`]
    .filter((one) => one !== false)
    .join(' ');
  return {
    attributes: {
      id,
      'aria-describedby': described === '' ? undefined : described,
      'aria-invalid': fault === undefined ? undefined : true,
      'aria-required': required,
    },
    wrap: (control: ReactNode) => (
      <div className="field">
        <label htmlFor={id}>
          {label}
          {required !== true && <span className="soft small"> · {say('form.optional')}</span>}
        </label>
        {help !== undefined && (
          <span className="help" id={`${id}-help`}>
            {help}
          </span>
        )}
        {control}
        {fault !== undefined && (
          <span className="fault" id={`${id}-fault`}>
            {fault}
          </span>
        )}
      </div>
    ),
  };
}

interface TextProps extends Shared {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Unicode code points. */
  readonly longest?: number;
  readonly lines?: 'one' | 'some' | 'many';
  readonly type?: 'text' | 'number' | 'date' | 'datetime-local' | 'search';
}

export function TextInput({ value, onChange, longest, lines = 'one', type = 'text', ...shared }: TextProps) {
  const { attributes, wrap } = useField(shared);
  const say = useSay();
  const length = Array.from(value).length;
  const near = longest !== undefined && length > longest * 0.8;
  return wrap(
    <>
      {lines === 'one' ? (
        <input
          {...attributes}
          type={type}
          value={value}
          dir="auto"
          onChange={({ target }) => onChange(target.value)}
        />
      ) : (
        <textarea
          {...attributes}
          className={lines === 'many' ? 'long' : undefined}
          value={value}
          dir="auto"
          onChange={({ target }) => onChange(target.value)}
        />
      )}
      {near && (
        <span className={length > longest ? 'fault' : 'help'}>{say('form.length', { length, longest })}</span>
      )}
    </>,
  );
}

interface SelectProps extends Shared {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string; readonly group?: string }[];
}

export function SelectInput({ value, onChange, options, ...shared }: SelectProps) {
  const { attributes, wrap } = useField(shared);
  const groups = [...new Set(options.map(({ group }) => group))];
  const list = (group: string | undefined) =>
    options
      .filter((one) => one.group === group)
      .map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ));
  return wrap(
    <select {...attributes} value={value} onChange={({ target }) => onChange(target.value)}>
      {groups.map((group) =>
        group === undefined ? (
          list(group)
        ) : (
          <optgroup key={group} label={group}>
            {list(group)}
          </optgroup>
        ),
      )}
    </select>,
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** One of a few, all to be seen. */
export function Choices({ label, value, onChange, options }: ChoiceProps) {
  const name = useId();
  return (
    <fieldset className="bare field">
      <legend>{label}</legend>
      <div className="choices">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
