/** Keys that lead somewhere, and the list of them under `?`. None works while something is being written. */
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useSay, type WordId } from '../words/words.tsx';
import { Over } from './dialog.tsx';

const ways: Readonly<Record<string, { readonly to: string; readonly name: WordId }>> = {
  h: { to: '/', name: 'nav.home' },
  d: { to: '/decisions', name: 'nav.decisions' },
  c: { to: '/council', name: 'nav.council' },
  a: { to: '/archive', name: 'nav.archive' },
  o: { to: '/operations', name: 'nav.operations' },
};

/** Milliseconds within which the second key follows `g`. */
const together = 1_200;

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

export function useShortcuts(open: (what: 'palette' | 'help') => void): void {
  const [, go] = useLocation();
  useEffect(() => {
    let begun = Number.NEGATIVE_INFINITY;
    const pressed = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open('palette');
        return;
      }
      if (
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        isWriting(event.target) ||
        document.querySelector('[role=dialog]') !== null
      )
        return;
      const way = ways[event.key];
      if (way !== undefined && event.timeStamp - begun < together) go(way.to);
      else if (event.key === '?') open('help');
      else if (event.key === '/') {
        event.preventDefault();
        open('palette');
      } else if (event.key === 'n') go('/propose');
      begun = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [go, open]);
}

export function ShortcutsHelp({ close }: { readonly close: () => void }) {
  const say = useSay();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['?'], say('nav.shortcuts')],
    [['⌘K', '/'], say('palette.open')],
    [['n'], say('nav.propose')],
    ...Object.entries(ways).map(([key, { name }]) => [['g', key], say(name)] as const),
    [['Esc'], say('shortcuts.close')],
  ];
  return (
    <Over title={say('nav.shortcuts')} close={close}>
      <table>
        <tbody>
          {rows.map(([keys, name]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span className="row">
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small soft">{say('shortcuts.tables')}</p>
      <div>
        <button type="button" className="button" onClick={close}>
          {say('form.close')}
        </button>
      </div>
    </Over>
  );
}
