/** For operators: every open process by kind, stage and age, late ones first; what stands still, and whether the parts answer. */
import { Link } from 'wouter';
import { now } from '../../data/clock.ts';
import { pageOf, useKinds, useMe } from '../../data/council.ts';
import { type Open, titleOf, useOpen } from '../../data/open.ts';
import { useRead } from '../../data/reading.ts';
import { Page } from '../../parts/page.tsx';
import { Their } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { problemOf } from '../../parts/problem.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { useSpan, When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { Failed } from './failed.tsx';
import { LedgerHead } from './ledger-head.tsx';
import { AtTemporal, TaskQueue } from './task-queue.tsx';

/** Milliseconds between looks at the parts. */
const look = 5_000;

/** @param ahead seconds */
const milliseconds = ({ ahead }: { readonly ahead: number }): number => Math.round(ahead * 1_000);

export default function Operations() {
  const say = useSay();
  const me = useMe();
  const isOperator = me.roles.includes('operator');
  const ready = useRead('/health/ready', {}, { every: look });
  const astray = useRead('/v1/astray', {}, { when: isOperator, every: look });
  const { open, isKnown, more, isMore } = useOpen('all');
  if (!isOperator)
    return (
      <Page title={say('operations.title')}>
        <Empty title={say('operations.not-yours')} />
      </Page>
    );
  const problem = problemOf(ready.error);
  return (
    <Page title={say('operations.title')} about={<p>{say('operations.about')}</p>}>
      <div className="stack wide">
        <div className="sides narrow">
          <section className="card stack tight">
            <h2>{say('operations.parts')}</h2>
            <p>
              <span className={`tag ${problem === null && ready.data !== undefined ? 'done' : 'bad'}`}>
                {say(
                  problem === null && ready.data !== undefined ? 'operations.ready' : 'operations.not-ready',
                )}
              </span>
            </p>
            {problem !== null && <p className="small">{problem.detail}</p>}
            {ready.data !== undefined && (
              <p className="small soft">
                {ready.data.parts.join(', ')}
                {ready.data.clocks !== null &&
                  ` · ${say('operations.clocks', { database: milliseconds(ready.data.clocks.database), temporal: milliseconds(ready.data.clocks.temporal) })}`}
              </p>
            )}
          </section>
          <TaskQueue />
          <LedgerHead />
          <ByStage open={open} isMore={isMore} />
        </div>
        <section className="stack" aria-labelledby="astray">
          <h2 id="astray">{say('operations.astray')}</h2>
          {(astray.data?.items ?? []).length === 0 ? (
            <p className="notice good">{say('operations.astray.none')}</p>
          ) : (
            <ul className="plain list">
              {astray.data?.items.map(({ id, kind, stage, how, since }) => (
                <li key={id}>
                  <span className="row">
                    <span className="tag bad">{say.named('astray', how)}</span>
                    <Link href={pageOf(kind, id)}>
                      <code>{id}</code>
                    </Link>
                    <span className="tag stage">{say.named('stage', stage)}</span>
                    <When at={since} />
                    <AtTemporal id={id} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
        <Failed />
        <section className="stack" aria-labelledby="deadlines">
          <h2 id="deadlines">{say('operations.deadlines')}</h2>
          {!isKnown ? (
            <Loading />
          ) : open.length === 0 ? (
            <Empty title={say('decisions.none')} />
          ) : (
            <Deadlines open={open} astray={(astray.data?.items ?? []).map(({ id }) => id)} />
          )}
          {isMore && (
            <div>
              <Press className="button" isDisabled={more === undefined} onClick={more}>
                {say('list.more')}
              </Press>
            </div>
          )}
        </section>
      </div>
    </Page>
  );
}

function ByStage({ open, isMore }: { readonly open: readonly Open[]; readonly isMore: boolean }) {
  const say = useSay();
  return (
    <section className="card stack tight">
      <h2>{say('operations.open', { count: open.length, more: String(isMore) })}</h2>
      <dl className="facts small">
        {useKinds().flatMap(({ kind, stages }) =>
          stages.flatMap(({ name }) => {
            const count = open.filter((one) => one.kind === kind && one.process.stage === name).length;
            return count === 0
              ? []
              : [
                  <dt key={`${kind} ${name}`}>
                    {say.named('kind', kind)} · {say.named('stage', name)}
                  </dt>,
                  <dd key={`${kind} ${name} n`}>{count}</dd>,
                ];
          }),
        )}
      </dl>
    </section>
  );
}

function Deadlines({ open, astray }: { readonly open: readonly Open[]; readonly astray: readonly string[] }) {
  const say = useSay();
  const span = useSpan();
  const at = now();
  return (
    <div className="table card" tabIndex={0} role="region" aria-labelledby="deadlines">
      <table>
        <thead>
          <tr>
            <th scope="col">{say('operations.process')}</th>
            <th scope="col">{say('fact.stage')}</th>
            <th scope="col">{say('operations.due')}</th>
            <th scope="col">{say('operations.age')}</th>
            <th scope="col">{say('operations.is')}</th>
          </tr>
        </thead>
        <tbody>
          {open.map(({ kind, process }) => {
            const isLate = process.deadline !== null && Date.parse(process.deadline) < at;
            const is = astray.includes(process.id) ? 'stuck' : isLate ? 'late' : 'waits';
            return (
              <tr key={process.id}>
                <th scope="row">
                  <Link href={pageOf(kind, process.id)} className="beside">
                    <Their>{titleOf(process) ?? process.id}</Their>
                  </Link>{' '}
                  <AtTemporal id={process.id} />
                </th>
                <td>{say.named('stage', process.stage)}</td>
                <td>{process.deadline === null ? '–' : <When at={process.deadline} />}</td>
                <td>{span(at - Date.parse(process.createdAt))}</td>
                <td>
                  <span className={`tag ${is === 'waits' ? '' : 'bad'}`}>{say(`operations.${is}`)}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
