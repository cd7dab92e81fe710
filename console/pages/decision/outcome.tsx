/** What came of it, or how it would end: who took part stands above, and what is adopted but not yet in effect never looks done. */
import type { Schemas } from '../../data/client.ts';
import { useKinds } from '../../data/council.ts';
import { IfNobodyActs } from '../../parts/ahead.tsx';
import { ReasonsAgainst, TookPart } from '../../parts/polls/took-part.tsx';
import { Countdown, When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

type Proposal = Schemas['Proposal'];

/** Stages after the adoption, before it is done. */
const adopted = ['guardian-approval', 'veto', 'appeal', 'delay', 'execution'];

export function Outcome({ proposal }: { readonly proposal: Proposal }) {
  const say = useSay();
  const { stage, outcome, deadline, endedAt, electorate, lastPoll } = proposal;
  const words = useKinds()
    .find(({ kind }) => kind === 'proposal')
    ?.outcomes.find(({ name }) => name === outcome)?.about;
  const part = lastPoll !== null && <TookPart participation={lastPoll.participation} />;
  const against = lastPoll !== null && <ReasonsAgainst reasons={lastPoll.reasonsAgainst} />;
  if (outcome !== null)
    return (
      <div className={`outcome ${outcome === 'executed' ? '' : 'no'}`}>
        {part}
        <strong>{say.named('outcome', outcome)}</strong>
        {words !== undefined && (
          <span>
            {say.has(`outcome.${outcome}.about`) ? say.named('outcome', `${outcome}.about`) : words}
          </span>
        )}
        {endedAt !== null && (
          <span className="small soft">
            <When at={endedAt} />
          </span>
        )}
        {against}
      </div>
    );
  if (stage === 'draft') return <Draft proposal={proposal} />;
  const isAdopted = adopted.includes(stage);
  return (
    <div className={`outcome ${isAdopted ? 'waits' : ''}`}>
      {isAdopted && part}
      {isAdopted && <strong>{say(`outcome.adopted.${stage as 'delay'}`)}</strong>}
      <span>
        {say('ahead.nobody')} <IfNobodyActs kind="proposal" process={proposal} />
      </span>
      <span className="row small soft">
        {deadline !== null && <Countdown until={deadline} />}
        {deadline !== null && <When at={deadline} style="absolute" />}
        {electorate !== null && (
          <span>{say('outcome.electorate', { size: electorate.size, quorum: electorate.quorum })}</span>
        )}
      </span>
      {!isAdopted && lastPoll !== null && (
        <div className="stack tight">
          <b className="small">{say('outcome.before')}</b>
          {part}
        </div>
      )}
      {against}
    </div>
  );
}

/** Whose it is, when it submits itself, and what its category still asks for (PRO-1, PRO-2). */
function Draft({ proposal: { startsAt, missing } }: { readonly proposal: Schemas['Proposal'] }) {
  const say = useSay();
  return (
    <div className="notice stack tight">
      <p>{say('outcome.draft')}</p>
      {startsAt !== null && (
        <p>
          {say('outcome.starts')} <When at={startsAt} />
        </p>
      )}
      {missing !== null && missing.length > 0 && (
        <p>
          {say('outcome.missing', {
            parts: missing.map((part) => say(`field.${part as 'text'}`)).join(', '),
          })}
        </p>
      )}
    </div>
  );
}
