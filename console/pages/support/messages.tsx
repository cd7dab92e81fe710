/** What was said, each opened in this browser (SUP-3). */
import { useList } from '../../data/reading.ts';
import { look } from '../../data/support/support.ts';
import { Person } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { Words } from './words.tsx';

export function Messages({ id }: { readonly id: string }) {
  const say = useSay();
  const { items, isKnown, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useList(
    '/v1/support/{id}/messages',
    { path: { id } },
    { every: look },
  );
  return (
    <section className="stack" aria-labelledby="said">
      <h2 id="said">{say('support.said-so-far')}</h2>
      {!isKnown ? (
        error === null ? (
          <Loading lines={3} />
        ) : (
          <ProblemNotice error={error} />
        )
      ) : items.length === 0 ? (
        <p className="soft">{say('support.nothing')}</p>
      ) : (
        <ol className="plain">
          {items.map(({ id: body, kind, by, at, sealed }) => (
            <li key={body} className="said">
              <span className="row small">
                <Person id={by} />
                {(kind === 'ground' || kind === 'reason') && (
                  <span className="tag">{say(`support.kind.${kind}`)}</span>
                )}
                <span className="soft">
                  <When at={at} style="absolute" />
                </span>
              </span>
              <Words id={body} sealed={sealed} />
            </li>
          ))}
        </ol>
      )}
      {hasNextPage && (
        <div>
          <Press className="button" isDisabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say('list.more')}
          </Press>
        </div>
      )}
    </section>
  );
}
