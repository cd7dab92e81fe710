/** A field of an act that holds one thing: a text, a number, an instant, a choice or a member, as its schema says. */
import { useSay } from '../../words/words.tsx';
import { Choices, TextInput } from './fields.tsx';
import { MemberInput } from './member-input.tsx';
import { localOf } from './local-time.ts';
import { isMemberId, type Schema } from './schema.ts';

export interface Asked {
  readonly schema: Schema;
  readonly root: Schema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** Its name in the body, and the path to it (RFC 6901). */
  readonly name: string;
  readonly path: string;
  readonly required: boolean;
  /** What is wrong, by path. */
  readonly faults: ReadonlyMap<string, string>;
}

export const labelOf = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export function PlainField({ schema, value, onChange, name, path, required, faults }: Asked) {
  const say = useSay();
  const shared = {
    label: say.named('field', labelOf(name)),
    help: schema.description,
    fault: faults.get(path),
    required,
  };
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (schema.const !== undefined) return null;
  if (schema.enum !== undefined)
    return (
      <Choices
        label={shared.label}
        value={text === '' ? undefined : text}
        onChange={onChange}
        options={schema.enum.map((one) => ({ value: String(one), label: say.named('choice', String(one)) }))}
      />
    );
  if (schema.type === 'boolean')
    return (
      <Choices
        label={shared.label}
        value={typeof value === 'boolean' ? String(value) : undefined}
        onChange={(said) => onChange(said === 'true')}
        options={[
          { value: 'true', label: say('fact.yes') },
          { value: 'false', label: say('fact.no') },
        ]}
      />
    );
  if (schema.type === 'integer' || schema.type === 'number')
    return (
      <TextInput
        {...shared}
        type="number"
        value={text}
        onChange={(said) => onChange(said === '' ? undefined : Number(said))}
      />
    );
  if (isMemberId(schema) && name !== 'id' && name !== 'resource')
    return (
      <MemberInput
        {...shared}
        value={text}
        onChange={(said) => onChange(said === '' ? undefined : said)}
        may={() => true}
      />
    );
  if (name === 'until' || name === 'by' || name === 'bornAt')
    return (
      <TextInput
        {...shared}
        type="datetime-local"
        value={localOf(text)}
        onChange={(said) => onChange(said === '' ? undefined : new Date(said).toISOString())}
      />
    );
  const longest = schema.maxLength;
  return (
    <TextInput
      {...shared}
      value={text}
      onChange={(said) => onChange(said === '' ? undefined : said)}
      lines={longest !== undefined && longest > 300 ? 'some' : 'one'}
      {...(longest === undefined ? {} : { longest })}
    />
  );
}
