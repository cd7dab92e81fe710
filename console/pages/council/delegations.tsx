/** Who votes for whom, as a tree from those who carry, with what they would carry now in a category; giving one's vote, and taking it back. */
import '../../styles/council.css';
import { useState } from 'react';
import type { CharterDocument } from '../../../charter/schema.ts';
import { useMe } from '../../data/council.ts';
import { carriedBy, type Carried, countingIn, type Delegation, standingOf } from '../../data/delegations.ts';
import { useList, useRead } from '../../data/reading.ts';
import { SelectInput } from '../../parts/forms/fields.tsx';
import { Person } from '../../parts/people.tsx';
import { Reach, Revoke } from '../../parts/delegation.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { NewDelegation } from './new-delegation.tsx';
import { StandingDisclosures } from './standing-disclosures.tsx';

export function Delegations() {
  const say = useSay();
  const [category, setCategory] = useState('');
  const { items, isKnown, hasNextPage, fetchNextPage } = useList('/v1/delegations', {
    query: { limit: 200 },
  });
  const charter = useRead('/v1/charter').data?.document as CharterDocument | undefined;
  if (!isKnown || charter === undefined) return <Loading />;
  if (charter.delegation === null) return <Empty title={say('delegations.off')} />;
  const { cap, chains } = charter.delegation;
  const standing = standingOf(items);
  // Without a category every one is shown; in one the delegation that counts there.
  const shown = category === '' ? standing : countingIn(standing, { id: '', category });
  const carried = category === '' ? null : carriedBy(shown, charter.delegation);
  const roots = [...new Set(shown.map(({ to }) => to))].filter(
    (to) => !chains || !shown.some(({ from }) => from === to),
  );
  const categories = Object.keys(charter.categories).filter(
    (name) => charter.tiers[charter.categories[name]?.tier ?? '']?.tier !== 1,
  );
  return (
    <div className="stack wide">
      <p className="notice">
        {cap === null
          ? say('delegations.no-cap')
          : say('delegations.cap', { num: cap.num, den: cap.den, of: say.named('share-of', cap.of) })}{' '}
        {say(chains ? 'delegations.chains' : 'delegations.no-chains')}
      </p>
      {standing.length === 0 ? (
        <Empty title={say('delegations.none')}>
          <p>{say('delegations.none.about')}</p>
        </Empty>
      ) : (
        <section className="stack" aria-label={say('council.delegations')}>
          <SelectInput
            label={say('delegations.in')}
            help={say('delegations.in.help')}
            required
            value={category}
            onChange={setCategory}
            options={[
              { value: '', label: say('delegations.everything') },
              ...categories.map((name) => ({ value: name, label: name })),
            ]}
          />
          <ul className="tree">
            {roots.map((to) => (
              <Carrier key={to} to={to} shown={shown} carried={carried} seen={[]} />
            ))}
          </ul>
          {hasNextPage && (
            <button type="button" className="button" onClick={() => void fetchNextPage()}>
              {say('list.more')}
            </button>
          )}
        </section>
      )}
      <NewDelegation categories={categories} />
      <StandingDisclosures categories={categories} />
    </div>
  );
}

function Carrier({
  to,
  shown,
  carried,
  seen,
}: {
  readonly to: string;
  readonly shown: readonly Delegation[];
  readonly carried: Carried | null;
  readonly seen: readonly string[];
}) {
  const say = useSay();
  const me = useMe();
  const given = shown.filter((one) => one.to === to);
  const votes = carried === null ? given.length : (carried.received.get(to) ?? 0);
  const cap = carried?.cap ?? null;
  return (
    <li className="card">
      <span className="row between">
        <strong>
          <Person id={to} link />
        </strong>{' '}
        <span className={`tag ${cap !== null && votes > cap ? 'owed' : 'stage'}`}>
          {cap !== null && votes > cap
            ? say('delegations.over-cap', { cap, count: votes })
            : say('delegations.carries', { count: votes })}
        </span>
      </span>
      <ul className="tree">
        {given.map(({ id, from, scope, until }) => (
          <li key={id}>
            <span className="row">
              <Person id={from} link />
              <span className="tag">
                <Reach scope={scope} />
              </span>
              <span className="small soft">
                {say('rail.until')} <When at={until} style="absolute" />
              </span>
              {from === me.id && <Revoke id={id} />}
            </span>
            {!seen.includes(from) && shown.some((one) => one.to === from) && (
              <ul className="tree">
                <Carrier to={from} shown={shown} carried={carried} seen={[...seen, to]} />
              </ul>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}
