/** Where a mistake of a page ends: what stands around it stays, and says what happened. */
import { Component, type ReactNode } from 'react';
import { Page } from '../parts/page.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { useSay } from '../words/words.tsx';

/** What is written in forms is kept (data/drafts.ts), so that nothing is lost by it. */
export function Reload() {
  const say = useSay();
  return (
    <button type="button" className="button" onClick={() => location.reload()}>
      {say('missing.reload')}
    </button>
  );
}

interface Given {
  /** Where one is: what failed in one place is tried again in another. */
  readonly at?: string;
  /** What stands in the place of what failed, unless it is a page that says so. */
  readonly instead?: (error: unknown) => ReactNode;
  readonly children: ReactNode;
}

/** A class, since React knows no other way to catch what fails while it is drawn. */
export class Boundary extends Component<Given, { readonly error: unknown }> {
  override readonly state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override componentDidUpdate({ at }: Given): void {
    if (at !== this.props.at && this.state.error !== null) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    const { instead = (failed: unknown) => <Failed error={failed} />, children } = this.props;
    return error === null ? children : instead(error);
  }
}

export function Failed({ error }: { readonly error: unknown }) {
  const say = useSay();
  return (
    <Page title={say('missing.failed')}>
      <div className="stack">
        <ProblemNotice error={error} />
        <p>{say('missing.failed.about')}</p>
        <div className="row">
          <Reload />
        </div>
      </div>
    </Page>
  );
}
