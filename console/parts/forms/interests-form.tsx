/** Interests are a choice: none, by one press, or words (DEL-5, GUA-2). */
import { useMe } from '../../data/council.ts';
import { useDraft } from '../../data/drafts.ts';
import type { Act } from '../../data/client.ts';
import { useAct } from '../../data/reading.ts';
import { useSay } from '../../words/words.tsx';
import { tell } from '../announcer.tsx';
import { Press } from '../press.tsx';
import { ProblemNotice } from '../problem.tsx';
import { TextInput } from './fields.tsx';

export function InterestsForm({
  act,
  decision,
  done,
}: {
  /** Without its body. */
  readonly act: Omit<Act, 'body'>;
  readonly decision?: string;
  readonly done?: (interests: string) => void;
}) {
  const say = useSay();
  const me = useMe();
  const { value, change, clear, isKept } = useDraft(me.id, `${act.path}/interests`, '');
  const sending = useAct(decision);
  const send = (interests: string) =>
    sending.mutate(
      { ...act, body: { interests } },
      {
        onSuccess: () => {
          clear();
          tell(say('interests.declared'));
          done?.(interests);
        },
      },
    );
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        send(value.trim());
      }}
    >
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <div>
        <Press className="button" isDisabled={sending.isPending} onClick={() => send('none')}>
          {say('interests.none')}
        </Press>
      </div>
      <details open={isKept}>
        <summary>{say('interests.some')}</summary>
        <div className="stack tight">
          <TextInput
            label={say('interests.what')}
            lines="some"
            longest={5_000}
            value={value}
            onChange={change}
          />
          <div className="row">
            <Press type="submit" className="button" isDisabled={sending.isPending || value.trim() === ''}>
              {say('interests.declare')}
            </Press>
            {isKept && <span className="small soft">{say('form.kept')}</span>}
          </div>
        </div>
      </details>
    </form>
  );
}
