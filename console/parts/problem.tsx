/** What was refused, by which rule and on what facts; and what cannot be shown. */
import { codeOf, type Problem, Refusal } from '../data/client.ts';
import { useSay } from '../words/words.tsx';
import { Facts } from './facts.tsx';

export const Rule = ({ id }: { readonly id: string }) => <span className="rule-link">{id}</span>;

/** The problem that an error is; null where nothing was answered. */
export const problemOf = (error: unknown): Problem | null =>
  error instanceof Refusal ? error.problem : null;

/** Above a form or in the place of what was asked for. */
export function ProblemNotice({ error }: { readonly error: unknown }) {
  const say = useSay();
  const problem = problemOf(error);
  if (problem === null && !(error instanceof Refusal))
    return (
      <div role="alert" className="notice bad">
        <strong>{say('problem.own')}</strong>
        <p className="small">{error instanceof Error ? error.message : String(error)}</p>
      </div>
    );
  if (problem === null)
    return (
      <div role="alert" className="notice warn">
        <strong>{say('problem.no-answer')}</strong>
        <p className="small">{say('problem.no-answer.about')}</p>
      </div>
    );
  const facts = Object.entries(problem.facts);
  return (
    <div role="alert" className="notice bad stack tight">
      <strong>{problem.title}</strong>
      <p>{problem.detail}</p>
      {(problem.errors ?? []).length > 0 && (
        <ul className="small">
          {problem.errors?.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {facts.length > 0 && <Facts of={problem.facts} />}
      <p className="small row">
        {problem.rule !== null && <Rule id={problem.rule} />}
        <a href={`/problems/${codeOf(problem)}`}>{say('problem.meaning')}</a>
      </p>
    </div>
  );
}
