/** Actions that failed, with the way to run one again while its failure may pass (EXE-2). */
import { Link, useLocation } from 'wouter';
import { type Item, useAct, useList, useRead } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { Their } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Countdown, When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { AtTemporal } from './task-queue.tsx';

/** The latest that are shown. */
const most = 10;

export function Failed() {
  const say = useSay();
  const { items, isKnown } = useList('/v1/decisions', {
    query: { outcome: 'execution-failed', kind: 'proposal', limit: most },
  });
  if (!isKnown) return null;
  return (
    <section className="stack" aria-labelledby="failed">
      <h2 id="failed">{say('operations.failed')}</h2>
      {items.length === 0 ? (
        <p className="notice good">{say('operations.failed.none')}</p>
      ) : (
        <ul className="plain list">
          {items.slice(0, most).map((decision) => (
            <One key={decision.id} decision={decision} />
          ))}
        </ul>
      )}
    </section>
  );
}

function One({ decision: { id, title, endedAt } }: { readonly decision: Item<'/v1/decisions'> }) {
  const say = useSay();
  const [, go] = useLocation();
  const { data } = useRead('/v1/proposals/{id}', { path: { id } });
  const sending = useAct(id);
  const again = data?.links.find(({ relation }) => relation === 'retried-by');
  const retry = () =>
    sending.mutate(
      { method: 'POST', path: `/v1/proposals/${id}/retry`, body: {} },
      {
        onSuccess: (answer) => {
          tell(say('acts.done', { act: say('act.retry') }));
          const { id: next } = answer as { id?: string };
          if (next !== undefined) go(`/decisions/${next}`);
        },
      },
    );
  return (
    <li className="stack tight">
      <span className="row">
        <Link href={`/decisions/${id}`}>
          <Their>{title}</Their>
        </Link>
        <span className="small soft">
          <When at={endedAt} />
        </span>
        <AtTemporal id={id} />
        {again !== undefined && (
          <Link href={`/decisions/${again.id}`} className="small">
            {say.named('relation-to', again.relation)}
          </Link>
        )}
      </span>
      {data?.can.includes('retry') === true && (
        <span className="row">
          <Press className="button small" isDisabled={sending.isPending} onClick={retry}>
            {say('act.retry')}
          </Press>
          {data.retryUntil !== null && <Countdown until={data.retryUntil} />}
        </span>
      )}
      {sending.error !== null && <ProblemNotice error={sending.error} />}
    </li>
  );
}
