/** What stands in a page's place while there is nothing to show: it comes, it failed, or there is none and here is how there could be. */
import type { ReactNode } from 'react';
import { useSay } from '../words/words.tsx';
import { ProblemNotice } from './problem.tsx';

/** Room for what comes, so that nothing moves when it is there. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const say = useSay();
  return (
    <div className="stack tight" role="status">
      <span className="hidden">{say('state.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="skeleton" style={{ height: '3.2rem' }} />
      ))}
    </div>
  );
}

export const Empty = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => (
  <div className="empty">
    <h3>{title}</h3>
    {children}
  </div>
);

interface Known<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
}

/** A page's content once it is known. */
export function Shown<Data>({
  of: { data, error },
  lines,
  children,
}: {
  readonly of: Known<Data>;
  readonly lines?: number;
  readonly children: (data: Data) => ReactNode;
}) {
  if (data !== undefined) return children(data);
  return error === null ? (
    <Loading {...(lines === undefined ? {} : { lines })} />
  ) : (
    <ProblemNotice error={error} />
  );
}
