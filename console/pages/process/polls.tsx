/** The polls of a process that is no proposal: those of an emergency, the vote on a remedy. */
import type { Schemas } from '../../data/client.ts';
import type { Process } from '../../data/open.ts';
import { ReasonsAgainst, TookPart } from '../../parts/polls/took-part.tsx';
import { VoteBar } from '../../parts/polls/vote-bar.tsx';
import { Countdown } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

type Figures = Schemas['TallyFigures'];
interface Poll {
  readonly closes?: string;
  readonly closedAt?: string | null;
  readonly participation: Schemas['Participation'] | null;
  readonly reasonsAgainst: readonly Schemas['ReasonAgainst'][];
  readonly tally: Figures | null;
}

export function Polls({ process }: { readonly process: Process }) {
  const say = useSay();
  const named = Object.entries((process['polls'] ?? {}) as Readonly<Record<string, Poll>>);
  const own = process['tally'] as Figures | null | undefined;
  const { participation, reasonsAgainst } = process as unknown as Poll;
  const polls: readonly (readonly [string, Poll])[] = [
    ...named,
    ...(own ? [['vote', { participation, reasonsAgainst, tally: own }] as const] : []),
  ];
  return polls.map(([name, { tally, closes, closedAt, ...took }]) =>
    tally === null ? null : (
      <section key={name} className="card stack">
        <div className="row between">
          <h2>{say.named('poll', name)}</h2>
          {closes !== undefined && closedAt === null && <Countdown until={closes} />}
        </div>
        <TookPart participation={took.participation} />
        <VoteBar
          figures={tally}
          isClosed={process.outcome !== null || (closedAt !== null && closedAt !== undefined)}
        />
        <ReasonsAgainst reasons={took.reasonsAgainst} />
      </section>
    ),
  );
}
