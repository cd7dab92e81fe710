/** Keys that lead somewhere; their list is under `?`. None works while something is being written. */
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { WordId } from '../words/words.tsx';

export const ways: Readonly<Record<string, { readonly to: string; readonly name: WordId }>> = {
  h: { to: '/', name: 'nav.home' },
  d: { to: '/decisions', name: 'nav.decisions' },
  c: { to: '/council', name: 'nav.council' },
  a: { to: '/archive', name: 'nav.archive' },
  s: { to: '/support', name: 'nav.support' },
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
