/** What an open decision can still become: how its round stands, what its quorum still takes, who is missing, each course that is left (CON-3, PRO-8, VOT-8). */
import type { Schemas } from '../../data/client.ts';
import { pollLook, useList, useRead } from '../../data/reading.ts';
import { Their } from '../../parts/people.tsx';
import { Rule } from '../../parts/problem.tsx';
import { useSay } from '../../words/words.tsx';

type Proposal = Schemas['Proposal'];
type Outlooked = Schemas['Outlook'];

/** Who is missing is told by name up to so many. */
const most = 12;

export function Outlook({ proposal: { id, stage, outcome } }: { readonly proposal: Proposal }) {
  const say = useSay();
  const every = stage === 'discussion' || stage === 'voting' ? pollLook : undefined;
  const when = outcome === null && stage !== 'draft';
  const { data } = useRead('/v1/proposals/{id}/outlook', { path: { id } }, { when, every });
  if (!when || data === undefined || data.courses.length === 0) return null;
  return (
    <section className="card stack tight small" aria-labelledby="outlook">
      <h2 id="outlook">{say('outlook.title')}</h2>
      {data.round !== null && !data.hidden && <Round round={data.round} />}
      {data.quorum !== null && <Quorum quorum={data.quorum} />}
      {every !== undefined && <Missing id={id} every={every} />}
      <ul className="plain stack tight">
        {data.courses.map(({ turn, to, rule }, place) => (
          <li key={place}>
            {say.named('turn', turn)} →{' '}
            <span className="tag">
              {'stage' in to ? say.named('stage', to.stage) : say.named('outcome', to.outcome)}
            </span>{' '}
            <Rule id={rule} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Round({ round: { consensus } }: { readonly round: NonNullable<Outlooked['round']> }) {
  const say = useSay();
  const { agreeing, positions, blocks, reached, by = 'consensus', parts } = consensus;
  return (
    <>
      <p>
        <span className={`tag ${reached ? 'done' : 'owed'}`}>
          {say(reached ? 'vote.met' : 'vote.not-met')}
        </span>{' '}
        {say(`outlook.${by}`, { agreeing, positions, blocks })}
      </p>
      {parts !== undefined && <p>{say('outlook.parts', { met: parts.met, count: parts.count })}</p>}
    </>
  );
}

function Quorum({ quorum: { missing, out, needed } }: { readonly quorum: NonNullable<Outlooked['quorum']> }) {
  const say = useSay();
  const how = missing === 0 ? 'met' : missing > out ? 'impossible' : 'missing';
  return <p>{say(`outlook.quorum.${how}`, { needed, missing, out })}</p>;
}

function Missing({ id, every }: { readonly id: string; readonly every: number }) {
  const say = useSay();
  const { items, hasNextPage } = useList(
    '/v1/proposals/{id}/participants',
    { path: { id }, query: { elector: true, answered: false } },
    { every },
  );
  const missing = items.filter(({ departed }) => !departed);
  if (missing.length === 0) return null;
  return (
    <p>
      {say('outlook.out')}{' '}
      {missing.slice(0, most).map(({ member, name }, place) => (
        <span key={member}>
          {place > 0 && ', '}
          <Their>{name}</Their>
        </span>
      ))}
      {missing.length > most &&
        ` ${hasNextPage ? say('outlook.out.more') : say('people.more', { count: missing.length - most })}`}
    </p>
  );
}
