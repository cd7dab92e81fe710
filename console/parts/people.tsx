/** Members by their names: what somebody else wrote stands in an element of its own, so that its direction changes nothing around it. */
import { Link } from 'wouter';
import { useCouncil } from '../data/council.ts';
import { useMember } from '../data/members.ts';
import { useSay } from '../words/words.tsx';

/** A text by somebody: its own direction, and nothing but text. */
export const Their = ({ children }: { readonly children: string }) => (
  <bdi className="bidi" dir="auto">
    {children}
  </bdi>
);

interface PersonProps {
  readonly id: string;
  readonly link?: boolean;
}

export function Person({ id, link = false }: PersonProps) {
  const { members, isWhole } = useCouncil();
  const member = members.get(id);
  return member === undefined && !isWhole ? (
    <Sought id={id} link={link} />
  ) : (
    <Named id={id} name={member?.name ?? id} link={link} />
  );
}

/** Whom the first page of members does not have. */
const Sought = ({ id, link }: Required<PersonProps>) => (
  <Named id={id} name={useMember(id)?.name ?? id} link={link} />
);

function Named({ id, name, link }: Required<PersonProps> & { readonly name: string }) {
  const shown = <Their>{name}</Their>;
  return (
    <span className="person" title={id}>
      {link ? <Link href={`/council/members/${id}`}>{shown}</Link> : shown}
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
