/** My answer: a ballot or a position, with its reason, how it stands now, and until when it can be changed. */
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import { useDraft } from '../../data/drafts.ts';
import { useAct, useList } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { TextInput } from '../../parts/forms/fields.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Countdown } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

type Proposal = Schemas['Proposal'];

const ballots = ['for', 'against', 'abstain'] as const;
const positions = ['agree', 'agree-with-reservations', 'stand-aside', 'block'] as const;

export function Answer({ proposal }: { readonly proposal: Proposal }) {
  if (proposal.can.includes('ballot')) return <MyBallot proposal={proposal} />;
  return proposal.can.includes('position') ? <MyPosition proposal={proposal} /> : null;
}

function MyBallot({ proposal }: { readonly proposal: Proposal }) {
  const me = useMe();
  const [matter, setMatter] = useState(proposal.asks[0]?.matter);
  const say = useSay();
  const { items } = useList('/v1/proposals/{id}/ballots', { path: { id: proposal.id } });
  const mine = items.find(({ member }) => member === me.id);
  return (
    <AnswerForm
      proposal={proposal}
      name="ballot"
      field="choice"
      values={ballots}
      given={mine?.choice ?? null}
      carriedBy={mine?.carriedBy ?? null}
      reason={mine?.reason ?? null}
      needsReason={() => false}
      more={matter === undefined ? {} : { matter }}
    >
      {proposal.asks.length > 1 && (
        <label className="row small">
          {say('answer.matter')}
          <select className="input" value={matter} onChange={({ target }) => setMatter(target.value)}>
            {proposal.asks.map((asked) => (
              <option key={asked.vote}>{asked.matter}</option>
            ))}
          </select>
        </label>
      )}
    </AnswerForm>
  );
}

function MyPosition({ proposal }: { readonly proposal: Proposal }) {
  const me = useMe();
  const { items } = useList('/v1/proposals/{id}/positions', {
    path: { id: proposal.id },
    query: { round: proposal.round },
  });
  const mine = items.filter(({ member }) => member === me.id).at(-1);
  return (
    <AnswerForm
      proposal={proposal}
      name="position"
      field="position"
      values={positions}
      given={mine?.position ?? null}
      carriedBy={null}
      reason={mine?.reason ?? null}
      needsReason={(value) => value !== 'agree'}
      more={{}}
    />
  );
}

interface Props {
  readonly proposal: Proposal;
  readonly name: 'ballot' | 'position';
  readonly field: 'choice' | 'position';
  readonly values: readonly string[];
  /** What counts now. */
  readonly given: string | null;
  readonly carriedBy: string | null;
  readonly reason: string | null;
  readonly needsReason: (value: string) => boolean;
  readonly more: object;
  readonly children?: ReactNode;
}

function AnswerForm({
  proposal,
  name,
  field,
  values,
  given,
  carriedBy,
  reason,
  needsReason,
  more,
  children,
}: Props) {
  const say = useSay();
  const me = useMe();
  const draft = useDraft(me.id, `${proposal.id}/${name}-reason`, '');
  const [chosen, setChosen] = useState<string | null>(null);
  const sending = useAct(proposal.id);
  const isMissing = chosen !== null && needsReason(chosen) && draft.value.trim() === '';
  const give = (value: string) => {
    if (needsReason(value) && draft.value.trim() === '') {
      setChosen(value);
      return;
    }
    const body = {
      [field]: value,
      version: proposal.version,
      ...(draft.value.trim() === '' ? {} : { reason: draft.value }),
      ...more,
    };
    sending.mutate(
      { method: 'PUT', path: `/v1/proposals/${proposal.id}/${name}`, body },
      {
        onSuccess: () => {
          draft.clear();
          setChosen(null);
          tell(say('answer.acknowledged', { answer: say.named('choice', value) }));
        },
      },
    );
  };
  return (
    <section className="card stack" aria-labelledby="answer">
      <div className="row between">
        <h2 id="answer">{say(`answer.${name}`)}</h2>
        {proposal.deadline !== null && <Countdown until={proposal.deadline} />}
      </div>
      {given === null ? (
        <p className="small">{say(`answer.${name}.none`)}</p>
      ) : (
        <p className="small">
          {carriedBy === null
            ? say('answer.given', { answer: say.named('choice', given) })
            : say('answer.carried', { answer: say.named('choice', given) })}
          {reason !== null && (
            <>
              {' '}
              “<bdi dir="auto">{reason}</bdi>”
            </>
          )}{' '}
          {say('answer.changeable')}
        </p>
      )}
      {children}
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <TextInput
        label={say('answer.reason')}
        required={chosen !== null && needsReason(chosen)}
        help={say(`answer.${name}.help`)}
        fault={isMissing ? say('answer.reason-missing') : undefined}
        lines="some"
        longest={5000}
        value={draft.value}
        onChange={draft.change}
      />
      <div className="row" role="group" aria-label={say(`answer.${name}`)}>
        {values.map((value) => (
          <Press
            key={value}
            className={`button ${value} ${given === value ? 'is-mine' : ''}`}
            aria-pressed={given === value}
            isDisabled={sending.isPending}
            onClick={() => give(value)}
          >
            {say.named('choice', value)}
          </Press>
        ))}
      </div>
    </section>
  );
}
