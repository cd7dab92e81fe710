/** The open processes, of all kinds or of one, with how a new one comes to be. */
import '../../styles/home.css';
import { useState } from 'react';
import { Link } from 'wouter';
import { useKinds } from '../../data/council.ts';
import { listOf, type Notice, useOpen, useOwed } from '../../data/open.ts';
import { DueRow } from '../../parts/due-row.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { useSay } from '../../words/words.tsx';

const none: readonly Notice[] = [];

export default function Decisions({ kind }: { readonly kind?: string }) {
  const say = useSay();
  const kinds = useKinds();
  const owed = useOwed().data?.items ?? none;
  const { open, isKnown, error, more } = useOpen('all');
  const [stage, setStage] = useState('');
  const described = kinds.find((one) => one.kind === kind);
  const ofKind = open.filter((one) => kind === undefined || one.kind === kind);
  const stages = [...new Set(ofKind.map(({ process }) => process.stage))];
  const shown = ofKind.filter(({ process }) => stage === '' || process.stage === stage);
  const opening = described?.openings.find(({ path }) => !path.includes('{'));
  return (
    <Page
      title={say.named('kinds', kind ?? 'all')}
      about={
        <p>{say.has(`kinds.${kind ?? 'all'}.about`) ? say.named('kinds', `${kind ?? 'all'}.about`) : ''}</p>
      }
      aside={
        kind === undefined || kind === 'proposal' ? (
          <Link href="/propose" className="button primary">
            {say('nav.propose')}
          </Link>
        ) : opening === undefined ? undefined : (
          <Link href={`/processes/${kind}/new`} className="button primary">
            {say.named('open', kind)}
          </Link>
        )
      }
    >
      <div className="stack">
        <nav className="tabs" aria-label={say('kinds.choose')}>
          <Link href="/decisions" className="tab" aria-current={kind === undefined ? 'page' : undefined}>
            {say('kinds.all')}
          </Link>
          {kinds
            .filter((one) => listOf(one) !== undefined)
            .map((one) => (
              <Link
                key={one.kind}
                href={`/processes/${one.kind}`}
                className="tab"
                aria-current={kind === one.kind ? 'page' : undefined}
              >
                {say.named('kinds', one.kind)}
              </Link>
            ))}
        </nav>
        {stages.length > 1 && (
          <div className="row" role="group" aria-label={say('decisions.stage')}>
            {['', ...stages].map((one) => (
              <button
                key={one}
                type="button"
                className={`button small ${stage === one ? 'is-mine' : 'quiet'}`}
                aria-pressed={stage === one}
                onClick={() => setStage(one)}
              >
                {one === '' ? say('decisions.every-stage') : say.named('stage', one)}
              </button>
            ))}
          </div>
        )}
        {error !== null && !isKnown ? (
          <ProblemNotice error={error} />
        ) : !isKnown ? (
          <Loading />
        ) : shown.length === 0 ? (
          <Empty title={say('decisions.none')}>
            <p>
              {say.has(`kinds.${kind ?? 'all'}.none`)
                ? say.named('kinds', `${kind ?? 'all'}.none`)
                : (described?.openings[0]?.about ?? '')}
            </p>
            <Link href="/archive" className="button">
              {say('nav.archive')}
            </Link>
          </Empty>
        ) : (
          <Rows items={shown} more={more}>
            {(one) => <DueRow kind={one.kind} process={one.process} owed={owed} />}
          </Rows>
        )}
      </div>
    </Page>
  );
}
