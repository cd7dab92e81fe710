/** Support: what it is and is not, where else to turn, one's key, whom to ask, and one's own (SUP-1 to SUP-4). */
import '../../styles/home.css';
import { Link } from 'wouter';
import { useMe } from '../../data/council.ts';
import { type Support as One, useDuty, useKeys, useSupports } from '../../data/support/support.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { AskForm } from './asking.tsx';
import { Duty } from './duty.tsx';
import { KeyCard } from './keys.tsx';
import { Owes, TitleOf } from './owing.tsx';
import { RoomPage } from './room.tsx';
import { Services } from './services.tsx';
import { WaitingToBeSent } from './waiting.tsx';

export default function Support({ id }: { readonly id?: string }) {
  return id === undefined ? <Beginning /> : <RoomPage id={id} />;
}

function Beginning() {
  const say = useSay();
  const me = useMe();
  const duty = useDuty();
  const keys = useKeys(me.id);
  const own = useSupports();
  const items = own.data?.items ?? [];
  return (
    <Page title={say('support.title')} about={<p>{say('support.about')}</p>}>
      <div className="stack wide">
        <Services />
        <section className="stack" aria-labelledby="own">
          <h2 id="own">{say('support.own')}</h2>
          {own.data === undefined ? (
            own.error === null ? (
              <Loading lines={2} />
            ) : (
              <ProblemNotice error={own.error} />
            )
          ) : items.length === 0 ? (
            <p className="soft">{say('support.own.none')}</p>
          ) : (
            <ul className="plain list">
              {items.map((one) => (
                <li key={one.id}>
                  <Row one={one} />
                </li>
              ))}
            </ul>
          )}
          <WaitingToBeSent support={null} />
        </section>
        {keys.data === undefined ? (
          keys.error === null ? (
            <Loading lines={3} />
          ) : (
            <ProblemNotice error={keys.error} />
          )
        ) : (
          <>
            <KeyCard keys={keys.data} />
            {me.roles.includes('supporter') && <Duty keys={keys.data} />}
            {duty.error === null ? (
              duty.data !== undefined && <AskForm keys={keys.data} onDuty={duty.data.items} />
            ) : (
              <ProblemNotice error={duty.error} />
            )}
          </>
        )}
      </div>
    </Page>
  );
}

function Row({ one }: { readonly one: One }) {
  const say = useSay();
  return (
    <div className="stack tight">
      <span className="row between small">
        <span className="row">
          {one.room !== null && (
            <span className="tag stage">{say.named('support.stage', one.room.stage)}</span>
          )}
          <Owes owes={one.owes} />
        </span>
        <span className="soft">
          {say('support.deleted')} <When at={one.forgottenAt} style="relative" />
        </span>
      </span>
      <Link href={`/support/${one.id}`} className="title">
        <TitleOf one={one} />
      </Link>
    </div>
  );
}
