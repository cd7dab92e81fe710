/** How the electors rank the options: my own ranking, and the map of all, with where I stand in it; it shows what is, and foretells nothing. */
import { useState } from 'react';
import type { Schemas } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import { useDraft } from '../../data/drafts.ts';
import { pollLook, useAct, useRead } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Ranking } from '../../parts/polls/ranking.tsx';
import { Empty } from '../../parts/states.tsx';
import { useSay } from '../../words/words.tsx';
import { PreferenceMap } from './preference-map.tsx';

type Proposal = Schemas['Proposal'];
type Groups = readonly (readonly string[])[];

export function Preferences({ proposal }: { readonly proposal: Proposal }) {
  const say = useSay();
  const { id, can, options, round } = proposal;
  const { data } = useRead(
    '/v1/proposals/{id}/preferences',
    { path: { id } },
    { when: round > 0, every: proposal.stage === 'discussion' ? pollLook : undefined },
  );
  const rounds = data?.rounds ?? [];
  const [chosen, setChosen] = useState<number | null>(null);
  const map = rounds.find((one) => one.round === chosen) ?? rounds.at(-1);
  return (
    <div className="stack wide">
      {can.includes('preferences') && (
        <MyRanking proposal={proposal} given={rounds.find((one) => one.round === round)} />
      )}
      {map === undefined || map.rankings.length === 0 ? (
        <Empty title={say('preferences.none')}>
          <p>{say('preferences.none.about')}</p>
        </Empty>
      ) : (
        <section className="stack">
          <div className="row between">
            <h2>{say('preferences.map', { count: map.rankings.length })}</h2>
            {rounds.length > 1 && (
              <select
                className="input"
                style={{ width: 'auto' }}
                aria-label={say('preferences.round')}
                value={map.round}
                onChange={({ target }) => setChosen(Number(target.value))}
              >
                {rounds.map((one) => (
                  <option key={one.round} value={one.round}>
                    {say('discussion.round', { round: one.round })}
                  </option>
                ))}
              </select>
            )}
          </div>
          <PreferenceMap map={map} options={options} />
        </section>
      )}
    </div>
  );
}

function MyRanking({
  proposal,
  given,
}: {
  readonly proposal: Proposal;
  readonly given: Schemas['PreferenceMap'] | undefined;
}) {
  const say = useSay();
  const me = useMe();
  const { id, options, version, round } = proposal;
  const mine = given?.rankings.find(({ member }) => member === me.id)?.ranking;
  const all: Groups = options.map((option) => [option.id]);
  const draft = useDraft<Groups>(
    me.id,
    `${id}/ranking-${round}-${version}`,
    mine === undefined || mine === null ? all : whole(mine, all),
  );
  const sending = useAct(id);
  return (
    <section className="card stack" aria-labelledby="ranking">
      <h2 id="ranking">{say('ranking.mine')}</h2>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <Ranking label={say('ranking.mine')} options={options} ranking={draft.value} onChange={draft.change} />
      <div className="row">
        <Press
          className="button primary"
          isDisabled={sending.isPending}
          onClick={() =>
            sending.mutate(
              {
                method: 'PUT',
                path: `/v1/proposals/${id}/preferences`,
                body: { ranking: draft.value, version },
              },
              {
                onSuccess: () => {
                  draft.clear();
                  tell(say('ranking.acknowledged'));
                },
              },
            )
          }
        >
          {say('ranking.send')}
        </Press>
        <span className="small soft">
          {mine === undefined
            ? say('ranking.none')
            : draft.isKept
              ? say('ranking.unsent')
              : say('ranking.given')}
        </span>
      </div>
    </section>
  );
}

/** With the options that a ranking leaves out in one last group: they are ranked below the others, and alike. */
function whole(ranking: Groups, all: Groups): Groups {
  const left = all.flat().filter((id) => !ranking.flat().includes(id));
  return left.length === 0 ? ranking : [...ranking, left];
}
