/** Light, dark, or as the machine is set; the colours follow by themselves (styles/base.css). */
export type Theme = 'system' | 'light' | 'dark';

const key = 'folkmoot-theme';

function theme(): Theme {
  const kept = localStorage.getItem(key);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function applyTheme(chosen: Theme = theme()): void {
  if (chosen === 'system') {
    localStorage.removeItem(key);
    delete document.documentElement.dataset['theme'];
  } else {
    localStorage.setItem(key, chosen);
    document.documentElement.dataset['theme'] = chosen;
  }
}

export const isDark = (): boolean =>
  theme() === 'dark' || (theme() === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
