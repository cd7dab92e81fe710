/** Looking back on a decision: the question, what was answered once it has ended, and what may follow from it (PRO-14). */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { bytesAt, type Schemas } from '../../data/client.ts';
import { type Kind, pageOf } from '../../data/council.ts';
import type { Process } from '../../data/open.ts';
import { ActForm } from '../../parts/forms/act-form.tsx';
import { Person, Their } from '../../parts/people.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { anewAt } from '../propose/anew.ts';

/** Facts that are said here. */
export const ofLookback = ['of', 'asked', 'answers', 'continuedBy'];

export function LookingBack({ kind, process }: { readonly kind: Kind; readonly process: Process }) {
  const say = useSay();
  const { id, of, asked, answers, can, outcome, continuedBy } = process as Process & Schemas['Lookback'];
  const act = kind.acts.find(({ name }) => can.includes(name as 'answer'));
  const given = answers.keep + answers.change + answers.end;
  return (
    <section className="card stack" aria-labelledby="looking-back">
      <h2 id="looking-back">{say('lookback.question')}</h2>
      <p>
        {say('lookback.of')}{' '}
        <Link href={pageOf('proposal', of.id)}>
          <Their>{of.title}</Their>
        </Link>
        , <When at={of.executedAt} style="absolute" />
      </p>
      {outcome === null && asked !== null && <p>{say('lookback.answered', { given, asked })}</p>}
      {act !== undefined && <ActForm act={act} id={id} />}
      {continuedBy !== null && <Link href={pageOf('lookback', continuedBy)}>{say('lookback.goes-on')}</Link>}
      {outcome === 'looked-back' && (
        <>
          <p>{say('lookback.counted', { asked: asked ?? 0, ...answers })}</p>
          {given > 0 ? <Said id={id} /> : <p className="soft">{say('lookback.said.none')}</p>}
          <p className="small soft">{say('lookback.advises')}</p>
          <div className="row">
            <Link href={anewAt('change', id)} className="button">
              {say('lookback.change')}
            </Link>
            <Link href={anewAt('end', id)} className="button">
              {say('lookback.end')}
            </Link>
          </div>
        </>
      )}
    </section>
  );
}

interface Answered {
  readonly at: string;
  readonly kind: string;
  readonly facts: { readonly by: string; readonly answer: string; readonly text: string };
}

/** The last answer of each, as the evidence beside the record has it. */
async function answersIn(id: string): Promise<readonly Answered[]> {
  const text = new TextDecoder().decode(await bytesAt(`/v1/decisions/${id}/evidence`));
  const { timeline } = JSON.parse(text) as { readonly timeline: readonly Answered[] };
  const answered = timeline.filter(({ kind }) => kind === 'answered');
  return [...new Map(answered.map((one) => [one.facts.by, one])).values()];
}

function Said({ id }: { readonly id: string }) {
  const say = useSay();
  const { data, error } = useQuery({
    queryKey: ['looked-back', id],
    staleTime: Infinity,
    queryFn: () => answersIn(id),
  });
  if (data === undefined) return error === null ? <Loading /> : <ProblemNotice error={error} />;
  return (
    <section className="stack tight">
      <h3>{say('lookback.said')}</h3>
      <p className="small soft">{say('lookback.said.about')}</p>
      <ol className="plain">
        {data.map(({ at, facts: { by, answer, text } }) => (
          <li key={by} className="said">
            <span className="row between">
              <span>
                <Person id={by} link /> <span className="tag">{say.named('choice', answer)}</span>
              </span>
              <span className="small soft">
                <When at={at} style="absolute" />
              </span>
            </span>
            <div className="prose">
              <Their>{text}</Their>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
