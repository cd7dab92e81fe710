/** Who carries my vote in this decision, how many they carry, and what I can still mend: vote myself, or take it back (DEL-2, DEL-3). */
import type { Schemas } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import { countingIn, standingOf } from '../../data/delegations.ts';
import { useList, useRead } from '../../data/reading.ts';
import { Person } from '../../parts/people.tsx';
import { Reach, Revoke } from '../../parts/delegation.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

/** Stages from which a vote can still come. */
const beforeTheLastClose = ['endorsement', 'review', 'discussion', 'requirements', 'voting', 'deferred'];

export function Representation({ proposal }: { readonly proposal: Schemas['Proposal'] }) {
  const say = useSay();
  const me = useMe();
  const { id, category, stage, can } = proposal;
  const when = beforeTheLastClose.includes(stage);
  const { items } = useList('/v1/delegations', { query: { from: me.id } }, { when });
  const [mine] = countingIn(standingOf(items), { id, category });
  const isVote = stage === 'voting';
  const { data: tally } = useRead(
    '/v1/proposals/{id}/tally',
    { path: { id } },
    { when: isVote && mine !== undefined },
  );
  if (!when || mine === undefined) return null;
  const carrier =
    tally?.hidden === false ? tally.representatives.find(({ member }) => member === mine.to) : undefined;
  return (
    <section className="card stack tight small" aria-labelledby="representation">
      <h2 id="representation">{say('representation.title')}</h2>
      <p>
        <Person id={mine.to} link />{' '}
        <span className="tag">
          <Reach scope={mine.scope} />
        </span>{' '}
        {say('rail.until')} <When at={mine.until} style="absolute" />
      </p>
      {carrier !== undefined && (
        <p>
          <Person id={mine.to} /> {say('vote.carries', carrier)}
        </p>
      )}
      <p>{say(can.includes('ballot') ? 'representation.vote' : 'representation.later')}</p>
      <div>
        <Revoke id={mine.id} />
      </div>
    </section>
  );
}
