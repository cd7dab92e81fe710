/** Whether a supporter is on duty: nobody is asked who did not say so (SUP-1). */
import { useMe } from '../../data/council.ts';
import { type Keys, useDuty, useSetDuty } from '../../data/support/support.ts';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useSay } from '../../words/words.tsx';

export function Duty({ keys }: { readonly keys: Keys }) {
  const say = useSay();
  const me = useMe();
  const duty = useDuty();
  const setting = useSetDuty();
  if (duty.data === undefined) return null;
  const isOn = duty.data.items.some(({ member }) => member === me.id);
  return (
    <section className="card stack" aria-labelledby="duty">
      <h2 id="duty">{say('support.duty')}</h2>
      <p className="small">{say('support.duty.about')}</p>
      {keys.isReady || isOn ? (
        <div className="row">
          <strong>{say(isOn ? 'support.duty.is' : 'support.duty.is-not')}</strong>
          <Press className="button" isDisabled={setting.isPending} onClick={() => setting.mutate(!isOn)}>
            {say(isOn ? 'support.duty.off' : 'support.duty.on')}
          </Press>
        </div>
      ) : (
        <p className="soft">{say('support.duty.first-key')}</p>
      )}
      {setting.error !== null && <ProblemNotice error={setting.error} />}
    </section>
  );
}
