/** Members by their names: what somebody else wrote stands in an element of its own, so that its direction changes nothing around it. */
import { Link } from 'wouter';
import { useMembers } from '../data/council.ts';
import { useSay } from '../words/words.tsx';

/** A text by somebody: its own direction, and nothing but text. */
export const Their = ({ children }: { readonly children: string }) => (
  <bdi className="bidi" dir="auto">
    {children}
  </bdi>
);

export function Person({ id, link = false }: { readonly id: string; readonly link?: boolean }) {
  const member = useMembers().get(id);
  const name = <Their>{member?.name ?? id}</Their>;
  return (
    <span className="person" title={id}>
      {link ? <Link href={`/council/members/${id}`}>{name}</Link> : name}
    </span>
  );
}

/** Names in a row with commas. */
export function People({ ids, most = 12 }: { readonly ids: readonly string[]; readonly most?: number }) {
  const say = useSay();
  const shown = ids.slice(0, most);
  return (
    <span className="people">
      {shown.map((id, place) => (
        <span key={id}>
          {place > 0 && ', '}
          <Person id={id} />
        </span>
      ))}
      {ids.length > most && ` ${say('people.more', { count: ids.length - most })}`}
    </span>
  );
}
