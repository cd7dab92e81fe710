/** Interests that stand for a category: declared by themselves in each of its decisions whose vote opens (DEL-5). */
import { useState } from 'react';
import { useMe } from '../../data/council.ts';
import { useAct, useList } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { SelectInput } from '../../parts/forms/fields.tsx';
import { InterestsForm } from '../../parts/forms/interests-form.tsx';
import { Person, Their } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useSay } from '../../words/words.tsx';

export function StandingDisclosures({ categories }: { readonly categories: readonly string[] }) {
  const say = useSay();
  const me = useMe();
  const sending = useAct();
  const [category, setCategory] = useState('');
  const { items, hasNextPage, fetchNextPage } = useList('/v1/disclosures');
  const remove = (name: string) =>
    sending.mutate(
      { method: 'DELETE', path: `/v1/disclosures/${encodeURIComponent(name)}` },
      { onSuccess: () => tell(say('delegations.revoked')) },
    );
  return (
    <section className="card stack" aria-labelledby="standing">
      <h2 id="standing">{say('disclosures.title')}</h2>
      <p className="small soft">{say('disclosures.about')}</p>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      {items.length > 0 && (
        <ul className="plain">
          {items.map(({ member, category: name, interests }) => (
            <li key={`${member} ${name}`} className="said small">
              <span className="row">
                <Person id={member} link />
                <span className="tag">
                  <Their>{name}</Their>
                </span>
                {member === me.id && (
                  <Press className="button small" isDisabled={sending.isPending} onClick={() => remove(name)}>
                    {say('disclosures.remove', { category: name })}
                  </Press>
                )}
              </span>
              {interests === 'none' ? say('disclosures.none') : <Their>{interests}</Their>}
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {say('list.more')}
        </button>
      )}
      <SelectInput
        label={say('field.category')}
        required
        value={category}
        onChange={setCategory}
        options={[
          { value: '', label: say('form.choose') },
          ...categories.map((name) => ({ value: name, label: name })),
        ]}
      />
      {category !== '' && (
        <InterestsForm
          key={category}
          act={{ method: 'PUT', path: `/v1/disclosures/${encodeURIComponent(category)}` }}
        />
      )}
    </section>
  );
}
