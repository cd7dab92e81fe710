/** The frame around every page: navigation, search, whether what is shown is live, who is signed in. */
import { lazy, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import icon from '../styles/icon.svg';
import { useMe } from '../data/council.ts';
import { later } from '../data/later.ts';
import { useOwed } from '../data/open.ts';
import { answered, changed, queries, supportChanged, useRead } from '../data/reading.ts';
import { openStream, type Stream } from '../data/stream.ts';
import { Their } from '../parts/people.tsx';
import { useSay, type WordId } from '../words/words.tsx';
import { Boundary } from './boundary.tsx';
import { Icon, type IconName } from './icons.tsx';
import { MissingPart, Stale } from './notices.tsx';
import { useShortcuts } from './shortcuts.ts';
import { isDark } from './theme.ts';

// What opens over a page stands on a third of all that is loaded: the page is there before it.
const over = {
  expired: later(() => import('./expired.tsx')),
  palette: later(() => import('./palette.tsx')),
  help: later(() => import('./shortcuts-help.tsx')),
  menu: later(() => import('./member-menu.tsx')),
};
const Expired = lazy(over.expired);
const Palette = lazy(over.palette);
const ShortcutsHelp = lazy(over.help);
const MemberMenu = lazy(() => idle().then(over.menu));

/** Milliseconds after which what can wait is loaded, however busy the page is. */
const longest = 2_000;

/** Once the browser has nothing else to do. */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: longest });
    else setTimeout(resolve, longest / 2);
  });

const links: readonly { readonly href: string; readonly name: WordId; readonly icon: IconName }[] = [
  { href: '/', name: 'nav.home', icon: 'home' },
  { href: '/decisions', name: 'nav.decisions', icon: 'decisions' },
  { href: '/propose', name: 'nav.propose', icon: 'propose' },
  { href: '/council', name: 'nav.council', icon: 'council' },
  { href: '/archive', name: 'nav.archive', icon: 'archive' },
  { href: '/support', name: 'nav.support', icon: 'support' },
];
const operations = { href: '/operations', name: 'nav.operations', icon: 'operations' } as const;

/** Milliseconds between looks at what waits in support: the stream tells of it, unless it is cut. */
const supportLook = 30_000;

/** Milliseconds in which what happens after a first event is gathered before it is read anew. */
const gathering = 100;

/** The stream of all tabs; what it tells of is read anew. */
function useStream(): Stream | null {
  const [stream, setStream] = useState<Stream | null>(null);
  useEffect(() => {
    const gathered = new Set<string | null>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAnew = (): void => {
      const told = [...gathered];
      gathered.clear();
      timer = told.length === 0 ? undefined : setTimeout(readAnew, gathering);
      if (told.length > 0)
        void changed(queries, told.includes(null) ? null : told.filter((one) => one !== null));
    };
    const opened = openStream(({ what, decisions }) => {
      // They come gathered already.
      if (what === 'answers') {
        void answered(queries, decisions ?? []);
        return;
      }
      if (what === 'support') {
        void supportChanged(queries);
        return;
      }
      for (const decision of decisions ?? [null]) gathered.add(decision);
      // At once, with what came together with it.
      timer ??= setTimeout(readAnew, 0);
    });
    setStream(opened);
    return () => {
      clearTimeout(timer);
      opened.close();
    };
  }, []);
  return stream;
}

export function Shell({ isOver, children }: { readonly isOver: boolean; readonly children: ReactNode }) {
  const say = useSay();
  const me = useMe();
  const [here] = useLocation();
  const [open, setOpen] = useState<'palette' | 'help' | null>(null);
  const stream = useStream();
  const live = useSyncExternalStore(stream?.onLive ?? (() => () => undefined), () => stream?.live() ?? null);
  const owed = useOwed().data?.items.length ?? 0;
  const waiting = useRead('/v1/support', {}, { every: supportLook }).data?.items ?? [];
  const counts: Readonly<Record<string, number>> = {
    '/': owed,
    '/support': waiting.filter(({ owes }) => owes.length > 0).length,
  };
  useShortcuts(setOpen);
  // Whoever opens one of them types on at once.
  useEffect(() => void idle().then(() => Promise.all([over.palette(), over.help()])), []);
  const shown = me.roles.includes('operator') ? [...links, operations] : links;
  const isStale = live !== null && live.state !== 'live';
  const closedMenu = (
    <>
      <span className="button quiet">
        <Icon name={isDark() ? 'sun' : 'moon'} />
      </span>
      <span className="button me">
        <Their>{me.name}</Their>
      </span>
    </>
  );
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {say('nav.skip')}
      </a>
      <nav className="side" aria-label={say('nav.main')}>
        <Link href="/" className="brand">
          <img src={icon} alt="" />
          <span>Folkmoot</span>
        </Link>
        <div className="links">
          {shown.map(({ href, name, icon: sign }) => (
            <Link key={href} href={href} aria-current={isAt(here, href) ? 'page' : undefined}>
              <Icon name={sign} />
              <span>{say(name)}</span>
              {(counts[href] ?? 0) > 0 && (
                <span className="count">
                  {counts[href]}
                  <span className="hidden"> {say('nav.owed')}</span>
                </span>
              )}
            </Link>
          ))}
        </div>
        <div className="foot">
          <LiveMark state={live?.state ?? 'waiting'} />
          <button type="button" className="button quiet small" onClick={() => setOpen('help')}>
            <kbd>?</kbd> {say('nav.shortcuts')}
          </button>
        </div>
      </nav>
      <div>
        <header className="toolbar">
          <Link href="/" className="brand" aria-label="Folkmoot">
            <img src={icon} alt="" />
            <span>Folkmoot</span>
          </Link>
          <button
            type="button"
            className="button search"
            onClick={() => setOpen('palette')}
            aria-label={say('palette.open')}
          >
            <Icon name="search" />
            <span className="words grow">{say('palette.open')}</span>
            <kbd>⌘K</kbd>
          </button>
          <span className="grow" />
          <Boundary instead={() => closedMenu}>
            <Suspense fallback={closedMenu}>
              <MemberMenu help={() => setOpen('help')} />
            </Suspense>
          </Boundary>
        </header>
        <main className="page" id="page">
          {isStale && <Stale since={new Date(live.since).toISOString()} />}
          <MissingPart />
          <Boundary at={here}>{children}</Boundary>
        </main>
      </div>
      <Boundary at={open ?? ''} instead={() => null}>
        <Suspense>
          {open === 'palette' && <Palette close={() => setOpen(null)} />}
          {open === 'help' && <ShortcutsHelp close={() => setOpen(null)} />}
          {(isOver || live?.state === 'over') && <Expired />}
        </Suspense>
      </Boundary>
    </div>
  );
}

const isAt = (here: string, href: string): boolean =>
  href === '/'
    ? here === '/'
    : here.startsWith(href) || (href === '/decisions' && here.startsWith('/processes'));

function LiveMark({ state }: { readonly state: 'live' | 'waiting' | 'over' }) {
  const say = useSay();
  return (
    <span className="live" data-state={state}>
      {say(`live.${state}`)}
    </span>
  );
}
