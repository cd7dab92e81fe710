/** A process of any kind, as its description tells: its way, its facts, its acts, what happened, and its proof. */
import '../../styles/decision.css';
import { useLocation } from 'wouter';
import type { ReadPath } from '../../data/client.ts';
import { type Kind, pageOf, pluralOf, useKinds } from '../../data/council.ts';
import { type Process as Standing, titleOf } from '../../data/open.ts';
import { useRead } from '../../data/reading.ts';
import type { Step } from '../../data/way.ts';
import { ActForm } from '../../parts/forms/act-form.tsx';
import { Acts } from '../../parts/forms/acts.tsx';
import { IfNobodyActs } from '../../parts/ahead.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Follow } from '../../parts/follow.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Proof } from '../../parts/proof.tsx';
import { Rail } from '../../parts/rail.tsx';
import { Loading } from '../../parts/states.tsx';
import { type Entry, Timeline } from '../../parts/timeline.tsx';
import { Countdown, When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { NotFound } from '../../app/not-found.tsx';
import { LookingBack, ofLookback } from './looking-back.tsx';
import { Terms } from './terms.tsx';
import { Polls } from './polls.tsx';

export default function Process({ kind, id }: { readonly kind: string; readonly id?: string }) {
  const kinds = useKinds();
  const described = kinds.find((one) => one.kind === kind);
  if (kinds.length === 0) return <Loading />;
  if (described === undefined) return <NotFound />;
  return id === undefined ? <Opening kind={described} /> : <Standing kind={described} id={id} />;
}

function Opening({ kind }: { readonly kind: Kind }) {
  const say = useSay();
  const [, go] = useLocation();
  const opening = kind.openings.find(({ path }) => !path.includes('{'));
  if (opening === undefined) return <NotFound />;
  return (
    <Page title={say.named('open', kind.kind)} about={<p>{opening.by}</p>}>
      <div className="card">
        <ActForm
          act={{ ...opening, name: 'open' }}
          id={`new-${kind.kind}`}
          done={(answer) => {
            const { id } = (answer ?? {}) as { id?: string };
            go(id === undefined ? `/processes/${kind.kind}` : pageOf(kind.kind, id));
          }}
        />
      </div>
    </Page>
  );
}

/** Acts that have a form of their own on the page of their kind. */
const formsOfTheirOwn: Readonly<Record<string, readonly string[]>> = {
  conflict: ['acceptance'],
  lookback: ['answer'],
};

/** What of a kind is shown elsewhere on the page of its kind. */
const shownOnItsPage: Readonly<Record<string, readonly string[]>> = {
  conflict: ['terms'],
  lookback: ofLookback,
};

/** What is shown elsewhere on the page. */
const elsewhere = [
  'id',
  'can',
  'path',
  'ahead',
  'stage',
  'step',
  'deadline',
  'outcome',
  'createdAt',
  'endedAt',
  'pace',
  'charterVersion',
  'tally',
  'polls',
  'what',
  'mostMessages',
  'mostTerms',
];

function Standing({ kind, id }: { readonly kind: Kind; readonly id: string }) {
  const say = useSay();
  const path = `/v1/${pluralOf(kind)}/{id}` as ReadPath;
  const { data, error } = useRead(path, { path: { id } });
  const reading = kind.readings.find((one) => one.path === `${path}/timeline`);
  const timeline = useRead(
    `${path}/timeline` as '/v1/conflicts/{id}/timeline',
    { path: { id }, query: { limit: 200 } },
    { when: reading !== undefined },
  );
  if (data === undefined) return error === null ? <Loading lines={6} /> : <ProblemNotice error={error} />;
  const process = data as unknown as Standing;
  const { stage, deadline, outcome, endedAt, can } = process;
  const title = titleOf(process) ?? say.named('kind', kind.kind);
  const about = kind.stages.find(({ name }) => name === stage)?.about;
  return (
    <Page
      title={title}
      about={
        <div className="row small">
          <span className="tag">{say.named('kind', kind.kind)}</span>
          <span className="tag stage">{say.named('stage', stage)}</span>
          {typeof process['heldSince'] !== 'undefined' && outcome === null && (
            <span className="tag owed">{say('process.room')}</span>
          )}
        </div>
      }
      aside={outcome === null ? <Follow id={id} /> : undefined}
    >
      <div className="process">
        <div className="stack wide">
          <div
            className={`outcome ${outcome === null ? '' : ['settled', 'ratified', 'stood', 'upheld', 'arbitrated', 'looked-back', 'founded', 'fulfilled', 'released', 'completed'].includes(outcome) ? '' : 'no'}`}
          >
            {outcome === null ? (
              <>
                <span>{about}</span>
                {deadline !== null && (
                  <>
                    <span>
                      {say('ahead.nobody')} <IfNobodyActs kind={kind.kind} process={process} />
                    </span>
                    <span className="row small">
                      <Countdown until={deadline} about={title} /> <When at={deadline} style="absolute" />
                    </span>
                  </>
                )}
              </>
            ) : (
              <>
                <strong>{say.named('outcome', outcome)}</strong>
                <span>{kind.outcomes.find(({ name }) => name === outcome)?.about}</span>
                {endedAt !== null && (
                  <span className="small soft">
                    <When at={endedAt} />
                  </span>
                )}
              </>
            )}
          </div>
          {kind.kind === 'conflict' && <Terms process={process} id={id} />}
          <Polls process={process} />
          {kind.kind === 'lookback' && <LookingBack kind={kind} process={process} />}
          <section className="card">
            <h2>{say('process.facts')}</h2>
            <Facts of={process} without={[...elsewhere, ...(shownOnItsPage[kind.kind] ?? [])]} />
          </section>
          {reading !== undefined && (
            <section className="stack">
              <h2>{say('decision.happened')}</h2>
              <Timeline
                entries={(timeline.data?.items ?? []) as unknown as readonly Entry[]}
                isKnown={timeline.data !== undefined}
              />
            </section>
          )}
          <section className="stack">
            <h2>{say('decision.record')}</h2>
            <Proof id={id} endedAt={endedAt} />
          </section>
        </div>
        <aside className="aside stack">
          <Rail steps={stepsOf(process, kind)} title={title} />
          <Acts kind={kind.kind} id={id} can={can} without={formsOfTheirOwn[kind.kind] ?? []} />
        </aside>
      </div>
    </Page>
  );
}

interface Passage {
  readonly stage: string;
  readonly opens: string;
  readonly closes: string | null;
  readonly ended?: string | null;
}

/** The path and the path ahead, where the kind tells them; else the stages that it has, in their order. */
function stepsOf(process: Standing, kind: Kind): readonly Step[] {
  const path = process['path'] as readonly Passage[] | undefined;
  if (path === undefined) {
    const here = kind.stages.findIndex(({ name }) => name === process.stage);
    return kind.stages.map(({ name }, place) => ({
      stage: name,
      opens: place === 0 ? process.createdAt : name === 'ended' ? process.endedAt : null,
      closes: name === process.stage ? process.deadline : null,
      is: place < here ? 'past' : place === here ? 'present' : 'coming',
    }));
  }
  const ahead = (process['ahead'] ?? []) as readonly Passage[];
  const stepped = path.map(({ stage, opens, closes, ended }): Step => ({
    stage,
    opens,
    closes,
    is: ended === null && process.outcome === null ? 'present' : 'past',
  }));
  const end: Step = {
    stage: 'ended',
    opens: process.endedAt,
    closes: null,
    is: process.endedAt === null ? 'coming' : 'present',
  };
  return [
    ...stepped,
    ...ahead.map(({ stage, opens, closes }): Step => ({ stage, opens, closes, is: 'coming' })),
    ...(path.at(-1)?.stage === 'ended' ? [] : [end]),
  ];
}
