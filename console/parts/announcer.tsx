/** Says aloud, to who does not see it, what has just changed; and shows for some seconds what an act came to. */
import { useSyncExternalStore } from 'react';

interface Said {
  readonly key: number;
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

let aloud = '';
let shown: readonly Said[] = [];
let count = 0;
const listeners = new Set<() => void>();
const changed = (): void => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Milliseconds that a line stays. */
const stay = 7_000;

export function announce(text: string): void {
  aloud = text;
  changed();
}

/** Shows a line, and says it. */
export function tell(text: string, tone: Said['tone'] = 'good'): void {
  count += 1;
  const said = { key: count, text, tone };
  shown = [...shown.slice(-2), said];
  announce(text);
  setTimeout(() => {
    shown = shown.filter((one) => one !== said);
    changed();
  }, stay);
}

export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => aloud);
  const lines = useSyncExternalStore(subscribe, () => shown);
  return (
    <>
      <div role="status" aria-live="polite" className="hidden">
        {text}
      </div>
      <div className="toasts" aria-hidden="true">
        {lines.map((line) => (
          <div key={line.key} className={`notice appears ${line.tone}`}>
            {line.text}
          </div>
        ))}
      </div>
    </>
  );
}
