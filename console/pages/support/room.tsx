/** One support as who is in it sees it: who is asked, what was said, what they can do, and a danger (SUP-2 to SUP-4). */
import '../../styles/home.css';
import { useLocation } from 'wouter';
import { useMe } from '../../data/council.ts';
import { type Room, type Support, useSupport, useSupportAct } from '../../data/support/support.ts';
import { Page } from '../../parts/page.tsx';
import { Person } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice, problemOf } from '../../parts/problem.tsx';
import { Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { NotFound } from '../../app/not-found.tsx';
import { DangerCard, DangerForm } from './danger.tsx';
import { Ladder } from './ladder.tsx';
import { Messages } from './messages.tsx';
import { useTitle } from './owing.tsx';
import { SealedForm } from './sealed-form.tsx';
import { Services } from './services.tsx';
import { WaitingToBeSent } from './waiting.tsx';

export function RoomPage({ id }: { readonly id: string }) {
  const { data, error } = useSupport(id);
  if (problemOf(error)?.status === 404) return <NotFound />;
  if (data === undefined) return error === null ? <Loading lines={6} /> : <ProblemNotice error={error} />;
  return <Inside one={data} />;
}

function Inside({ one }: { readonly one: Support }) {
  const say = useSay();
  const title = useTitle(one);
  const { id, room, can } = one;
  return (
    <Page
      title={title}
      about={
        <div className="row small">
          {room !== null && <span className="tag stage">{say.named('support.stage', room.stage)}</span>}
          <span>
            {say('support.deleted')} <When at={one.forgottenAt} />
          </span>
        </div>
      }
    >
      <div className="stack wide">
        <Services />
        <Acts one={one} />
        {room !== null && <Ladder one={one} room={room} />}
        <DangerCard one={one} />
        <Messages id={id} />
        <WaitingToBeSent support={id} />
        {can.includes('messages') && room !== null && <Say one={one} room={room} />}
        {can.includes('danger') && room !== null && <DangerForm one={one} room={room} />}
      </div>
    </Page>
  );
}

function Say({ one: { id, person }, room: { supporter } }: { readonly one: Support; readonly room: Room }) {
  const say = useSay();
  return (
    <div className="card">
      <SealedForm
        form={`say:${id}`}
        support={id}
        path={`/v1/support/${id}/messages`}
        label={say('support.say')}
        help={say('support.say.help')}
        send={say('support.say.send')}
        done={say('support.said')}
        must={[person, ...(supporter === null ? [] : [supporter])]}
        body={(words) => ({ words })}
      />
    </div>
  );
}

/** The acts in which nothing is sealed; one after which it is not one's own any more leads back. */
function Acts({ one: { id, room, can, person } }: { readonly one: Support }) {
  const say = useSay();
  const me = useMe();
  const [, go] = useLocation();
  const doing = useSupportAct();
  const act = (name: string, body?: object, leaves = false) => ({
    isDisabled: doing.isPending,
    onClick: () =>
      doing.mutate(
        { id, act: name, ...(body === undefined ? {} : { body }) },
        { onSuccess: () => leaves && go('/support') },
      ),
  });
  const isAsked = room?.asked.includes(me.id) === true || room?.supporter === me.id;
  const acts = ['consent', 'taking', 'second', 'end'].filter((name) => can.includes(name as 'end'));
  if (acts.length === 0 && !isAsked) return null;
  return (
    <section className="stack" aria-label={say('acts.title')}>
      {can.includes('consent') && room?.by != null && (
        <p>
          <Person id={room.by} /> {say('support.consent.about')}
        </p>
      )}
      {doing.error !== null && <ProblemNotice error={doing.error} />}
      <div className="row">
        {can.includes('consent') && (
          <Press className="button primary" {...act('consent')}>
            {say('support.consent')}
          </Press>
        )}
        {can.includes('taking') && (
          <Press className="button primary" {...act('taking')}>
            {say('support.take')}
          </Press>
        )}
        {can.includes('second') && (
          <Press className="button primary" {...act('danger/second')}>
            {say('support.second')}
          </Press>
        )}
        {can.includes('decline') && isAsked && me.id !== person && (
          <Press className="button" {...act('decline', { who: me.id }, true)}>
            {say('support.step-back')}
          </Press>
        )}
        {can.includes('end') && (
          <Press className="button" {...act('end', undefined, me.id !== person)}>
            {say('support.end')}
          </Press>
        )}
      </div>
    </section>
  );
}
