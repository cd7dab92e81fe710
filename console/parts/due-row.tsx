/** One open process in a list: where it stands, until when, what then, and what the reader has to do with it. */
import { memo } from 'react';
import { Link } from 'wouter';
import { pageOf } from '../data/council.ts';
import { type Notice, type Process, relationTo, titleOf } from '../data/open.ts';
import { useSay } from '../words/words.tsx';
import { IfNobodyActs } from './ahead.tsx';
import { Their } from './people.tsx';
import { Countdown, When } from './when.tsx';

const tones = { owes: 'owed', answered: 'done', 'may-act': 'stage', nothing: '' } as const;

export const DueRow = memo(function DueRow({
  kind,
  process,
  owed,
}: {
  readonly kind: string;
  readonly process: Process;
  readonly owed: readonly Notice[];
}) {
  const say = useSay();
  const relation = relationTo(process, owed);
  return (
    <div className="due">
      <span>
        <Link href={pageOf(kind, process.id)} className="title">
          <Their>{titleOf(process) ?? say.named('kinds', kind)}</Their>
        </Link>
      </span>
      <span className="clock">{process.deadline !== null && <Countdown until={process.deadline} />}</span>
      <span className="row">
        {kind !== 'proposal' && <span className="tag">{say.named('kind', kind)}</span>}
        <span className="tag stage">{say.named('stage', process.stage)}</span>
        <span className={`tag ${tones[relation]}`}>{say(`relation.${relation}`)}</span>
      </span>
      <span className="clock small soft">
        {process.deadline !== null && <When at={process.deadline} style="absolute" />}
      </span>
      <span className="then">
        {say('ahead.nobody')} <IfNobodyActs kind={kind} process={process} />
      </span>
    </div>
  );
});
