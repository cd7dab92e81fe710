/** What waits at Temporal for a worker, and which workers ask for it; and the way from a process to its workflow there. */
import { useRead } from '../../data/reading.ts';
import { ProblemNotice } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

/** Milliseconds between looks. */
const look = 5_000;

/** Seconds after which what waits is late: a worker that is there takes a task at once. */
const late = 10;

const useTaskQueue = () => useRead('/v1/task-queue', {}, { every: look });

export function TaskQueue() {
  const say = useSay();
  const { data, error } = useTaskQueue();
  return (
    <section className="card stack tight" aria-labelledby="queue">
      <h2 id="queue">{say('queue.title')}</h2>
      {data === undefined ? (
        error === null ? (
          <div className="skeleton" />
        ) : (
          <ProblemNotice error={error} />
        )
      ) : (
        <>
          <ul className="plain stack tight small">
            {data.tasks.map(({ of, waiting, oldest }) => (
              <li key={of} className="row">
                <span className={`tag ${oldest > late ? 'bad' : waiting > 0 ? 'owed' : 'done'}`}>
                  {say(`queue.${of}`)} {say('queue.waiting', { count: waiting })}
                </span>
                {waiting > 0 && (
                  <span className="soft">{say('queue.oldest', { seconds: Math.round(oldest) })}</span>
                )}
              </li>
            ))}
          </ul>
          {data.workers.length === 0 ? (
            <p>
              <span className="tag bad">{say('queue.no-workers')}</span>
            </p>
          ) : (
            <ul className="plain stack tight small" aria-label={say('queue.workers')}>
              {data.workers.map(({ name, askedAt }) => (
                <li key={name} className="row between">
                  <code>{name}</code>
                  <span className="soft">
                    {say('queue.asked')} <When at={askedAt} style="relative" />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

/** To the workflow of a process on Temporal's own page, where the API knows that page. */
export function AtTemporal({ id }: { readonly id: string }) {
  const say = useSay();
  const page = useTaskQueue().data?.page ?? null;
  if (page === null) return null;
  return (
    <a
      href={page + id}
      target="_blank"
      rel="noreferrer"
      className="small soft beside"
      aria-label={say('queue.page', { id })}
    >
      Temporal ↗
    </a>
  );
}
