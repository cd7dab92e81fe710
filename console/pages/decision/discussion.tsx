/** What members say, and the positions of each round with their reasons. */
import type { Schemas } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import { useDraft } from '../../data/drafts.ts';
import { pollLook, useAct, useList } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { TextInput } from '../../parts/forms/fields.tsx';
import { Person } from '../../parts/people.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

type Proposal = Schemas['Proposal'];

export function Discussion({ proposal }: { readonly proposal: Proposal }) {
  const say = useSay();
  const { id, can } = proposal;
  const statements = useList('/v1/proposals/{id}/statements', { path: { id } });
  return (
    <div className="stack wide">
      <section className="stack">
        <h2>{say('discussion.statements')}</h2>
        {!statements.isKnown ? (
          <Loading lines={2} />
        ) : statements.items.length === 0 ? (
          <Empty title={say('discussion.none')}>
            <p>{say(can.includes('statements') ? 'discussion.none.may' : 'discussion.none.over')}</p>
          </Empty>
        ) : (
          <ol className="plain">
            {statements.items.map(({ number, member, text, at, round, version }) => (
              <li key={number} className="said">
                <span className="row between">
                  <strong>
                    <Person id={member} link />
                  </strong>
                  <span className="small soft">
                    {round > 0 && `${say('discussion.round', { round })} · `}
                    {version < proposal.version && `${say('text.version-n', { version })} · `}
                    <When at={at} style="relative" />
                  </span>
                </span>
                <div className="words" dir="auto">
                  {text}
                </div>
              </li>
            ))}
          </ol>
        )}
        {statements.hasNextPage && (
          <button type="button" className="button" onClick={() => void statements.fetchNextPage()}>
            {say('list.more')}
          </button>
        )}
        {can.includes('statements') && <StatementForm id={id} />}
      </section>
      <Positions proposal={proposal} />
    </div>
  );
}

function StatementForm({ id }: { readonly id: string }) {
  const say = useSay();
  const me = useMe();
  const { value, change, clear, isKept } = useDraft(me.id, `${id}/statement`, '');
  const sending = useAct(id);
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate(
          { method: 'POST', path: `/v1/proposals/${id}/statements`, body: { text: value } },
          {
            onSuccess: () => {
              clear();
              tell(say('discussion.said'));
            },
          },
        );
      }}
    >
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <TextInput
        label={say('discussion.say')}
        required
        lines="some"
        longest={20_000}
        value={value}
        onChange={change}
      />
      <div className="row">
        <button type="submit" className="button primary" disabled={sending.isPending || value.trim() === ''}>
          {say('discussion.send')}
        </button>
        {isKept && <span className="small soft">{say('form.kept')}</span>}
      </div>
    </form>
  );
}

function Positions({ proposal: { id, round, stage } }: { readonly proposal: Proposal }) {
  const say = useSay();
  const { items } = useList(
    '/v1/proposals/{id}/positions',
    { path: { id } },
    { when: round > 0, every: stage === 'discussion' ? pollLook : undefined },
  );
  if (items.length === 0) return null;
  const rounds = [...new Set(items.map((position) => position.round))].sort((one, other) => other - one);
  return (
    <section className="stack">
      <h2>{say('discussion.positions')}</h2>
      {rounds.map((each) => (
        <div key={each} className="card">
          <h3>{say('discussion.round', { round: each })}</h3>
          <ul className="plain">
            {items
              .filter((position) => position.round === each)
              .map(({ member, position, reason, at }) => (
                <li key={`${member} ${at ?? ''}`} className="said">
                  <span className="row between">
                    <span>
                      <Person id={member} link /> ·{' '}
                      <span className={`choice-mark ${position ?? ''}`}>
                        {position === null ? say('answer.hidden') : say.named('choice', position)}
                      </span>
                    </span>
                    <span className="small soft">{at !== null && <When at={at} style="relative" />}</span>
                  </span>
                  {reason !== null && (
                    <div className="words" dir="auto">
                      {reason}
                    </div>
                  )}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
