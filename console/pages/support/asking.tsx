/** Asking for support: for whom, of whom and in which order, and the first words (SUP-1, SUP-2). */
import { useState } from 'react';
import { useMe } from '../../data/council.ts';
import type { Keys, OnDuty } from '../../data/support/support.ts';
import { isHere, MemberInput } from '../../parts/forms/member-input.tsx';
import { useSay } from '../../words/words.tsx';
import { SealedForm } from './sealed-form.tsx';

export function AskForm({ keys, onDuty }: { readonly keys: Keys; readonly onDuty: readonly OnDuty[] }) {
  const say = useSay();
  const me = useMe();
  const [whom, setWhom] = useState('');
  const person = whom === '' ? me.id : whom;
  const offered = onDuty.filter(({ member }) => member !== me.id && member !== person);
  /** As chosen; null: all of them, in the order in which they began. */
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  const all = offered.map(({ member }) => member);
  const chosen = (picked ?? all).filter((member) => all.includes(member));
  return (
    <section className="card stack" aria-labelledby="ask">
      <h2 id="ask">{say('support.ask')}</h2>
      {!keys.isReady ? (
        <p className="soft">{say('support.ask.first-key')}</p>
      ) : offered.length === 0 ? (
        <p className="soft">{say('support.ask.nobody')}</p>
      ) : (
        <SealedForm
          form="ask"
          support={null}
          path="/v1/support"
          label={say('support.ask.words')}
          help={say('support.ask.words.help')}
          send={say('support.ask.send')}
          done={say('support.sent')}
          must={[person, ...chosen]}
          may={[me.id]}
          body={(words) => ({ words, ...(whom === '' ? {} : { for: whom }) })}
          isComplete={chosen.length > 0}
        >
          <MemberInput
            label={say('support.ask.whom')}
            help={whom === '' ? undefined : say('support.ask.other')}
            required
            value={whom}
            onChange={setWhom}
            nobody={say('support.ask.myself')}
            may={(member) => isHere(member) && member.id !== me.id}
          />
          <fieldset className="field">
            <legend>{say('support.ask.who')}</legend>
            <span className="help">{say('support.ask.who.help')}</span>
            <div className="choices">
              {offered.map(({ member, name, kind }) => (
                <label key={member} className="choice">
                  <input
                    type="checkbox"
                    checked={chosen.includes(member)}
                    onChange={({ target }) =>
                      setPicked(target.checked ? [...chosen, member] : chosen.filter((one) => one !== member))
                    }
                  />
                  {chosen.includes(member) && <span className="tag">{chosen.indexOf(member) + 1}</span>}
                  <bdi dir="auto">{name}</bdi>
                  {kind === 'agent' && <span className="tag">{say('support.agent')}</span>}
                </label>
              ))}
            </div>
          </fieldset>
        </SealedForm>
      )}
    </section>
  );
}
