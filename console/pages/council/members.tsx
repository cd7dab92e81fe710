/** Members by family, people and agents told apart, with what each may do. */
import '../../styles/council.css';
import { useDeferredValue, useState } from 'react';
import { Link } from 'wouter';
import type { Member } from '../../data/council.ts';
import { useList, useRead } from '../../data/reading.ts';
import { Person, Their } from '../../parts/people.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { useSay } from '../../words/words.tsx';

export function Members() {
  const say = useSay();
  const members = useList('/v1/members', { query: { limit: 200 } });
  const families = useRead('/v1/families').data?.items ?? [];
  const [sought, setSought] = useState('');
  const has = ({ name, id }: Member): boolean => `${name} ${id}`.toLowerCase().includes(sought.toLowerCase());
  const name = useDeferredValue(sought.trim());
  const isAsked = name !== '' && members.hasNextPage;
  const found = useRead('/v1/members', { query: { name, limit: 200 } }, { when: isAsked });
  const shown = isAsked ? (found.data?.items ?? []) : members.items.filter(has);
  const groups = [
    ...families.map(({ id, name }) => ({ id, name })),
    { id: null, name: say('members.no-family') },
  ];
  if (!members.isKnown) return <Loading lines={5} />;
  return (
    <div className="stack wide">
      <div className="field">
        <label htmlFor="members-search" className="hidden">
          {say('members.search')}
        </label>
        <input
          id="members-search"
          type="search"
          className="input"
          placeholder={say('members.search')}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      </div>
      {shown.length === 0 && <Empty title={say('members.none')} />}
      {groups.map(({ id, name }) => {
        const own = shown.filter(({ family }) => (family ?? null) === id);
        return own.length === 0 ? null : (
          <section key={id ?? ''} className="stack" aria-label={name}>
            <h2>
              <Their>{name}</Their> <span className="soft small">{own.length}</span>
            </h2>
            <div className="people-grid">
              {own.map((member) => (
                <MemberCard key={member.id} member={member} />
              ))}
            </div>
          </section>
        );
      })}
      {members.hasNextPage && !isAsked && (
        <button type="button" className="button" onClick={() => void members.fetchNextPage()}>
          {say('list.more')}
        </button>
      )}
    </div>
  );
}

export const Avatar = ({
  member: { name, kind },
  big = false,
}: {
  readonly member: Pick<Member, 'name' | 'kind'>;
  readonly big?: boolean;
}) => (
  <span className={`avatar ${kind} ${big ? 'big' : ''}`} aria-hidden="true">
    {String.fromCodePoint(name.codePointAt(0) ?? 32).toUpperCase()}
  </span>
);

function MemberCard({ member }: { readonly member: Member }) {
  const say = useSay();
  const { id, name, kind, roles, status, steward } = member;
  return (
    <Link href={`/council/members/${id}`} className="card member">
      <Avatar member={member} />
      <strong>
        <Their>{name}</Their>
      </strong>
      <span className="row small">
        <span className="soft">{say.named('member', kind)}</span>
        {roles.map((role) => (
          <span key={role} className="tag stage">
            {say.named('role', role)}
          </span>
        ))}
        {status !== 'active' && <span className="tag owed">{say.named('status', status)}</span>}
        {steward !== null && (
          <span className="soft">
            {say('members.steward')} <Person id={steward} />
          </span>
        )}
      </span>
    </Link>
  );
}
