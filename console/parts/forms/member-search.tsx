/** A member is sought by the beginning of their name or id, and chosen from who is found: the combobox of the ARIA Authoring Practices. */
import { useDeferredValue, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import type { Member } from '../../data/council.ts';
import { remember, useMember } from '../../data/members.ts';
import { useRead } from '../../data/reading.ts';
import { useSay } from '../../words/words.tsx';
import { Their } from '../people.tsx';
import type { Shared } from './fields.tsx';

export interface MemberSearchProps extends Shared {
  /** An id; empty where nobody is chosen. */
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly nobody: string;
  readonly may: (member: Member) => boolean;
}

/** How many are shown at most; a longer name finds fewer. */
const most = 20;

/** Looks for members while one types; nothing of what was found before stays when the field is empty. */
function useFound(sought: string, may: (member: Member) => boolean): readonly Member[] {
  const name = useDeferredValue(sought.trim());
  const { data } = useRead('/v1/members', { query: { name, limit: most } }, { when: name !== '' });
  return name === '' ? [] : (data?.items ?? []).filter(may);
}

export default function MemberSearch({
  label,
  help,
  fault,
  required,
  value,
  onChange,
  nobody,
  may,
}: MemberSearchProps) {
  const say = useSay();
  const chosen = useMember(value);
  /** Null while nobody types: then who is chosen stands there. */
  const [typed, setTyped] = useState<string | null>(null);
  const found = useFound(typed ?? '', may);
  return (
    <ComboBox
      className="field"
      items={found}
      inputValue={typed ?? chosen?.name ?? value}
      onInputChange={(said) => {
        setTyped(said);
        if (said === '') onChange('');
      }}
      value={value === '' ? null : value}
      onChange={(id) => {
        const member = found.find((one) => one.id === id);
        if (id === null || member === undefined) return;
        remember(member);
        onChange(String(id));
        setTyped(null);
      }}
      onBlur={() => setTyped(null)}
      isInvalid={fault !== undefined}
      isRequired={required === true}
      validationBehavior="aria"
      allowsEmptyCollection
      menuTrigger="input"
    >
      <Label>
        {label}
        {required !== true && <span className="soft small"> · {say('form.optional')}</span>}
      </Label>
      {help !== undefined && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      <Input className="input" dir="auto" placeholder={nobody} />
      {fault !== undefined && <span className="fault">{fault}</span>}
      <Popover className="popover found">
        <ListBox renderEmptyState={() => <p className="soft small">{say('form.member.hint')}</p>}>
          {({ id, name }: Member) => (
            <ListBoxItem id={id} className="option" textValue={name}>
              <Their>{name}</Their>
              <span className="small soft">{id}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
