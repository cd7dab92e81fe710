/** A danger: stated by the supporter, told beyond the room, and reviewed by the guardian (SUP-4). */
import { useState } from 'react';
import { useMe } from '../../data/council.ts';
import { useNames } from '../../data/members.ts';
import { type Room, type Support, useDuty } from '../../data/support/support.ts';
import { Row } from '../../parts/facts.tsx';
import { Choices } from '../../parts/forms/fields.tsx';
import { isHere, MemberInput } from '../../parts/forms/member-input.tsx';
import { Person } from '../../parts/people.tsx';
import { Countdown, When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { SealedForm } from './sealed-form.tsx';

export function DangerCard({ one }: { readonly one: Support }) {
  const say = useSay();
  const { danger, can } = one;
  if (danger === null) return null;
  return (
    <section className="notice warn stack" aria-labelledby="danger">
      <h2 id="danger">{say('support.danger')}</h2>
      <dl className="facts small">
        <Row name={say('support.danger.by')}>
          <Person id={danger.by} />
        </Row>
        <Row name={say('support.danger.to')}>
          <Person id={danger.contact} />
        </Row>
        {danger.toldAt === null ? (
          <Row name={say('support.danger.until')}>
            <Countdown until={danger.until} about={say('support.danger')} />
          </Row>
        ) : (
          <Row name={say('support.danger.at')}>
            <When at={danger.toldAt} />
          </Row>
        )}
        {danger.review !== null ? (
          <Row name={say('support.danger.review')}>{say(`support.danger.${danger.review}`)}</Row>
        ) : (
          danger.reviewUntil !== null && (
            <Row name={say('support.danger.review-until')}>
              <When at={danger.reviewUntil} />
            </Row>
          )
        )}
      </dl>
      {can.includes('review') && <Review one={one} by={danger.by} />}
    </section>
  );
}

function Review({ one: { id, person }, by }: { readonly one: Support; readonly by: string }) {
  const say = useSay();
  const me = useMe();
  const [proper, setProper] = useState<string>();
  return (
    <SealedForm
      form={`review:${id}`}
      support={id}
      path={`/v1/support/${id}/danger/review`}
      label={say('support.review.reason')}
      send={say('support.review.send')}
      done={say('support.said')}
      must={[person, by]}
      may={[me.id]}
      body={(reason) => ({ proper: proper === 'proper', reason })}
      isComplete={proper !== undefined}
    >
      <Choices
        label={say('support.review')}
        value={proper}
        onChange={setProper}
        options={[
          { value: 'proper', label: say('support.danger.proper') },
          { value: 'improper', label: say('support.danger.improper') },
        ]}
      />
    </SealedForm>
  );
}

export function DangerForm({ one, room }: { readonly one: Support; readonly room: Room }) {
  const say = useSay();
  const me = useMe();
  const onDuty = useDuty().data?.items ?? [];
  const [contact, setContact] = useState('');
  const { id, person } = one;
  const [name = person] = useNames([person]);
  const others = onDuty.map(({ member }) => member).filter((member) => member !== person);
  return (
    <details className="act">
      <summary>{say('support.danger')}</summary>
      <SealedForm
        form={`danger:${id}`}
        support={id}
        path={`/v1/support/${id}/danger`}
        label={say('support.danger.ground')}
        send={say('support.danger.send')}
        done={say('support.said')}
        must={[
          person,
          contact,
          ...(room.guardian === null || room.guardian === me.id ? [] : [room.guardian]),
        ]}
        may={[me.id, ...others]}
        body={(ground) => ({ ground, contact })}
        isComplete={contact !== ''}
      >
        <p>{say('support.danger.about', { name: name })}</p>
        <MemberInput
          label={say('support.danger.contact')}
          required
          value={contact}
          onChange={setContact}
          may={(member) => isHere(member) && member.id !== me.id && member.id !== person}
        />
      </SealedForm>
    </details>
  );
}
