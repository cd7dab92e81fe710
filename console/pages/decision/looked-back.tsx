/** When the decision is looked back upon, and what came of it (PRO-14). */
import { Link } from 'wouter';
import type { Schemas } from '../../data/client.ts';
import { pageOfLink } from '../../data/council.ts';
import { useRead } from '../../data/reading.ts';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

type Proposal = Schemas['Proposal'];

export function LookedBack({ proposal: { lookBack, outcome, links } }: { readonly proposal: Proposal }) {
  const say = useSay();
  const link = links.find(({ relation }) => relation === 'looked-back-by');
  const { data } = useRead(
    '/v1/lookbacks/{id}',
    { path: { id: link?.id ?? '' } },
    { when: link !== undefined },
  );
  if (link === undefined)
    return lookBack === undefined || outcome !== null ? null : (
      <p className="small soft">{say('lookback.planned', { days: lookBack })}</p>
    );
  return (
    <section className="card stack tight" aria-labelledby="looked-back">
      <h2 id="looked-back">{say('kind.lookback')}</h2>
      {data !== undefined && <Standing of={data} />}
      <p className="row small">
        <Link href={pageOfLink(link)}>{say('lookback.see')}</Link>
        {data?.outcome === 'looked-back' && (
          <a href={`/v1/decisions/${link.id}/record`}>{say('lookback.record')}</a>
        )}
      </p>
    </section>
  );
}

/** What is due, or what came of it. */
function Standing({
  of: { stage, deadline, asked, answers, outcome },
}: {
  readonly of: Schemas['Lookback'];
}) {
  const say = useSay();
  if (outcome === 'interrupted') return <p>{say('lookback.interrupted')}</p>;
  if (outcome !== null) return <p>{say('lookback.counted', { asked: asked ?? 0, ...answers })}</p>;
  return (
    <p>
      {say(stage === 'waiting' ? 'lookback.waits' : 'lookback.open')} <When at={deadline ?? ''} />
    </p>
  );
}
