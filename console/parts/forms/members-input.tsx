/** Some members are chosen: out of all where they are few, else one after the other out of those whom a name finds. */
import { useCouncil } from '../../data/council.ts';
import { useSay } from '../../words/words.tsx';
import { Person } from '../people.tsx';
import type { Shared } from './fields.tsx';
import { isHere, MemberInput } from './member-input.tsx';

export function MembersInput({
  value,
  onChange,
  label,
  help,
}: Shared & { readonly value: readonly string[]; readonly onChange: (ids: string[]) => void }) {
  const say = useSay();
  const { members, isWhole } = useCouncil();
  const without = (id: string): string[] => value.filter((one) => one !== id);
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      {help !== undefined && <span className="help">{help}</span>}
      {isWhole ? (
        <div className="choices">
          {[...members.values()].filter(isHere).map(({ id, name }) => (
            <label key={id} className="choice">
              <input
                type="checkbox"
                checked={value.includes(id)}
                onChange={({ target }) => onChange(target.checked ? [...value, id] : without(id))}
              />
              <bdi dir="auto">{name}</bdi>
            </label>
          ))}
        </div>
      ) : (
        <>
          <ul className="plain stack tight">
            {value.map((id) => (
              <li key={id} className="row">
                <Person id={id} />
                <button type="button" className="button plain small" onClick={() => onChange(without(id))}>
                  {say('form.remove')}
                  <span className="hidden">
                    {' '}
                    <Person id={id} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <MemberInput
            // A new field for each, so that nothing of who was chosen last stays in it.
            key={value.length}
            label={say('form.member.add')}
            value=""
            onChange={(id) => id !== '' && onChange([...without(id), id])}
          />
        </>
      )}
    </fieldset>
  );
}
