/** One member: who they are, whose votes they carry, what they took part in. */
import '../../styles/council.css';
import { Link } from 'wouter';
import { pageOf, useMe } from '../../data/council.ts';
import { useAct, useList, useRead } from '../../data/reading.ts';
import { Row } from '../../parts/facts.tsx';
import { Page } from '../../parts/page.tsx';
import { Person, Their } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { Avatar } from './members.tsx';

export function MemberPage({ id }: { readonly id: string }) {
  const say = useSay();
  const me = useMe();
  const { data: member, error } = useRead('/v1/members/{id}', { path: { id } });
  const decisions = useList('/v1/decisions', { query: { member: id, limit: 20 } });
  const sending = useAct();
  if (member === undefined) return error === null ? <Loading /> : <ProblemNotice error={error} />;
  const { name, kind, family, roles, status, steward, milestones, bornAt, keys } = member;
  return (
    <Page
      title={name}
      about={
        <div className="row small">
          <code>{id}</code> <span>{say.named('member', kind)}</span>{' '}
          {roles.map((role) => (
            <span key={role} className="tag stage">
              {say.named('role', role)}
            </span>
          ))}
        </div>
      }
      aside={<Avatar member={member} big />}
    >
      <div className="home">
        <section className="stack">
          <h2>{say('member.decisions')}</h2>
          {!decisions.isKnown ? (
            <Loading lines={2} />
          ) : decisions.items.length === 0 ? (
            <Empty title={say('member.decisions.none')} />
          ) : (
            <ul className="plain list">
              {decisions.items.map((one) => (
                <li key={one.id}>
                  <Link href={pageOf(one.kind, one.id)} className="title">
                    <Their>{one.title}</Their>
                  </Link>
                  <span className="row small">
                    <span className="tag">{say.named('outcome', one.outcome)}</span>{' '}
                    <When at={one.endedAt} style="relative" />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
        <section className="card stack">
          <h2>{say('member.facts')}</h2>
          <dl className="facts small">
            <Row name={say.named('fact', 'status')}>{say.named('status', status)}</Row>
            {family !== null && (
              <Row name={say.named('fact', 'family')}>
                <Their>{family}</Their>
              </Row>
            )}
            {steward !== null && (
              <Row name={say('members.steward')}>
                <Person id={steward} link />
              </Row>
            )}
            <Row name={say('member.born')}>
              <When at={bornAt} style="absolute" />
            </Row>
            {milestones.length > 0 && <Row name={say('member.milestones')}>{milestones.join(', ')}</Row>}
            <Row name={say('member.keys')}>{keys.length}</Row>
          </dl>
          {id === me.id && (
            <>
              {sending.error !== null && <ProblemNotice error={sending.error} />}
              <div className="row">
                {(['active', 'offline'] as const)
                  .filter((next) => next !== status)
                  .map((next) => (
                    <Press
                      key={next}
                      className="button"
                      isDisabled={sending.isPending}
                      onClick={() =>
                        sending.mutate({
                          method: 'PUT',
                          path: `/v1/members/${id}/status`,
                          body: { status: next },
                        })
                      }
                    >
                      {say(`member.become.${next}`)}
                    </Press>
                  ))}
              </div>
            </>
          )}
        </section>
      </div>
    </Page>
  );
}
