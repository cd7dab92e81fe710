/** A form for words that are sealed here before they are sent: what is written is kept, and what cannot be sent stays. */
import { type ReactNode, useEffect, useState } from 'react';
import { useMe } from '../../data/council.ts';
import { useNames } from '../../data/members.ts';
import { sendSealed } from '../../data/support/outbox.ts';
import { useSealedDraft } from '../../data/support/drafts.ts';
import { sealing, sealKeysOf } from '../../data/support/support.ts';
import { tell } from '../../parts/announcer.tsx';
import { TextInput } from '../../parts/forms/fields.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useSay } from '../../words/words.tsx';

/** Characters: sealed for a hundred keys they stay below what the service takes. */
const longest = 5_000;

interface Props {
  /** Under which what is written is kept. */
  readonly form: string;
  readonly support: string | null;
  readonly path: string;
  readonly label: string;
  readonly help?: string;
  readonly send: string;
  /** What is told once the service has it. */
  readonly done: string;
  /** Who must be able to open it; those who may as well, where they have a key. */
  readonly must: readonly string[];
  readonly may?: readonly string[];
  /** What is sent, with the sealed words in it. */
  readonly body: (sealed: unknown) => object;
  readonly isComplete?: boolean;
  readonly children?: ReactNode;
}

export function SealedForm({
  form,
  support,
  path,
  label,
  help,
  send,
  done,
  must,
  may = [],
  body,
  isComplete = true,
  children,
}: Props) {
  const say = useSay();
  const me = useMe();
  const { words, change, clear } = useSealedDraft(me.id, form);
  const [isUnderWay, setIsUnderWay] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [without, setWithout] = useState<readonly string[]>([]);
  const namesWithout = useNames(without);
  const readers = [...must, ...may].filter((one) => one !== '').join(' ');
  useEffect(() => {
    // What seals is there before it is needed: the line may be down then.
    void Promise.all([sealing(), sealKeysOf(readers.split(' '))]).catch(() => undefined);
  }, [readers]);
  const text = words.trim();
  const isReady = isComplete && text !== '' && Array.from(text).length <= longest;
  const submit = async (): Promise<void> => {
    setIsUnderWay(true);
    setError(null);
    try {
      const needed = await sealKeysOf(must);
      setWithout(needed.without);
      if (needed.without.length > 0) return;
      const { keys } = await sealKeysOf([...must, ...may]);
      const sealed = await (await sealing()).sealed(text, keys);
      // Kept as ciphertext before the draft goes: at no instant is it in neither place.
      const isTaken = await sendSealed({ member: me.id, support, path, body: body(sealed), sealed });
      clear();
      if (isTaken) tell(done);
    } catch (reason) {
      setError(reason);
    } finally {
      setIsUnderWay(false);
    }
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isUnderWay) void submit();
      }}
    >
      {children}
      <TextInput
        label={label}
        help={help}
        lines="some"
        required
        value={words}
        onChange={change}
        longest={longest}
      />
      {without.length > 0 && (
        <p role="alert" className="notice bad">
          {say('support.no-key', { names: namesWithout.join(', ') })}
        </p>
      )}
      {error !== null && <ProblemNotice error={error} />}
      <div>
        <Press type="submit" className="button primary" isDisabled={!isReady || isUnderWay}>
          {isUnderWay ? say('act.sending') : send}
        </Press>
      </div>
    </form>
  );
}
