/** Everything in one field: pages, decisions by their words, members by their names. */
import { useDeferredValue, useState } from 'react';
import { Autocomplete, Input, Menu, MenuItem, SearchField } from 'react-aria-components';
import { useLocation } from 'wouter';
import { pageOf, useKinds } from '../data/council.ts';
import { useRead } from '../data/reading.ts';
import { Their } from '../parts/people.tsx';
import { useSay } from '../words/words.tsx';
import { Over } from './dialog.tsx';

interface Found {
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

/** Letters before which nothing is looked up. */
const least = 2;

function useFound(sought: string): readonly Found[] {
  const say = useSay();
  const kinds = useKinds();
  const q = sought.trim();
  const isLong = q.length >= least;
  const members = useRead('/v1/members', { query: { name: q, limit: 6 } }, { when: isLong });
  const open = useRead('/v1/proposals', { query: { q, limit: 8 } }, { when: isLong });
  const ended = useRead('/v1/decisions', { query: { q, limit: 8 } }, { when: isLong });
  const has = (text: string): boolean => text.toLowerCase().includes(q.toLowerCase());
  const pages: readonly Found[] = [
    { id: '/', name: say('nav.home'), about: say('palette.page') },
    { id: '/propose', name: say('nav.propose'), about: say('palette.page') },
    { id: '/decisions', name: say('nav.decisions'), about: say('palette.page') },
    ...kinds.map(({ kind }) => ({
      id: `/processes/${kind}`,
      name: say.named('kinds', kind),
      about: say('palette.page'),
    })),
    { id: '/council', name: say('nav.council'), about: say('palette.page') },
    { id: '/council/delegations', name: say('council.delegations'), about: say('palette.page') },
    { id: '/council/charter', name: say('council.charter'), about: say('palette.page') },
    { id: '/support', name: say('nav.support'), about: say('palette.page') },
    { id: '/archive', name: say('nav.archive'), about: say('palette.page') },
    { id: '/custody', name: say('custody.title'), about: say('palette.page') },
    { id: '/tour', name: say('tour.title'), about: say('palette.page') },
  ];
  const found = [
    ...pages.filter(({ name }) => has(name)),
    ...(isLong
      ? (open.data?.items ?? []).map(({ id, title, stage }) => ({
          id: pageOf('proposal', id),
          name: title ?? id,
          about: say.named('stage', stage),
        }))
      : []),
    ...(isLong
      ? (ended.data?.items ?? []).map(({ id, kind, title, outcome }) => ({
          id: pageOf(kind, id),
          name: title,
          about: say.named('outcome', outcome),
        }))
      : []),
    ...(isLong
      ? (members.data?.items ?? []).map(({ id, name }) => ({
          id: `/council/members/${id}`,
          name,
          about: say('palette.member'),
        }))
      : []),
  ];
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

export default function Palette({ close }: { readonly close: () => void }) {
  const say = useSay();
  const [, go] = useLocation();
  const [sought, setSought] = useState('');
  const found = useFound(useDeferredValue(sought));
  return (
    <Over title={say('palette.open')} hideTitle close={close}>
      <Autocomplete inputValue={sought} onInputChange={setSought}>
        <SearchField aria-label={say('palette.open')} autoFocus>
          <Input className="input" placeholder={say('palette.hint')} />
        </SearchField>
        <Menu
          aria-label={say('palette.found')}
          items={found}
          className="stack tight"
          renderEmptyState={() => <p className="soft">{say('palette.nothing')}</p>}
          onAction={(key) => {
            close();
            go(String(key));
          }}
        >
          {(one) => (
            <MenuItem className="option" textValue={one.name}>
              <Their>{one.name}</Their>
              <span className="small soft">{one.about}</span>
            </MenuItem>
          )}
        </Menu>
      </Autocomplete>
    </Over>
  );
}
