/** Giving one's vote: to whom, for what, for how long (DEL-1). */
import { useState } from 'react';
import { now } from '../../data/clock.ts';
import { useMe } from '../../data/council.ts';
import { useAct } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { SelectInput, TextInput } from '../../parts/forms/fields.tsx';
import { isHere, MemberInput } from '../../parts/forms/member-input.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useSay } from '../../words/words.tsx';

/** Days that a new one lasts unless said otherwise. */
const usual = 30;
const day = 86_400_000;

export function NewDelegation({ categories }: { readonly categories: readonly string[] }) {
  const say = useSay();
  const me = useMe();
  const sending = useAct();
  const [to, setTo] = useState('');
  const [category, setCategory] = useState('');
  const [days, setDays] = useState(String(usual));
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        const until = new Date(now() + Number(days) * day).toISOString();
        sending.mutate(
          {
            method: 'POST',
            path: '/v1/delegations',
            body: { to, scope: category === '' ? {} : { category }, until },
          },
          { onSuccess: () => tell(say('delegations.made')) },
        );
      }}
    >
      <h2>{say('delegations.new')}</h2>
      <p className="small soft">{say('delegations.new.about')}</p>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <MemberInput
        label={say('delegations.to')}
        required
        value={to}
        onChange={setTo}
        may={(member) => isHere(member) && member.id !== me.id}
      />
      <SelectInput
        label={say('delegations.scope')}
        required
        value={category}
        onChange={setCategory}
        options={[
          { value: '', label: say('delegations.everything') },
          ...categories.map((name) => ({ value: name, label: name })),
        ]}
      />
      <TextInput label={say('delegations.days')} required type="number" value={days} onChange={setDays} />
      <div>
        <Press type="submit" className="button primary" isDisabled={sending.isPending || to === ''}>
          {say('delegations.give')}
        </Press>
      </div>
    </form>
  );
}
