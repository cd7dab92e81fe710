/** Electors' own interests in what they decide: declared here where the charter asks for them; who is recused (GUA-2). */
import { useState } from 'react';
import type { Schemas } from '../../data/client.ts';
import { InterestsForm } from '../../parts/forms/interests-form.tsx';
import { People } from '../../parts/people.tsx';
import { useSay } from '../../words/words.tsx';

export function Interests({
  proposal: { id, interests, recused, can },
}: {
  readonly proposal: Schemas['Proposal'];
}) {
  const say = useSay();
  const [declared, setDeclared] = useState<string | null>(null);
  const own = can.includes('interests');
  // Who carries others' votes discloses theirs in the same way (DEL-5).
  const carrying = can.includes('disclosures');
  if (!own && !carrying && (recused ?? []).length === 0) return null;
  return (
    <section className="card stack tight" aria-labelledby="interests">
      <h2 id="interests">{say('interests.title')}</h2>
      {recused !== null && recused.length > 0 && (
        <p className="small">
          {say('interests.recused')} <People ids={recused} />
        </p>
      )}
      {own && (
        <>
          <p className="small soft">
            {say(interests === 'require' ? 'interests.required' : 'interests.asked')}{' '}
            {recused === null && say('interests.recuses')}
          </p>
          {declared !== null && (
            <p className="small" role="status">
              {declared === 'none'
                ? say('interests.yours.none')
                : say('interests.yours', { interests: declared })}
            </p>
          )}
          <InterestsForm
            act={{ method: 'POST', path: `/v1/proposals/${id}/interests` }}
            decision={id}
            done={setDeclared}
          />
        </>
      )}
      {carrying && (
        <details className="act">
          <summary>{say('act.disclosures')}</summary>
          <p className="small soft">{say('interests.carrying')}</p>
          <InterestsForm act={{ method: 'POST', path: `/v1/proposals/${id}/disclosures` }} decision={id} />
        </details>
      )}
    </section>
  );
}
