/** Home: what waits for me, what is due next and what happens then if nobody acts, and what has changed since I last looked. */
import '../../styles/home.css';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { pageOf, useMe } from '../../data/council.ts';
import { later } from '../../data/later.ts';
import { useOpen, useOwed } from '../../data/open.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { useSay } from '../../words/words.tsx';
import { Changes } from './changes.tsx';
import { DueRow } from '../../parts/due-row.tsx';
import { OwedCard } from './owed-card.tsx';

const SupportOwed = lazy(later(() => import('../support/owing.tsx')));

/** So many that are due next stand here. */
const most = 30;

export function Home() {
  const say = useSay();
  const me = useMe();
  const owed = useOwed();
  const { open, isKnown, error, isMore } = useOpen('next');
  const waiting = owed.data?.items ?? [];
  return (
    <Page title={say('home.title', { name: me.name })} about={say('home.about', { count: waiting.length })}>
      <div className="stack wide">
        <section className="stack" aria-labelledby="owed">
          <h2 id="owed">{say('home.owed')}</h2>
          {owed.data === undefined ? (
            owed.error === null ? (
              <Loading lines={2} />
            ) : (
              <ProblemNotice error={owed.error} />
            )
          ) : waiting.length === 0 ? (
            <p className="notice good">{say('home.owed.none')}</p>
          ) : (
            <ul className="plain owing">
              {waiting.map((notice) => (
                <OwedCard key={notice.id} notice={notice} to={pageOf(notice.process, notice.decision)} />
              ))}
            </ul>
          )}
        </section>
        <Suspense>
          <SupportOwed />
        </Suspense>
        <div className="home">
          <section className="stack" aria-labelledby="next">
            <div className="row between">
              <h2 id="next">{say('home.next')}</h2>
              <Link href="/decisions" className="small">
                {say('home.all')}
              </Link>
            </div>
            {error !== null && !isKnown ? (
              <ProblemNotice error={error} />
            ) : !isKnown ? (
              <Loading />
            ) : open.length === 0 ? (
              <Empty title={say('home.none')}>
                <p>{say('home.none.about')}</p>
                <div className="row">
                  <Link href="/propose" className="button primary">
                    {say('home.propose-first')}
                  </Link>
                  <Link href="/tour" className="button">
                    {say('tour.title')}
                  </Link>
                </div>
              </Empty>
            ) : (
              <>
                <ul className="plain list">
                  {open.slice(0, most).map(({ kind, process }) => (
                    <li key={process.id}>
                      <DueRow kind={kind} process={process} owed={waiting} />
                    </li>
                  ))}
                </ul>
                {open.length > most && (
                  <Link href="/decisions" className="button">
                    {say('home.more', { count: open.length - most, more: String(isMore) })}
                  </Link>
                )}
              </>
            )}
          </section>
          <Changes />
        </div>
      </div>
    </Page>
  );
}
