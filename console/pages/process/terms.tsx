/** Terms of a conflict side by side: whose they are, who accepts them, and the press that accepts. */
import type { Schemas } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import type { Process } from '../../data/open.ts';
import { useAct } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { People, Person } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

type Terms = Schemas['Conflict']['terms'];

export function Terms({ process, id }: { readonly process: Process; readonly id: string }) {
  const say = useSay();
  const me = useMe();
  const sending = useAct(id);
  const terms = (process['terms'] ?? []) as Terms;
  if (terms.length === 0) return null;
  const standing = terms.filter(({ replacedBy }) => replacedBy === null);
  return (
    <section className="stack" aria-labelledby="terms">
      <h2 id="terms">{say('terms.title')}</h2>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <div className="sides">
        {standing.map(({ n, by, at, text, acceptedBy }) => (
          <article key={n} className="card stack tight">
            <h3>
              {say('terms.by', { n })} <Person id={by} />
            </h3>
            <div className="prose">{text}</div>
            <p className="small soft">
              <When at={at} style="relative" /> ·{' '}
              {acceptedBy.length === 0 ? (
                say('terms.nobody')
              ) : (
                <>
                  {say('terms.accepted')} <People ids={acceptedBy} />
                </>
              )}
            </p>
            {process.can.includes('acceptance') && !acceptedBy.includes(me.id) && (
              <div>
                <Press
                  className="button for"
                  isDisabled={sending.isPending}
                  onClick={() =>
                    sending.mutate(
                      { method: 'POST', path: `/v1/conflicts/${id}/terms/${n}/acceptance`, body: {} },
                      { onSuccess: () => tell(say('terms.done', { n })) },
                    )
                  }
                >
                  {say('terms.accept', { n })}
                </Press>
              </div>
            )}
          </article>
        ))}
      </div>
    </section>
  );
}
