/** The ballots of a vote with their reasons; only those in sight are drawn, so that fifty thousand scroll as five do. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { pollLook, useList } from '../../data/reading.ts';
import { Person } from '../../parts/people.tsx';
import { Empty } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

/** Pixels of a row before it is measured. */
const rowHeight = 68;

export function Ballots({
  id,
  vote,
  isOpen,
}: {
  readonly id: string;
  readonly vote: number;
  readonly isOpen: boolean;
}) {
  const say = useSay();
  const [isAgainst, setAgainst] = useState(false);
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage, isKnown } = useList(
    '/v1/proposals/{id}/ballots',
    { path: { id }, query: { vote, limit: 200, ...(isAgainst ? { choice: 'against' } : {}) } },
    { every: isOpen ? pollLook : undefined },
  );
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (isKnown && items.length === 0 && !isAgainst) return <Empty title={say('ballots.none')} />;
  return (
    <section className="stack tight" aria-labelledby="ballots">
      <div className="row between">
        <h2 id="ballots">{say('ballots.title', { count: items.length, more: String(hasNextPage) })}</h2>
        <label className="small">
          <input type="checkbox" checked={isAgainst} onChange={({ target }) => setAgainst(target.checked)} />{' '}
          {say('ballots.against')}
        </label>
      </div>
      <div className="ballots" ref={frame} tabIndex={0} role="region" aria-labelledby="ballots">
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {shown.map(({ index, start, key }) => {
            const ballot = items[index];
            if (ballot === undefined) return null;
            return (
              <div
                key={key}
                data-index={index}
                ref={rows.measureElement}
                style={{ transform: `translateY(${start}px)` }}
              >
                <span className="row between">
                  <span>
                    <Person id={ballot.member} /> ·{' '}
                    <span className={`choice-mark ${ballot.choice ?? ''}`}>
                      {ballot.choice === null ? say('answer.hidden') : say.named('choice', ballot.choice)}
                    </span>
                    {ballot.carriedBy !== null && (
                      <span className="small soft">
                        {' '}
                        · {say('ballots.carried')} <Person id={ballot.carriedBy} />
                      </span>
                    )}
                    {ballot.replaced.length > 0 && (
                      <span className="small soft">
                        {' '}
                        · {say('ballots.replaced', { count: ballot.replaced.length })}
                      </span>
                    )}
                  </span>
                  <span className="small soft">
                    {ballot.at !== null && <When at={ballot.at} style="absolute" />}
                  </span>
                </span>
                {ballot.reason !== null && (
                  <span className="small bidi" dir="auto">
                    {ballot.reason}
                  </span>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}
