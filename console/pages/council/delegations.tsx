/** Who votes for whom, as a tree from those who carry; making one, and taking it back. */
import '../../styles/council.css';
import { useState } from 'react';
import type { CharterDocument } from '../../../charter/schema.ts';
import type { Schemas } from '../../data/client.ts';
import { now } from '../../data/clock.ts';
import { useMe, useMembers } from '../../data/council.ts';
import { useAct, useList, useRead } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { SelectInput, TextInput } from '../../parts/forms/fields.tsx';
import { Person } from '../../parts/people.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

type Delegation = Schemas['Delegation'];

export function Delegations() {
  const say = useSay();
  const me = useMe();
  const { items, isKnown } = useList('/v1/delegations', { query: { limit: 200 } });
  const charter = useRead('/v1/charter').data?.document as CharterDocument | undefined;
  const standing = items.filter(({ revokedAt, until }) => revokedAt === null && Date.parse(until) > now());
  const roots = [...new Set(standing.map(({ to }) => to))].filter(
    (to) => charter?.delegation?.chains !== true || !standing.some(({ from }) => from === to),
  );
  if (!isKnown || charter === undefined) return <Loading />;
  if (charter.delegation === null) return <Empty title={say('delegations.off')} />;
  const { cap, chains } = charter.delegation;
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
        <ul className="tree">
          {roots.map((to) => (
            <Carrier key={to} to={to} standing={standing} me={me.id} seen={[]} />
          ))}
        </ul>
      )}
      <NewDelegation categories={Object.keys(charter.categories)} />
    </div>
  );
}

function Carrier({
  to,
  standing,
  me,
  seen,
}: {
  readonly to: string;
  readonly standing: readonly Delegation[];
  readonly me: string;
  readonly seen: readonly string[];
}) {
  const say = useSay();
  const sending = useAct();
  const given = standing.filter((one) => one.to === to);
  return (
    <li className="card">
      <span className="row between">
        <strong>
          <Person id={to} link />
        </strong>{' '}
        <span className="tag stage">{say('delegations.carries', { count: given.length })}</span>
      </span>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <ul className="tree">
        {given.map(({ id, from, scope, until }) => (
          <li key={id}>
            <span className="row">
              <Person id={from} link />
              <span className="tag">
                {scope.category ??
                  (scope.proposal === undefined ? say('delegations.everything') : say('delegations.one'))}
              </span>
              <span className="small soft">
                {say('rail.until')} <When at={until} style="absolute" />
              </span>
              {from === me && (
                <button
                  type="button"
                  className="button small"
                  disabled={sending.isPending}
                  onClick={() =>
                    sending.mutate(
                      { method: 'DELETE', path: `/v1/delegations/${id}` },
                      { onSuccess: () => tell(say('delegations.revoked')) },
                    )
                  }
                >
                  {say('delegations.revoke')}
                </button>
              )}
            </span>
            {!seen.includes(from) && standing.some((one) => one.to === from) && (
              <ul className="tree">
                <Carrier to={from} standing={standing} me={me} seen={[...seen, to]} />
              </ul>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Days that a new one lasts unless said otherwise. */
const usual = 30;
const day = 86_400_000;

function NewDelegation({ categories }: { readonly categories: readonly string[] }) {
  const say = useSay();
  const me = useMe();
  const members = useMembers();
  const sending = useAct();
  const [to, setTo] = useState('');
  const [category, setCategory] = useState('');
  const [days, setDays] = useState(String(usual));
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        const until = new Date(now() + Number(days) * day).toISOString();
        sending.mutate(
          {
            method: 'POST',
            path: '/v1/delegations',
            body: { to, scope: category === '' ? {} : { category }, until },
          },
          { onSuccess: () => tell(say('delegations.made')) },
        );
      }}
    >
      <h2>{say('delegations.new')}</h2>
      <p className="small soft">{say('delegations.new.about')}</p>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <SelectInput
        label={say('delegations.to')}
        required
        value={to}
        onChange={setTo}
        options={[
          { value: '', label: say('form.choose') },
          ...[...members.values()]
            .filter(({ id, status }) => id !== me.id && status !== 'departed')
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <SelectInput
        label={say('delegations.scope')}
        required
        value={category}
        onChange={setCategory}
        options={[
          { value: '', label: say('delegations.everything') },
          ...categories.map((name) => ({ value: name, label: name })),
        ]}
      />
      <TextInput label={say('delegations.days')} required type="number" value={days} onChange={setDays} />
      <div>
        <button type="submit" className="button primary" disabled={sending.isPending || to === ''}>
          {say('delegations.give')}
        </button>
      </div>
    </form>
  );
}
