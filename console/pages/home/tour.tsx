/** A first look: what to press, in which order, to see a decision from its draft to its proof. */
import { Link } from 'wouter';
import { useRead } from '../../data/reading.ts';
import { Page } from '../../parts/page.tsx';
import { useSay, type WordId } from '../../words/words.tsx';

const steps = ['propose', 'review', 'discuss', 'vote', 'others', 'prove'] as const;

export default function Tour() {
  const say = useSay();
  const { data } = useRead('/v1/charter');
  return (
    <Page title={say('tour.title')} about={<p>{say('tour.about')}</p>}>
      <div className="stack">
        {data !== undefined && (
          <p className="notice">{data.pace > 1 ? say('tour.pace', { pace: data.pace }) : say('tour.slow')}</p>
        )}
        <ol className="stack">
          {steps.map((step) => (
            <li key={step} className="stack tight">
              <strong>{say(`tour.${step}` as WordId)}</strong>
              <p className="soft">{say(`tour.${step}.about` as WordId)}</p>
            </li>
          ))}
        </ol>
        <div className="row">
          <Link href="/propose" className="button primary">
            {say('home.propose-first')}
          </Link>
        </div>
      </div>
    </Page>
  );
}
