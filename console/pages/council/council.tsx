/** The council: who is in it, who votes for whom, by which rules, and what is given to whom. */
import '../../styles/home.css';
import { Link } from 'wouter';
import { Page } from '../../parts/page.tsx';
import { useSay, type WordId } from '../../words/words.tsx';
import { Allocations } from './allocations.tsx';
import { CharterPage } from './charter.tsx';
import { Delegations } from './delegations.tsx';
import { MemberPage } from './member.tsx';
import { Members } from './members.tsx';

const parts: readonly { readonly path: string; readonly name: WordId }[] = [
  { path: '', name: 'council.members' },
  { path: 'delegations', name: 'council.delegations' },
  { path: 'charter', name: 'council.charter' },
  { path: 'allocations', name: 'council.allocations' },
];

export default function Council({ part }: { readonly part: string }) {
  const say = useSay();
  const [first = '', second] = part.split('/');
  if (first === 'members' && second !== undefined) return <MemberPage id={second} />;
  return (
    <Page title={say('council.title')} about={<p>{say('council.about')}</p>}>
      <div className="stack">
        <nav className="tabs" aria-label={say('council.title')}>
          {parts.map(({ path, name }) => (
            <Link
              key={path}
              href={path === '' ? '/council' : `/council/${path}`}
              className="tab"
              aria-current={first === path ? 'page' : undefined}
            >
              {say(name)}
            </Link>
          ))}
        </nav>
        {first === 'delegations' ? (
          <Delegations />
        ) : first === 'charter' ? (
          <CharterPage />
        ) : first === 'allocations' ? (
          <Allocations />
        ) : (
          <Members />
        )}
      </div>
    </Page>
  );
}
