/** Hearing of everything that happens in a process, or of nothing but what one owes in it; pressed again, of what concerns one (CNF-5). */
import { useAct, useRead } from '../data/reading.ts';
import { useSay } from '../words/words.tsx';
import { tell } from './announcer.tsx';
import { Press } from './press.tsx';
import { ProblemNotice } from './problem.tsx';

const ways = ['all', 'owed'] as const;

export function Follow({ id }: { readonly id: string }) {
  const say = useSay();
  const sending = useAct(id);
  const { data } = useRead('/v1/inbox/following', { query: { limit: 200 } });
  const held = data?.items.find(({ decision }) => decision === id)?.notices;
  const press = (notices: (typeof ways)[number]) => {
    const isOff = held === notices;
    sending.mutate(
      {
        method: isOff ? 'DELETE' : 'PUT',
        path: `/v1/inbox/following/${id}`,
        ...(isOff ? {} : { body: { notices } }),
      },
      { onSuccess: () => tell(say(isOff ? 'follow.off' : `follow.${notices}.about`)) },
    );
  };
  return (
    <div className="stack tight">
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <div className="row" role="group" aria-label={say('follow.title')}>
        {ways.map((notices) => (
          <Press
            key={notices}
            className={`button small ${held === notices ? 'is-mine' : 'quiet'}`}
            aria-pressed={held === notices}
            title={say(`follow.${notices}.about`)}
            isDisabled={sending.isPending || data === undefined}
            onClick={() => press(notices)}
          >
            {say(`follow.${notices}`)}
          </Press>
        ))}
      </div>
    </div>
  );
}
