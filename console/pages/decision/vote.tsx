/** How a vote stands: the bar with its marks for quorum and threshold, what can still change it, the ballots with their reasons. */
import { useState } from 'react';
import type { Schemas } from '../../data/client.ts';
import { pollLook, useRead } from '../../data/reading.ts';
import { Person } from '../../parts/people.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { TookPart } from '../../parts/polls/took-part.tsx';
import { VoteBar } from '../../parts/polls/vote-bar.tsx';
import { useSay } from '../../words/words.tsx';
import { Ballots } from './ballots.tsx';

type Proposal = Schemas['Proposal'];

export function Vote({ proposal, wasOpened }: { readonly proposal: Proposal; readonly wasOpened: boolean }) {
  const say = useSay();
  const { id } = proposal;
  const [vote, setVote] = useState<number | null>(null);
  const query = vote === null ? {} : { query: { vote } };
  const every = proposal.stage === 'voting' ? pollLook : undefined;
  const newest = useRead('/v1/proposals/{id}/tally', { path: { id } }, { when: wasOpened, every });
  const tally = useRead('/v1/proposals/{id}/tally', { path: { id }, ...query }, { when: wasOpened, every });
  if (!wasOpened)
    return (
      <Empty title={say('vote.none')}>
        <p>{say('vote.none.about')}</p>
      </Empty>
    );
  if (tally.data === undefined) return <Loading />;
  const last = newest.data?.vote ?? tally.data.vote;
  return (
    <div className="stack wide">
      <section className="card stack">
        <div className="row between">
          <h2>{say('vote.title', { vote: tally.data.vote })}</h2>
          {last > 1 && (
            <select
              className="input"
              style={{ width: 'auto' }}
              aria-label={say('vote.which')}
              value={vote ?? last}
              onChange={({ target }) => setVote(Number(target.value))}
            >
              {Array.from({ length: last }, (_, place) => (
                <option key={place} value={place + 1}>
                  {say('vote.title', { vote: place + 1 })}
                </option>
              ))}
            </select>
          )}
        </div>
        {tally.data.hidden ? (
          <p className="notice">
            {say('vote.hidden', { answered: tally.data.answered, electorate: tally.data.electorate })}
          </p>
        ) : (
          <>
            <TookPart participation={tally.data.participation} />
            <VoteBar figures={tally.data} isClosed={tally.data.closedAt !== null} />
            <Carried tally={tally.data} />
          </>
        )}
      </section>
      <Ballots id={id} vote={tally.data.vote} isOpen={tally.data.closedAt === null} />
    </div>
  );
}

/** Votes that others carry, and those that nobody carries, with why. */
function Carried({
  tally: { delegated, cap, representatives, notCarried },
}: {
  readonly tally: Extract<Schemas['Tally'], { hidden: false }>;
}) {
  const say = useSay();
  if (representatives.length === 0 && notCarried.length === 0) return null;
  return (
    <details>
      <summary>{say('vote.carried', { delegated })}</summary>
      <ul className="small">
        {representatives.map(({ member, received, carried }) => (
          <li key={member}>
            <Person id={member} /> {say('vote.carries', { carried, received })}
          </li>
        ))}
        {notCarried.map(({ because, votes }) => (
          <li key={because}>
            {say('vote.not-carried', { votes, because: say.named('not-carried', because) })}
          </li>
        ))}
        {cap !== null && <li>{say('vote.cap', { cap })}</li>}
      </ul>
    </details>
  );
}
