/** What there is to allocate and what of it is free; what was given to whom, until when, and by which decision. */
import { Link } from 'wouter';
import { useList } from '../../data/reading.ts';
import { Person, Their } from '../../parts/people.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

/** Of each resource, how much there is, what is given and what is free (ALC-4). */
function Resources() {
  const say = useSay();
  const { items, hasNextPage, fetchNextPage } = useList('/v1/resources');
  if (items.length === 0) return null;
  return (
    <div className="table card" tabIndex={0} role="region" aria-label={say('resources.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say.named('field', 'resource')}</th>
            <th scope="col" className="number">
              {say('resources.total')}
            </th>
            <th scope="col" className="number">
              {say('resources.allocated')}
            </th>
            <th scope="col" className="number">
              {say('resources.free')}
            </th>
            <th scope="col">{say('resources.next-end')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, unit, total, allocated, free, nextEnd }) => (
            <tr key={id}>
              <th scope="row">
                {id} ({unit})
              </th>
              <td className="number">{total ?? say('resources.unbounded')}</td>
              <td className="number">{allocated}</td>
              <td className="number">{free ?? say('resources.unbounded')}</td>
              <td>{nextEnd === null ? '–' : <When at={nextEnd} style="absolute" />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {say('list.more')}
        </button>
      )}
    </div>
  );
}

export function Allocations() {
  return (
    <>
      <Resources />
      <Given />
    </>
  );
}

function Given() {
  const say = useSay();
  const { items, isKnown, hasNextPage, fetchNextPage } = useList('/v1/allocations');
  if (!isKnown) return <Loading />;
  if (items.length === 0)
    return (
      <Empty title={say('allocations.none')}>
        <p>{say('allocations.none.about')}</p>
      </Empty>
    );
  return (
    <div className="table card" tabIndex={0} role="region" aria-label={say('council.allocations')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('allocations.to')}</th>
            <th scope="col">{say.named('field', 'resource')}</th>
            <th scope="col" className="number">
              {say.named('field', 'amount')}
            </th>
            <th scope="col" className="number">
              {say('allocations.passed-on')}
            </th>
            <th scope="col">{say('rail.until')}</th>
            <th scope="col">{say('fact.decision')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ decision, resource, amount, passedOn, to, until, starts }) => (
            <tr key={`${decision ?? ''} ${resource} ${starts} ${JSON.stringify(to)}`}>
              <th scope="row">
                {typeof to === 'string' ? <Person id={to} link /> : <Their>{to.family}</Their>}
              </th>
              <td>{resource}</td>
              <td className="number">{amount}</td>
              <td className="number">{passedOn === 0 ? '–' : passedOn}</td>
              <td>{until === null ? say('allocations.for-good') : <When at={until} style="absolute" />}</td>
              <td>
                {decision === null ? (
                  '–'
                ) : (
                  <Link href={`/decisions/${decision}`}>{say('fact.decision')}</Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {say('list.more')}
        </button>
      )}
    </div>
  );
}
