/** What was found out lately, for so long that asking again at once is spared. */

/** How many such are kept; the oldest goes first. */
const most = 50_000;

export interface Recent<Value> {
  readonly get: (key: string) => Value | undefined;
  /** @param milliseconds for how long; nothing is kept for none */
  readonly keep: (key: string, value: Value, milliseconds: number) => void;
  readonly drop: (key: string) => void;
}

/** @param now milliseconds */
export function recent<Value>(now: () => number): Recent<Value> {
  const kept = new Map<string, { readonly value: Value; readonly until: number }>();
  return {
    get: (key) => {
      const known = kept.get(key);
      if (known === undefined) return undefined;
      if (now() < known.until) return known.value;
      kept.delete(key);
      return undefined;
    },
    keep: (key, value, milliseconds) => {
      if (milliseconds <= 0) return;
      const [oldest] = kept.size < most ? [] : kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(key, { value, until: now() + milliseconds });
    },
    drop: (key) => void kept.delete(key),
  };
}
