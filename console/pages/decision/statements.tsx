/** What members say: each statement with its replies, its corrections with what was said before, and the form for one's own. */
import { useState } from 'react';
import type { Schemas } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import { useDraft } from '../../data/drafts.ts';
import { useAct, useList } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { TextInput } from '../../parts/forms/fields.tsx';
import { Person } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { type Said, type Statement, threadsOf } from './thread.ts';

type Proposal = Schemas['Proposal'];

export function Statements({ proposal }: { readonly proposal: Proposal }) {
  const say = useSay();
  const { id, can } = proposal;
  const statements = useList('/v1/proposals/{id}/statements', { path: { id } });
  const isOpen = can.includes('statements');
  return (
    <section className="stack">
      <h2>{say('discussion.statements')}</h2>
      {!statements.isKnown ? (
        <Loading lines={2} />
      ) : statements.items.length === 0 ? (
        <Empty title={say('discussion.none')}>
          <p>{say(isOpen ? 'discussion.none.may' : 'discussion.none.over')}</p>
        </Empty>
      ) : (
        <ol className="plain">
          {threadsOf(statements.items).map((said) => (
            <Thread key={said.statement.number} said={said} proposal={proposal} />
          ))}
        </ol>
      )}
      {statements.hasNextPage && (
        <button type="button" className="button" onClick={() => void statements.fetchNextPage()}>
          {say('list.more')}
        </button>
      )}
      {isOpen && <StatementForm id={id} />}
    </section>
  );
}

function Thread({ said, proposal }: { readonly said: Said; readonly proposal: Proposal }) {
  const say = useSay();
  const me = useMe();
  const [writing, setWriting] = useState<'reply' | 'correction' | null>(null);
  const { statement, before, replies } = said;
  const { number, member, text } = statement;
  const presses = member === me.id ? (['reply', 'correction'] as const) : (['reply'] as const);
  return (
    <li className="said">
      <Head statement={statement} current={proposal.version} />
      <div className="words" dir="auto">
        {text}
      </div>
      {before.length > 0 && (
        <details className="small">
          <summary>{say('discussion.corrected', { count: before.length })}</summary>
          {before.map((one) => (
            <div key={one.number} className="notice">
              <Head statement={one} current={proposal.version} />
              <div className="words" dir="auto">
                {one.text}
              </div>
            </div>
          ))}
        </details>
      )}
      {proposal.can.includes('statements') && (
        <div className="row">
          {presses.map((press) => (
            <button
              key={press}
              type="button"
              className="button small quiet"
              aria-expanded={writing === press}
              onClick={() => setWriting(writing === press ? null : press)}
            >
              {say(`discussion.${press}`)}
            </button>
          ))}
        </div>
      )}
      {writing !== null && (
        <StatementForm
          key={writing}
          id={proposal.id}
          to={writing === 'reply' ? { replyTo: number } : { corrects: number }}
          words={writing === 'reply' ? '' : text}
          done={() => setWriting(null)}
        />
      )}
      {replies.length > 0 && (
        <ol className="thread" aria-label={say('discussion.replies')}>
          {replies.map((reply) => (
            <Thread key={reply.statement.number} said={reply} proposal={proposal} />
          ))}
        </ol>
      )}
    </li>
  );
}

function Head({
  statement: { member, round, version, at },
  current,
}: {
  readonly statement: Statement;
  readonly current: number;
}) {
  const say = useSay();
  return (
    <span className="row between">
      <strong>
        <Person id={member} link />
      </strong>
      <span className="small soft">
        {round > 0 && `${say('discussion.round', { round })} · `}
        {version < current && `${say('text.version-n', { version })} · `}
        <When at={at} style="relative" />
      </span>
    </span>
  );
}

function StatementForm({
  id,
  to = {},
  words = '',
  done,
}: {
  readonly id: string;
  readonly to?: { readonly replyTo?: number; readonly corrects?: number };
  readonly words?: string;
  readonly done?: () => void;
}) {
  const say = useSay();
  const me = useMe();
  const form = ['statement', ...Object.entries(to).flat()].join('/');
  const { value, change, clear, isKept } = useDraft(me.id, `${id}/${form}`, words);
  const sending = useAct(id);
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate(
          { method: 'POST', path: `/v1/proposals/${id}/statements`, body: { text: value, ...to } },
          {
            onSuccess: () => {
              clear();
              tell(say('discussion.said'));
              done?.();
            },
          },
        );
      }}
    >
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <TextInput
        label={say(
          to.corrects !== undefined
            ? 'discussion.say.instead'
            : to.replyTo !== undefined
              ? 'discussion.say.to-it'
              : 'discussion.say',
        )}
        required
        lines="some"
        longest={20_000}
        value={value}
        onChange={change}
      />
      <div className="row">
        <Press type="submit" className="button primary" isDisabled={sending.isPending || value.trim() === ''}>
          {say('discussion.send')}
        </Press>
        {isKept && <span className="small soft">{say('form.kept')}</span>}
      </div>
    </form>
  );
}
